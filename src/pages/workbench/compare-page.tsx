import type { Context } from 'hono';

import type { Page } from '../../db/queries/page.ts';
import {
  listComparableRuns,
  listNamedDifferences,
  type ComparableRun,
  type NamedDifference,
  type NamedLine,
} from '../../db/queries/run-choice.ts';
import { countDifferences, haveSameSnapshot } from '../../db/queries/runs.ts';
import type { AppEnv } from '../../http/context.ts';
import type { RunSummary } from '../../matching/result.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Figures } from '../parts/lists.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { tierName } from './bench-facts.tsx';
import { benchWords } from './bench-words.ts';
import { compareWords } from './compare-words.ts';
import { lineText } from './named-line.ts';
import { idAsked } from './reading.ts';
import { Worth } from './run-head.tsx';
import { runWords } from './run-words.ts';
import { signed } from './signed.ts';

const partSize = 50;

type Comparison = {
  readonly a: ComparableRun;
  readonly b: ComparableRun;
  readonly counts: { readonly same: number; readonly moved: number; readonly onlyInA: number; readonly onlyInB: number };
  readonly isSameSnapshot: boolean;
  readonly differences: Page<NamedDifference>;
};

type CompareProps = {
  readonly c: Context<AppEnv>;
  readonly runs: readonly ComparableRun[];
  readonly comparison: Comparison | undefined;
};

function comparePage({ c, runs, comparison }: CompareProps) {
  const viewer = viewerOf(c);
  const words = compareWords[viewer.locale];
  const [first] = runs;
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title
        title={words.title}
        above={first === undefined ? undefined : { href: `/desk/seasons/${first.seasonId}/runs`, name: first.season[viewer.locale] }}
        lead={words.lead}
      />
      {runs.length < 2 ? <Empty>{words.tooFew}</Empty> : <Picker c={c} runs={runs} viewer={viewer} />}
      {comparison === undefined ? null : <Both comparison={comparison} viewer={viewer} />}
    </Frame>
  );
}

function Picker({ c, runs, viewer }: { c: Context<AppEnv>; runs: readonly ComparableRun[]; viewer: Viewer }) {
  const words = compareWords[viewer.locale];
  const typed = typedInAddress(c);
  const options = runs.map((run) => ({ value: run.id, label: nameOf(run, viewer) }));
  return (
    <Filters viewer={viewer} action="/desk/runs/compare" button={words.compare}>
      <SelectField name="a" label={words.a} typed={typed} options={options} none={words.choose} />
      <SelectField name="b" label={words.b} typed={typed} options={options} none={words.choose} />
    </Filters>
  );
}

function nameOf({ number, policy, state, isRepair }: ComparableRun, { locale }: Viewer): string {
  const words = runWords[locale];
  const published = state === 'published' ? ` · ${terms[locale].states.run.published}` : '';
  return `${words.run(number)} · ${terms[locale].policies[policy]}${isRepair ? ` · ${words.repairMark}` : ''}${published}`;
}

function Both({ comparison, viewer }: { comparison: Comparison; viewer: Viewer }) {
  const { a, b, counts, isSameSnapshot, differences } = comparison;
  const words = compareWords[viewer.locale];
  return (
    <>
      <div class="sides">
        {[a, b].map((run) => (
          <div>
            <h2>
              <a href={`/desk/runs/${run.id}`}>{nameOf(run, viewer)}</a>
            </h2>
            <p>
              <Worth summary={run.summary} viewer={viewer} /> <State of="run" state={run.state} locale={viewer.locale} />
            </p>
          </div>
        ))}
      </div>
      <Note tone={isSameSnapshot ? 'plain' : 'waiting'}>
        <p>{isSameSnapshot ? words.sameSnapshot : words.otherSnapshot}</p>
      </Note>
      <SideBySide a={a} b={b} viewer={viewer} />
      <section aria-labelledby="who-differs">
        <h2 id="who-differs">{words.whoDiffers}</h2>
        <Figures
          figures={[
            { name: words.same, figure: counts.same },
            { name: words.moved, figure: counts.moved },
            { name: words.onlyIn(runWords[viewer.locale].run(a.number)), figure: counts.onlyInA },
            { name: words.onlyIn(runWords[viewer.locale].run(b.number)), figure: counts.onlyInB },
          ]}
        />
        {differences.items.length === 0 ? <Empty>{words.nobodyDiffers}</Empty> : <Differences comparison={comparison} viewer={viewer} />}
        <Paging nextAfter={differences.nextAfter} viewer={viewer} />
      </section>
    </>
  );
}

type Figure = { readonly name: string; readonly a: number; readonly b: number; readonly isBetterLow?: boolean };

function SideBySide({ a, b, viewer }: { a: ComparableRun; b: ComparableRun; viewer: Viewer }) {
  const { locale } = viewer;
  const words = compareWords[locale];
  const numbers = new Intl.NumberFormat(locale === 'en' ? 'en' : 'zh-CN');
  const run = runWords[locale].run;
  return (
    <Table
      caption={words.sideBySide}
      viewer={viewer}
      isDense
      rows={figuresOf(a.summary, b.summary, viewer)}
      columns={[
        { title: words.figure, cell: ({ name }) => name },
        { title: run(a.number), isNumber: true, cell: (figure) => numbers.format(figure.a) },
        { title: run(b.number), isNumber: true, cell: (figure) => numbers.format(figure.b) },
        {
          title: words.difference,
          isNumber: true,
          cell: (figure) => (figure.a === figure.b ? '' : signed(figure.b - figure.a)),
        },
      ]}
    />
  );
}

const got = ({ choices }: RunSummary, rank: number) => choices.find((choice) => choice.rank === rank)?.placed ?? 0;

function figuresOf(a: RunSummary, b: RunSummary, { locale }: Viewer): readonly Figure[] {
  const words = compareWords[locale];
  const bench = benchWords[locale];
  const levels = ['minimum', 'ideal', 'maximum'] as const;
  const seats = levels.flatMap((level) =>
    a.tiers.map((tier, i): Figure => ({
      name: words.filled(words.levels[level], bench.tierNames[tierName(tier.tier)], tier[level].seats),
      a: tier[level].filled,
      b: b.tiers[i]?.[level].filled ?? 0,
    })),
  );
  const ranks = [...new Set([...a.choices, ...b.choices].map(({ rank }) => rank))].toSorted((x, y) => x - y).slice(0, 6);
  return [
    ...seats,
    { name: words.placed, a: a.placed, b: b.placed },
    ...ranks.map((rank): Figure => ({ name: bench.nthChoice(rank), a: got(a, rank), b: got(b, rank) })),
    { name: bench.unranked, a: a.unranked, b: b.unranked },
    { name: bench.unplaced, a: a.unplaced, b: b.unplaced },
    { name: bench.seatsShort, a: a.seatsShort, b: b.seatsShort },
    { name: words.linesShort, a: a.linesShort, b: b.linesShort },
    { name: words.blockingPairs, a: a.blockingPairs, b: b.blockingPairs },
    { name: words.locksKept, a: a.locksKept, b: b.locksKept },
  ];
}

function Differences({ comparison: { a, b, differences }, viewer }: { comparison: Comparison; viewer: Viewer }) {
  const { locale } = viewer;
  const words = compareWords[locale];
  const run = runWords[locale].run;
  return (
    <Table
      caption={words.whoDiffers}
      viewer={viewer}
      isDense
      rows={differences.items}
      columns={[
        {
          title: runWords[locale].who,
          isKept: true,
          cell: ({ applicationId, name }) => <a href={`/desk/runs/${a.id}?application=${applicationId}`}>{name}</a>,
        },
        { title: run(a.number), cell: ({ lineInA, rankInA }) => <At line={lineInA} rank={rankInA} viewer={viewer} /> },
        { title: run(b.number), cell: ({ lineInB, rankInB }) => <At line={lineInB} rank={rankInB} viewer={viewer} /> },
      ]}
    />
  );
}

function At({ line, rank, viewer: { locale } }: { line: NamedLine | null; rank: number | null; viewer: Viewer }) {
  const bench = benchWords[locale];
  if (line === null) return <span class="quiet">{bench.nowhere}</span>;
  return (
    <>
      {lineText(line, locale)} <span class="quiet small">{rank === null ? bench.unranked : bench.nthChoice(rank)}</span>
    </>
  );
}

async function comparisonOf(c: Context<AppEnv>, runs: readonly ComparableRun[]): Promise<Comparison | undefined> {
  const a = runs.find(({ id }) => id === idAsked(c, 'a'));
  const b = runs.find(({ id }) => id === idAsked(c, 'b'));
  if (a === undefined || b === undefined) return undefined;
  const { db } = c.var;
  return {
    a,
    b,
    counts: await countDifferences(db, a.id, b.id),
    isSameSnapshot: await haveSameSnapshot(db, a.id, b.id),
    differences: await listNamedDifferences(db, a.id, b.id, { limit: partSize, after: idAsked(c, 'after') }),
  };
}

export const comparePages = new PageRouter().get('/desk/runs/compare', 'run.read', async (c) => {
  const runs = await listComparableRuns(c.var.db, idAsked(c, 'a'));
  return sendPrivate(c, comparePage({ c, runs, comparison: await comparisonOf(c, runs) }));
});
