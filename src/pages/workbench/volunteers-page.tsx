import type { Context } from 'hono';
import { z } from 'zod';

import { findApplicationsByName } from '../../db/queries/run-desk.ts';
import type { AppEnv } from '../../http/context.ts';
import { pairKey } from '../../matching/canonical.ts';
import { ableFor } from '../../matching/explain/able.ts';
import { openingsOf } from '../../matching/openings.ts';
import type { SnapshotApplication } from '../../matching/snapshot.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { SelectField, TextField } from '../parts/form.tsx';
import { Empty } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { terms } from '../words/terms.ts';
import { benchWords } from './bench-words.ts';
import { addressOf } from './draft.ts';
import { DraftFields } from './draft-fields.tsx';
import { listWords } from './list-words.ts';
import type { Namer } from './names.ts';
import { namerFor, partOf, type Reading } from './reading.ts';
import { RunHead } from './run-head.tsx';

const partSize = 50;

const askedSchema = z.object({
  name: z.string().trim().max(60).catch(''),
  result: z
    .string()
    .regex(/^(placed|unplaced|unranked|rank-\d{1,2})$/)
    .optional()
    .catch(undefined),
  after: z.uuid().optional().catch(undefined),
});
type Asked = z.infer<typeof askedSchema>;

type Row = {
  readonly application: SnapshotApplication;
  readonly placed: { readonly lineId: string; readonly rank: number | null } | undefined;
};
type VolunteersProps = {
  readonly reading: Reading;
  readonly rows: readonly Row[];
  readonly nextAfter: string | null;
  readonly count: number;
  readonly names: Namer;
  readonly typed: Typed;
};

function volunteersPage({ reading, rows, nextAfter, count, names, typed }: VolunteersProps) {
  const { run, viewer, draft } = reading;
  const words = listWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={`${words.volunteers} · ${benchWords[viewer.locale].match(run.number)}`}>
      <RunHead run={run} viewer={viewer} draft={draft} at="volunteers" title={words.volunteers} />
      <Filters viewer={viewer} action={`/desk/runs/${run.id}/volunteers`}>
        <DraftFields draft={draft} />
        <TextField name="name" label={words.name} typed={typed} type="search" />
        <SelectField name="result" label={words.result} typed={typed} none={words.anyResult} options={resultOptions(reading)} />
      </Filters>
      <p class="quiet small">{words.shown(count)}</p>
      {rows.length === 0 ? <Empty>{words.noVolunteers}</Empty> : <Volunteers reading={reading} rows={rows} names={names} />}
      <Paging nextAfter={nextAfter} viewer={viewer} />
    </Frame>
  );
}

function resultOptions({ run, viewer }: Reading) {
  const words = listWords[viewer.locale];
  const { choices } = run.summary;
  return [
    { value: 'placed', label: words.placed },
    ...choices.slice(0, 10).map(({ rank }) => ({ value: `rank-${rank}`, label: benchWords[viewer.locale].nthChoice(rank) })),
    { value: 'unranked', label: words.unrankedPlaced },
    { value: 'unplaced', label: words.unplaced },
  ];
}

function Volunteers({ reading, rows, names }: Pick<VolunteersProps, 'reading' | 'rows' | 'names'>) {
  const { run, viewer, draft } = reading;
  const { locale } = viewer;
  const words = listWords[locale];
  const bench = benchWords[locale];
  const unplacedReason = reasonsOf(reading);
  return (
    <Table
      caption={words.volunteers}
      viewer={viewer}
      isDense
      rows={rows}
      columns={[
        {
          title: words.name,
          cell: ({ application, placed }) => {
            const county = placed === undefined ? undefined : names.placeOf(placed.lineId)?.countyCode;
            return (
              <a href={`${addressOf(`/desk/runs/${run.id}`, draft, { county, application: application.id })}#panel`}>
                {names.person(application.id)}
              </a>
            );
          },
        },
        { title: bench.kind, cell: ({ application }) => terms[locale].volunteerKinds[application.kind] },
        {
          title: words.result,
          cell: ({ placed }) =>
            placed === undefined ? (
              <Pill tone="waiting">{words.unplaced}</Pill>
            ) : placed.rank === null ? (
              bench.unranked
            ) : (
              bench.nthChoice(placed.rank)
            ),
        },
        {
          title: words.where,
          cell: ({ application, placed }) =>
            placed === undefined ? <span class="quiet">{unplacedReason(application)}</span> : names.lineInCounty(placed.lineId),
        },
      ]}
    />
  );
}

/** Why somebody has no place, from the rules alone: what a single question answers exactly is asked of one person at a time. */
function reasonsOf({ snapshot, viewer }: Reading): (application: SnapshotApplication) => string {
  const words = listWords[viewer.locale];
  const openings = openingsOf(snapshot);
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  return (application) => {
    const { lines, eligible, nearest } = ableFor(application, openings, excluded);
    if (lines === 0) return words.teachesNothing;
    return eligible > 0 || nearest === undefined ? words.eligibleTaken(eligible) : words.noneEligible(terms[viewer.locale].rules[nearest]);
  };
}

/** Everybody in the match, by id, with the place they got, if any; filtered. */
function rowsOf({ snapshot, result }: Reading, { result: wanted }: Asked, named: ReadonlySet<string> | undefined): readonly Row[] {
  const placedAt = new Map(result.matches.map(({ applicationId, lineId, rank }) => [applicationId, { lineId, rank }]));
  return snapshot.applications
    .filter(({ id }) => named === undefined || named.has(id))
    .map((application) => ({ application, placed: placedAt.get(application.id) }))
    .filter(({ placed }) => isWanted(wanted, placed))
    .toSorted((a, b) => (a.application.id < b.application.id ? -1 : 1));
}

function isWanted(wanted: string | undefined, placed: Row['placed']): boolean {
  if (wanted === undefined) return true;
  if (wanted === 'unplaced') return placed === undefined;
  if (placed === undefined) return false;
  if (wanted === 'unranked') return placed.rank === null;
  return wanted === 'placed' || wanted === `rank-${placed.rank}`;
}

export async function showVolunteers(c: Context<AppEnv>, reading: Reading): Promise<Response> {
  const asked = askedSchema.parse(c.req.query());
  const named = asked.name === '' ? undefined : await findApplicationsByName(c.var.db, reading.run.seasonId, asked.name);
  const all = rowsOf(reading, asked, named);
  const { items, nextAfter } = partOf(all, ({ application }) => application.id, asked.after, partSize);
  const { names } = await namerFor(c, reading, {
    applicationIds: items.map(({ application }) => application.id),
    lineIds: items.map(({ placed }) => placed?.lineId ?? null),
  });
  return sendPrivate(c, volunteersPage({ reading, rows: items, nextAfter, count: all.length, names, typed: typedInAddress(c) }));
}
