import { DateTime } from 'luxon';

import { askedPlacementStates } from '../../domain/condition-question.ts';
import { homeZone } from '../../domain/calendar.ts';
import { answerByOf, changedParts, replyByAfterChange, type ChangedPart } from '../../domain/host-conditions.ts';
import { remindAtOf, startsAt } from '../../domain/reply.ts';
import type { HostConditions } from '../../domain/request.ts';
import {
  insertConditionQuestions,
  listChoosers,
  listSignedConditions,
  listTimeZones,
  lockOpenQuestionsOfRequest,
} from '../../db/queries/condition-questions.ts';
import { listPlacementsOfRequest, saveReplyBy, type Placement } from '../../db/queries/placements.ts';
import { findReader, findRequestFacts } from '../../db/queries/readers.ts';
import type { TeachingRequest } from '../../db/queries/requests.ts';
import type { Season } from '../../db/queries/seasons.ts';
import { conditionsLetter, type AskedAs } from '../../mail/conditions-letter.ts';
import { instantOf, type ActionContext } from '../context.ts';
import { tell } from '../outbox/tell.ts';
import { record, recordAll } from '../record.ts';
import { closeQuestion } from './close-question.ts';

/** Which version follows which. */
type Versions = { readonly newId: string; readonly oldId: string | undefined };

type Person = {
  readonly applicationId: string;
  readonly accountId: string;
  readonly seasonId: string;
  readonly timeZone: string;
  readonly placement: Placement | undefined;
  readonly askedAs: AskedAs;
};

type ToAsk = Person & { readonly knownId: string | undefined; readonly changed: readonly ChangedPart[]; readonly answerBy: DateTime };

/**
 * Asks everybody anew whom the new version touches: who was offered, accepted or began a placement there, and who ranked the request
 * and may still be placed in it. What somebody had not answered yet is overtaken: they are asked once, about everything that
 * changed since what they knew. Acts as a consequence, since it reads whom the actor may not see. Gives how many are asked.
 */
export async function askAgain(context: ActionContext, request: TeachingRequest, season: Season, versions: Versions): Promise<number> {
  const { db } = context;
  const open = await lockOpenQuestionsOfRequest(db, request.id);
  for (const question of open) await closeQuestion(context, question, 'overtake');

  const people = await listTouched(context, request);
  const knownIds = new Map(open.map(({ applicationId, knownId }) => [applicationId, knownId ?? undefined]));
  const signed = new Map((await listSignedConditions(db, request.id)).map(({ id, conditions }) => [id, conditions]));
  const toAsk = people.flatMap((person): ToAsk[] => {
    const knownId = knownIds.has(person.applicationId) ? knownIds.get(person.applicationId) : versions.oldId;
    const changed = changesSince(signed, knownId, versions.newId);
    const answerBy = answerDeadline(context, person, startsAt(request, season));
    return changed.length === 0 ? [] : [{ ...person, knownId, changed, answerBy }];
  });
  await moveDeadlines(context, toAsk);
  await ask(context, request, versions.newId, toAsk);
  return toAsk.length;
}

function changesSince(signed: ReadonlyMap<string, HostConditions>, knownId: string | undefined, newId: string): ChangedPart[] {
  const now = signed.get(newId);
  if (now === undefined) throw new Error('a version that was just signed is gone');
  return changedParts((knownId === undefined ? undefined : signed.get(knownId)) ?? null, now);
}

/** An offer is answered by its own deadline, moved out where it is near. */
function answerDeadline({ now }: ActionContext, { placement, timeZone }: Person, start: DateTime): DateTime {
  if (placement?.state !== 'offered' || placement.replyByAt === null) return answerByOf(now, timeZone, start);
  const replyBy = DateTime.fromMillis(Date.parse(placement.replyByAt));
  return replyByAfterChange(replyBy, now, start) ?? replyBy;
}

async function listTouched({ db, now }: ActionContext, request: TeachingRequest): Promise<Person[]> {
  const asked: readonly string[] = askedPlacementStates;
  const placements = (await listPlacementsOfRequest(db, request.id)).filter(
    ({ state, replyByAt }) =>
      asked.includes(state) && !(state === 'offered' && replyByAt !== null && Date.parse(replyByAt) <= now.toMillis()),
  );
  const choosers = await listChoosers(db, request.id);
  const accountIds = [...placements, ...choosers].map(({ accountId }) => accountId);
  const zones = await listTimeZones(db, accountIds);
  const zoneOf = ({ accountId }: { readonly accountId: string }) => zones.get(accountId) ?? homeZone;
  return [
    ...placements.map((placement): Person => {
      const { applicationId, accountId, seasonId, state } = placement;
      const askedAs = state === 'offered' || state === 'started' ? state : 'accepted';
      return { applicationId, accountId, seasonId, timeZone: zoneOf(placement), placement, askedAs };
    }),
    ...choosers.map((chooser): Person => ({ ...chooser, timeZone: zoneOf(chooser), placement: undefined, askedAs: 'choice' })),
  ];
}

/** There is time to read what changed before an offer lapses. */
async function moveDeadlines(context: ActionContext, people: readonly ToAsk[]): Promise<void> {
  for (const { placement, answerBy } of people) {
    if (placement?.state !== 'offered' || placement.replyByAt === null || Date.parse(placement.replyByAt) >= answerBy.toMillis()) continue;
    const replyByAt = instantOf(answerBy);
    const remindAt = remindAtOf(answerBy, context.now);
    await saveReplyBy(context.db, placement.id, { replyByAt, extendedAt: placement.extendedAt, remindAt: remindAt && instantOf(remindAt) });
    const about = { thing: 'placement', thingId: placement.id, subjectId: placement.accountId };
    await record(context, { ...about, event: 'placement.deadline-moved', details: { replyByAt } });
  }
}

async function ask(context: ActionContext, request: TeachingRequest, conditionsId: string, people: readonly ToAsk[]): Promise<void> {
  if (people.length === 0) return;
  const { db, now } = context;
  const rows = people.map(({ applicationId, accountId, seasonId, placement, knownId, answerBy, askedAs }) => {
    // An offer has a reminder of its own.
    const remindAt = askedAs === 'offered' ? null : remindAtOf(answerBy, now);
    const asked = { conditionsId, knownId: knownId ?? null, requestId: request.id, applicationId, seasonId, accountId };
    return {
      ...asked,
      placementId: placement?.id ?? null,
      answerByAt: instantOf(answerBy),
      remindAt: remindAt && instantOf(remindAt),
      createdAt: instantOf(now),
    };
  });
  const questions = await insertConditionQuestions(db, rows);
  const eventIds = await recordAll(
    context,
    questions.map(({ id, accountId, placementId, answerByAt }) => ({
      thing: 'condition_question',
      thingId: id,
      event: 'condition_question.open',
      to: 'open',
      subjectId: accountId,
      details: { requestId: request.id, placementId, answerByAt },
    })),
  );
  const eventByApplication = new Map(questions.map(({ applicationId }, i) => [applicationId, eventIds[i] ?? '']));
  const facts = await findRequestFacts(db, request.id);
  if (facts === undefined) throw new Error('a request without its county');
  for (const { applicationId, accountId, placement, changed, answerBy, timeZone, askedAs } of people) {
    await tell(context, {
      eventId: eventByApplication.get(applicationId) ?? '',
      template: `conditions-changed-${askedAs}`,
      readers: [await findReader(db, accountId)],
      path: placement === undefined ? `/applications/${applicationId}` : `/placements/${placement.id}`,
      letter: (addressed) => conditionsLetter(addressed, { ...facts, askedAs, changed, timeZone, answerByAt: instantOf(answerBy) }),
    });
  }
}
