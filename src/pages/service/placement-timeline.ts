import { declineSchema, earlyEndKinds } from '../../domain/placement.ts';
import type { Stage } from '../parts/lists.tsx';
import { terms } from '../words/terms.ts';
import type { PlacementPart } from './placement-part.ts';

/** How far a placement is: what happened, and what comes next with its day. */
export function stagesOf(part: PlacementPart): Stage[] {
  const { placement } = part;
  if (placement.state === 'offered') return [offered(part), answer(part), ...ahead(part, 0)];
  if (['accepted', 'started', 'completed'].includes(placement.state)) {
    const passed = placement.state === 'accepted' ? 0 : placement.state === 'started' ? 1 : 2;
    return [...offeredOnce(part), past(part, 'accepted'), ...ahead(part, passed)];
  }
  return [...offeredOnce(part), ...(momentOf(part, 'accepted') === undefined ? [] : [past(part, 'accepted')]), ...ended(part)];
}

function momentOf({ placement }: PlacementPart, state: string): { instant: string } | undefined {
  const at = placement.happened.findLast(({ toState }) => toState === state)?.at;
  return at === undefined ? undefined : { instant: at };
}

function past(part: PlacementPart, state: 'offered' | 'accepted' | 'started' | 'completed'): Stage {
  return { title: part.words.stages[state], when: 'past', at: momentOf(part, state) };
}

const offered = (part: PlacementPart) => past(part, 'offered');

/** What a swap gave was never offered. */
function offeredOnce(part: PlacementPart): Stage[] {
  const wasSwapped = momentOf(part, 'offered') === undefined && momentOf(part, 'accepted') !== undefined;
  return wasSwapped ? [] : [offered(part)];
}

function answer({ words, placement }: PlacementPart): Stage {
  const at = placement.replyByAt === null ? undefined : { instant: placement.replyByAt };
  return { title: words.stages.answer, when: 'now', at, note: words.withYou };
}

/** From the first day on; `passed` is how many of arrival and teaching lie behind. */
function ahead(part: PlacementPart, passed: 0 | 1 | 2): Stage[] {
  const { words, placement } = part;
  if (passed === 2) {
    const at = placement.completedAt === null ? undefined : { instant: placement.completedAt };
    return [past(part, 'started'), ...reported(part), ...confirmed(part), { title: words.stages.completed, when: 'past', at }];
  }
  return [passed === 1 ? past(part, 'started') : arrival(part), ...record(part)];
}

function arrival({ words, placement }: PlacementPart): Stage {
  const when = placement.state === 'accepted' ? 'now' : 'next';
  return { title: words.stages.start, when, at: { day: placement.startDay }, note: words.withCounty };
}

/** Report, countersignature and completion: the first that is missing waits, once teaching has begun. */
function record(part: PlacementPart): Stage[] {
  const { words, placement } = part;
  const { stages } = words;
  const missing: Stage[] = [];
  if (placement.report === null) {
    missing.push({ title: stages.lastDay, when: 'next', at: { day: placement.endDay }, note: words.withYou });
  }
  if (placement.confirmation === null) missing.push({ title: stages.confirm, when: 'next', note: words.withCounty });
  missing.push({ title: stages.complete, when: 'next', note: words.withCoordinator });
  const [first, ...rest] = missing;
  const waiting: Stage[] = first === undefined || placement.state !== 'started' ? missing : [{ ...first, when: 'now' }, ...rest];
  return [...reported(part), ...confirmed(part), ...waiting];
}

function reported({ words, placement: { report } }: PlacementPart): Stage[] {
  return report === null ? [] : [{ title: words.stages.reported, when: 'past', at: { instant: report.submittedAt } }];
}

function confirmed({ words, placement: { confirmation } }: PlacementPart): Stage[] {
  return confirmation === null ? [] : [{ title: words.stages.confirmed, when: 'past', at: { instant: confirmation.confirmedAt } }];
}

/** It came to an end before it was served: how, when, and why. */
function ended(part: PlacementPart): Stage[] {
  const { viewer, words, placement } = part;
  const last = placement.happened.findLast(({ toState }) => toState === placement.state);
  const notes = [endKindText(part), last?.reason ? words.reasonGiven(reasonText(part, last.reason)) : undefined];
  const note = notes.filter((line) => line !== undefined).join(viewer.locale === 'zh' ? '；' : '; ');
  return [
    ...(momentOf(part, 'started') === undefined ? [] : [past(part, 'started')]),
    {
      title: terms[viewer.locale].states.placement[placement.state],
      when: 'past',
      at: momentOf(part, placement.state),
      ...(note === '' ? {} : { note }),
    },
  ];
}

function endKindText({ viewer, words, placement: { endKind } }: PlacementPart): string | undefined {
  const kind = earlyEndKinds.find((known) => known === endKind);
  return kind === undefined ? undefined : words.endedAs(terms[viewer.locale].earlyEnds[kind]);
}

/** A decline's reason is one of a short list; the others are people's words. */
function reasonText({ viewer, placement }: PlacementPart, reason: string): string {
  const known = declineSchema.shape.reason.safeParse(reason);
  return placement.state === 'declined' && known.success ? terms[viewer.locale].declineReasons[known.data] : reason;
}
