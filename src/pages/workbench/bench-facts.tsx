import type { Child } from 'hono/jsx';

import type { RunSummary } from '../../matching/result.ts';
import { Figures } from '../parts/lists.tsx';
import type { Viewer } from '../viewer.ts';
import { benchWords } from './bench-words.ts';
import type { Reading } from './reading.ts';
import { signed } from './signed.ts';

const sumOf = (summary: RunSummary, of: (tier: RunSummary['tiers'][number]) => number) =>
  summary.tiers.reduce((sum, tier) => sum + of(tier), 0);
const firstOf = (summary: RunSummary) => summary.choices.find(({ rank }) => rank === 1)?.placed ?? 0;

/** What the whole match comes to, the comparison with the run in force, and what can be done with it. */
export function Facts({ reading: { run, viewer } }: { reading: Reading }) {
  const words = benchWords[viewer.locale];
  const { summary } = run;
  const text = numbersOf(viewer);
  const share = summary.placed === 0 ? 0 : firstOf(summary) / summary.placed;
  return (
    <>
      <div class="facts">
        <Figures
          figures={[
            ...summary.tiers
              .filter(({ minimum }) => minimum.seats > 0)
              .map(({ tier, minimum }) => ({
                name: words.minimumOfTier(words.tierNames[tierName(tier)]),
                figure: words.of(text.format(minimum.filled), text.format(minimum.seats)),
              })),
            {
              name: words.seatsFilled,
              figure: words.of(text.format(summary.placed), text.format(sumOf(summary, ({ maximum }) => maximum.seats))),
            },
            { name: words.firstChoice, figure: new Intl.NumberFormat('en', { style: 'percent' }).format(share) },
            {
              name: words.seatsShort,
              figure: text.format(summary.seatsShort),
              ...(summary.seatsShort === 0 ? {} : { href: `/desk/runs/${run.id}/shortages` }),
            },
            {
              name: words.unplaced,
              figure: text.format(summary.unplaced),
              ...(summary.unplaced === 0 ? {} : { href: `/desk/runs/${run.id}/volunteers?result=unplaced` }),
            },
          ]}
        />
      </div>
      <Remarks reading={{ run, viewer }} />
      <p class="actions facts-actions">
        <Next reading={{ run, viewer }} />
        <details>
          <summary>{words.downloads}</summary>
          <span class="small">
            <a href={`/api/v1/runs/${run.id}/snapshot`}>{words.snapshot}</a> · <a href={`/api/v1/runs/${run.id}/proof`}>{words.proof}</a>
            <br />
            {words.verify}
          </span>
        </details>
      </p>
    </>
  );
}

type Of = { readonly reading: Pick<Reading, 'run' | 'viewer'> };

const numbersOf = ({ locale }: Viewer) => new Intl.NumberFormat(locale === 'en' ? 'en' : 'zh-CN');

export function tierName(tier: number): 1 | 2 | 3 {
  return tier === 1 ? 1 : tier === 2 ? 2 : 3;
}

/** A run is published, and what it proposes is then offered: one step at a time. */
function Next({ reading: { run, viewer } }: Of): Child {
  const words = benchWords[viewer.locale];
  if (run.state === 'published') {
    return (
      <a class="button" href={`/desk/seasons/${run.seasonId}/release`}>
        {words.release}
      </a>
    );
  }
  return (
    <a class="button" href={`/desk/runs/${run.id}/publish`}>
      {words.publish}
    </a>
  );
}

function Remarks({ reading: { run, viewer } }: Of) {
  const words = benchWords[viewer.locale];
  const { summary, inForce } = run;
  return (
    <div class="small remarks">
      {summary.unstableBecause === null ? null : <p>{summary.unstableBecause === 'none-exists' ? words.noneExists : words.noneFound}</p>}
      {run.isRepair ? (
        <p>
          {words.repairNote} {words.toldKept(summary.toldKept, summary.toldMoved)}
        </p>
      ) : null}
      {inForce === null ? null : (
        <p>
          {words.comparedWith(inForce.number, differencesOf(summary, inForce.summary, viewer))}{' '}
          <a href={`/desk/runs/compare?a=${run.id}&b=${inForce.id}`}>{words.compareWith(inForce.number)}</a>
        </p>
      )}
    </div>
  );
}

/** The main figures by how much they differ, with their signs. */
function differencesOf(own: RunSummary, other: RunSummary, { locale }: Viewer): string {
  const words = benchWords[locale];
  const figures: readonly (readonly [name: string, by: number])[] = [
    ...own.tiers.map(
      ({ tier, minimum }, i) =>
        [words.minimumOfTier(words.tierNames[tierName(tier)]), minimum.filled - (other.tiers[i]?.minimum.filled ?? 0)] as const,
    ),
    [words.seatsFilled, own.placed - other.placed],
    [words.firstChoice, firstOf(own) - firstOf(other)],
    [words.seatsShort, own.seatsShort - other.seatsShort],
  ];
  const changed = figures.filter(([, by]) => by !== 0).map(([name, by]) => `${name} ${signed(by)}`);
  return changed.length === 0 ? words.asInForce : changed.join(locale === 'zh' ? '，' : ', ');
}
