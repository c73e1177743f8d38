import type { Context } from 'hono';
import { z } from 'zod';

import type { AppEnv } from '../../http/context.ts';
import { ableOf, type AbleOf } from '../../matching/explain/able.ts';
import { shortagesOf, type Shortage } from '../../matching/shortages.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { SelectField } from '../parts/form.tsx';
import { Empty } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { terms } from '../words/terms.ts';
import { tierName } from './bench-facts.tsx';
import { benchWords } from './bench-words.ts';
import { addressOf } from './draft.ts';
import { DraftFields } from './draft-fields.tsx';
import { listWords } from './list-words.ts';
import type { Namer } from './names.ts';
import { namerFor, partOf, type Reading } from './reading.ts';
import { RunHead } from './run-head.tsx';

const partSize = 30;

const askedSchema = z.object({
  tier: z.enum(['1', '2', '3']).optional().catch(undefined),
  below: z.enum(['minimum', 'ideal']).optional().catch(undefined),
  after: z.string().max(64).optional().catch(undefined),
});

type Row = Shortage & { readonly able: AbleOf };
type ShortagesProps = {
  readonly reading: Reading;
  readonly rows: readonly Row[];
  readonly nextAfter: string | null;
  readonly names: Namer;
  readonly typed: Typed;
  readonly isFiltered: boolean;
};

function shortagesPage({ reading, rows, nextAfter, names, typed, isFiltered }: ShortagesProps) {
  const { run, viewer, draft } = reading;
  const words = listWords[viewer.locale];
  const bench = benchWords[viewer.locale];
  const tiers = ([1, 2, 3] as const).map((tier) => ({ value: String(tier), label: terms[viewer.locale].tiers[tier] }));
  const below = [
    { value: 'minimum', label: words.belowMinimum },
    { value: 'ideal', label: words.belowIdeal },
  ];
  return (
    <Frame viewer={viewer} title={`${words.shortages} · ${bench.match(run.number)}`}>
      <RunHead run={run} viewer={viewer} draft={draft} at="shortages" title={words.shortages} />
      <p>{words.shortagesLead}</p>
      <Filters viewer={viewer} action={`/desk/runs/${run.id}/shortages`}>
        <DraftFields draft={draft} />
        <SelectField name="tier" label={bench.tier} typed={typed} none={bench.anyTier} options={tiers} />
        <SelectField name="below" label={words.below} typed={typed} none={words.anyResult} options={below} />
      </Filters>
      {rows.length === 0 ? (
        <Empty>{isFiltered ? words.noSuchShortages : words.noShortages}</Empty>
      ) : (
        <Shortages reading={reading} rows={rows} names={names} />
      )}
      <Paging nextAfter={nextAfter} viewer={viewer} />
    </Frame>
  );
}

function Shortages({ reading, rows, names }: Pick<ShortagesProps, 'reading' | 'rows' | 'names'>) {
  const { run, viewer, draft } = reading;
  const { locale } = viewer;
  const words = listWords[locale];
  return (
    <Table
      caption={words.shortages}
      viewer={viewer}
      isDense
      rows={rows}
      columns={[
        {
          title: words.line,
          cell: ({ lineId, countyCode, tier }) => (
            <>
              <a href={`${addressOf(`/desk/runs/${run.id}`, draft, { county: countyCode, line: lineId })}#panel`}>
                {names.lineInCounty(lineId)}
              </a>
              <span class="under">{terms[locale].tiers[tierName(tier)]}</span>
            </>
          ),
        },
        { title: words.seats, cell: ({ placed, minimum, ideal }) => `${placed} / ${minimum} / ${ideal}` },
        {
          title: words.below,
          cell: ({ placed, minimum }) => (
            <Pill tone={placed < minimum ? 'refused' : 'waiting'}>{placed < minimum ? words.belowMinimum : words.belowIdeal}</Pill>
          ),
        },
        { title: words.able, cell: ({ able }) => words.ableText(able.eligible, able.placedElsewhere) },
        {
          title: words.keptOut,
          cell: ({ able: { keptOutBy } }) => {
            const [first] = keptOutBy;
            return first === undefined ? '' : benchWords[locale].keptOut(first.volunteers, terms[locale].rules[first.rule]);
          },
        },
      ]}
    />
  );
}

const missing = ({ minimum, placed }: Shortage) => Math.max(0, minimum - placed);

function byNeed(a: Shortage, b: Shortage): number {
  return a.tier - b.tier || missing(b) - missing(a) || b.ideal - b.placed - (a.ideal - a.placed) || (a.lineId < b.lineId ? -1 : 1);
}

export async function showShortages(c: Context<AppEnv>, reading: Reading): Promise<Response> {
  const { tier, below, after } = askedSchema.parse(c.req.query());
  const { snapshot, result, places } = reading;
  const all = shortagesOf(snapshot, result.matches)
    .filter((shortage) => tier === undefined || shortage.tier === Number(tier))
    .filter(({ placed, minimum }) => below === undefined || (below === 'minimum' ? placed < minimum : placed >= minimum))
    .toSorted(byNeed);
  const { items, nextAfter } = partOf(all, ({ lineId }) => lineId, after, partSize);
  const rows = items.flatMap((shortage) => {
    const place = places.get(shortage.lineId);
    return place === undefined ? [] : [{ ...shortage, able: ableOf(place, snapshot, result) }];
  });
  const { names } = await namerFor(c, reading, { lineIds: items.map(({ lineId }) => lineId) });
  const isFiltered = tier !== undefined || below !== undefined;
  return sendPrivate(c, shortagesPage({ reading, rows, nextAfter, names, typed: typedInAddress(c), isFiltered }));
}
