import type { AskedCheck } from '../../db/queries/own-placements.ts';
import { clearanceKinds } from '../../domain/clearance.ts';
import { isCheckedText } from '../../domain/consent.ts';
import { TaskList, type Task } from '../parts/lists.tsx';
import { dayText } from '../parts/time.tsx';
import { stateTones, terms } from '../words/terms.ts';
import type { PlacementPart } from './placement-part.ts';

/** What is to be done before the first day: each check with how far it is. */
export function PreparePart(part: PlacementPart) {
  const { viewer, words, placement } = part;
  const checks = placement.checks.toSorted((a, b) => clearanceKinds.indexOf(a.kind) - clearanceKinds.indexOf(b.kind));
  return (
    <section class="part" aria-labelledby="prepare">
      <h2 id="prepare">{words.prepare}</h2>
      {checks.length === 0 ? (
        <p class="quiet">{words.noChecks}</p>
      ) : (
        <>
          <p class="measure">{words.prepareLead(dayText(placement.endDay, viewer.locale))}</p>
          <TaskList tasks={checks.map((check) => taskOf(part, check))} />
        </>
      )}
      <p class="quiet measure">{words.bring}</p>
    </section>
  );
}

function taskOf({ viewer, words, placement }: PlacementPart, { kind, clearanceId, state, validThroughDay }: AskedCheck): Task {
  const { locale } = viewer;
  const label = terms[locale].clearances[kind];
  const href = isCheckedText(kind)
    ? `/me/consents?kind=${kind}`
    : clearanceId === null
      ? `/clearances#${kind}`
      : `/clearances/${clearanceId}`;
  if (state === null) return { label, href, state: { word: words.notBegun, tone: 'waiting' } };
  const tone = stateTones.clearance[state] ?? 'plain';
  if (state !== 'cleared' || validThroughDay === null) return { label, href, state: { word: terms[locale].states.clearance[state], tone } };
  const day = dayText(validThroughDay, locale);
  if (validThroughDay < placement.endDay)
    return { label, href, hint: words.endsTooSoon(day), state: { word: words.toRenew, tone: 'waiting' } };
  return { label, href, hint: words.validThrough(day), state: { word: terms[locale].states.clearance[state], tone } };
}
