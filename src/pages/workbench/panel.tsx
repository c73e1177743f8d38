import { terms } from '../words/terms.ts';
import type { Bench } from './bench-page.tsx';
import { benchWords } from './bench-words.ts';
import { addressOf, draftWith, draftWithout, hereWith, type Locking } from './draft.ts';
import { costTexts, isWorse } from './goal-words.ts';
import { PairReason } from './pair-reason.tsx';
import type { Other, SelectedApplication } from './selection.ts';
import { WhyShortPart } from './why-short-part.tsx';

/** The application or the line that is selected: why it is so, what else there is, and what that would cost exactly. */
export function Panel({ bench }: { bench: Bench }) {
  const { selection, reading, names } = bench;
  const { viewer, draft } = reading;
  const words = benchWords[viewer.locale];
  if (selection === undefined) {
    return (
      <aside class="panel" id="panel" aria-label={words.panel}>
        <p class="quiet">{words.panelEmpty}</p>
      </aside>
    );
  }
  const close = hereWith(viewer, draft, { application: null, line: null, county: bench.chosen?.countyCode ?? null });
  return (
    <aside class="panel" id="panel" aria-labelledby="panel-title">
      <p class="panel-close small">
        <a href={close}>{words.close}</a>
      </p>
      {selection.kind === 'application' ? (
        <ApplicationPart bench={bench} selected={selection} />
      ) : (
        <>
          <h2 id="panel-title">
            {selection.placed < selection.line.ideal ? words.whyLine(names.line(selection.line.lineId)) : names.line(selection.line.lineId)}
          </h2>
          <WhyShortPart reading={reading} names={names} selected={selection} />
        </>
      )}
    </aside>
  );
}

type Of = { readonly bench: Bench; readonly selected: SelectedApplication };

function ApplicationPart({ bench, selected }: Of) {
  const { names, reading } = bench;
  const { viewer, run, draft } = reading;
  const words = benchWords[viewer.locale];
  const { application, placed, isExact } = selected;
  return (
    <>
      <h2 id="panel-title">
        <a href={`/desk/applications/${application.id}`}>{names.person(application.id)}</a>
      </h2>
      <p class="quiet small">{aboutOf(bench, selected)}</p>
      <p>{placeTextOf(bench, selected)}</p>
      {placed === undefined ? null : <Here bench={bench} selected={selected} lineId={placed.lineId} />}
      <h3>{words.elsewhere}</h3>
      {isExact ? null : <p class="small">{words.noExact}</p>}
      {selected.others.length === 0 ? <p class="quiet small">{words.noElsewhere}</p> : null}
      <ol class="alternatives">
        {selected.others.map((other) => (
          <OtherPlace bench={bench} selected={selected} other={other} />
        ))}
      </ol>
      <p class="small">
        <a href={addressOf(`/desk/runs/${run.id}/why`, draft, { application: application.id })}>{words.askAny}</a>
      </p>
      <p class="quiet small">{words.exactly}</p>
    </>
  );
}

/** What the volunteer brings, in one line. */
function aboutOf({ names, reading: { viewer } }: Bench, { application }: SelectedApplication): string {
  const words = benchWords[viewer.locale];
  const say = terms[viewer.locale];
  const levels: Readonly<Record<number, string>> = say.levels;
  return [
    say.volunteerKinds[application.kind],
    ...application.subjects.map(({ subject, level }) => words.teaches(names.subject(subject), levels[level] ?? '')),
    application.windows.length === 0
      ? ''
      : words.freeOn(application.windows.map((window) => names.days(window)).join(viewer.locale === 'zh' ? '、' : ', ')),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function placeTextOf({ names, reading: { viewer } }: Bench, { placed, able }: SelectedApplication): string {
  const words = benchWords[viewer.locale];
  if (placed !== undefined)
    return words.placedAs(names.lineInCounty(placed.lineId), placed.rank === null ? words.unranked : words.nthChoice(placed.rank));
  const why =
    able.eligible > 0 ? words.allTaken : able.nearest === undefined ? '' : words.nearestRule(terms[viewer.locale].rules[able.nearest]);
  return [words.notPlaced, words.ableFor(able.eligible, able.lines), why].join(viewer.locale === 'zh' ? '' : ' ');
}

/** What it would cost to take them away from where they are, and the two locks on the place. */
function Here({ bench, selected, lineId }: Of & { lineId: string }) {
  const { viewer } = bench.reading;
  const words = benchWords[viewer.locale];
  const { without, application } = selected;
  const pair = { applicationId: application.id, lineId };
  const costs = without !== undefined && 'costs' in without ? without.costs : undefined;
  return (
    <div class="here">
      {costs === undefined ? null : (
        <p class="small">
          <span class={isWorse(costs) ? 'lacking' : undefined}>
            {words.withoutHere(costTexts(costs, viewer.locale).join(viewer.locale === 'zh' ? '；' : '; '))}
          </span>
        </p>
      )}
      <p class="actions">
        <LockLink bench={bench} lock={{ kind: 'pin', ...pair }} />
        <LockLink bench={bench} lock={{ kind: 'forbid', ...pair }} />
      </p>
    </div>
  );
}

/** Pins or forbids a pair for the next run, or takes that back. */
function LockLink({ bench: { reading }, lock, label }: { bench: Bench; lock: Locking; label?: string }) {
  const { viewer, draft } = reading;
  const words = benchWords[viewer.locale];
  const isDrafted = draft.some((own) => own.kind === lock.kind && own.applicationId === lock.applicationId && own.lineId === lock.lineId);
  if (isDrafted) {
    return (
      <span class="small">
        {lock.kind === 'pin' ? words.pinned : words.forbidden}{' '}
        <a href={`${hereWith(viewer, draftWithout(draft, lock))}#panel`}>{words.undo}</a>
      </span>
    );
  }
  return (
    <a class="button second" href={`${hereWith(viewer, draftWith(draft, lock))}#panel`}>
      {label ?? (lock.kind === 'pin' ? words.pinHere : words.notHere)}
    </a>
  );
}

function OtherPlace({ bench, selected, other }: Of & { other: Other }) {
  const { names, reading } = bench;
  const { viewer, draft, run } = reading;
  const words = benchWords[viewer.locale];
  const lock: Locking = { kind: 'pin', applicationId: selected.application.id, lineId: other.lineId };
  const place = names.placeOf(other.lineId);
  const isDrafted = draft.some((own) => own.kind === 'pin' && own.applicationId === lock.applicationId && own.lineId === lock.lineId);
  return (
    <li>
      <a href={addressOf(`/desk/runs/${run.id}/why`, draft, { application: selected.application.id, request: place?.requestId })}>
        {names.lineInCounty(other.lineId)}
      </a>
      {other.rank === null ? null : <span class="quiet small"> {words.nthChoice(other.rank)}</span>}
      <PairReason why={other.why} locale={viewer.locale} />
      {other.why.kind === 'ineligible' || other.why.kind === 'impossible' ? null : (
        <span class="small">
          {isDrafted ? (
            <>
              {words.pinned} <a href={`${hereWith(viewer, draftWithout(draft, lock))}#panel`}>{words.undo}</a>
            </>
          ) : (
            <a href={`${hereWith(viewer, draftWith(draft, lock))}#panel`}>{words.moveHere}</a>
          )}
          {' · '}
          <a href={`/desk/placements/new?application=${selected.application.id}&line=${other.lineId}`}>{words.byHand}</a>
        </span>
      )}
    </li>
  );
}
