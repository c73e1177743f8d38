import { and, asc, eq, inArray, notInArray, or } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { accounts, barredPairs, tokens, volunteers } from '../tables/accounts.ts';
import { applicationChoices, applications, applicationSubjects, applicationWindows } from '../tables/applications.ts';
import { askBacks } from '../tables/ask-backs.ts';
import { certificateCorrections, certificates } from '../tables/certificates.ts';
import { clearances, referees, trainingAttendances } from '../tables/clearances.ts';
import { conditionQuestions } from '../tables/condition-questions.ts';
import { completions, confirmations, lessons, reports } from '../tables/completions.ts';
import { disputes } from '../tables/disputes.ts';
import { earlyEnds } from '../tables/early-ends.ts';
import { events, messages } from '../tables/events.ts';
import { bounces, unsubscriptions } from '../tables/mail.ts';
import { placements } from '../tables/placements.ts';
import { safetyReplies } from '../tables/safety.ts';
import { identities } from '../tables/sign-in.ts';
import { dayReports, emergencyContacts, squadContacts } from '../tables/squads.ts';
import { swaps } from '../tables/swaps.ts';
import { listFeedbackOfPerson } from './feedback.ts';
import { listCalendarAddresses } from './calendars.ts';
import { listOwnOrigins } from './imports.ts';
import { findToldReason } from './run-reasons.ts';
import { listPasskeys, listSessions } from './sign-in.ts';
import { listConsents } from './texts.ts';

/** Everything that is held about a person, table by table, oldest first; a placement from when it was offered, and what its county said of them once they may read it. Of tokens only when and what for: their hashes open nothing. */
export async function listHeldData(db: Connection, accountId: string, today: string) {
  const merged = await listMergedAccounts(db, accountId);
  return {
    account: await db.select().from(accounts).where(eq(accounts.id, accountId)),
    mergedAccounts: merged,
    volunteer: await db.select().from(volunteers).where(eq(volunteers.accountId, accountId)),
    tokens: await db
      .select({ label: tokens.label, createdAt: tokens.createdAt, expiresAt: tokens.expiresAt, lastUsedAt: tokens.lastUsedAt })
      .from(tokens)
      .where(eq(tokens.accountId, accountId))
      .orderBy(asc(tokens.id)),
    calendarAddresses: await listCalendarAddresses(db, accountId),
    ...(await listWaysIn(db, accountId)),
    barredPairs: await db.select().from(barredPairs).where(eq(barredPairs.accountId, accountId)),
    ...(await ofApplications(db, accountId)),
    clearances: await db.select().from(clearances).where(eq(clearances.accountId, accountId)).orderBy(asc(clearances.id)),
    ...(await ofPlacements(db, accountId, today)),
    certificates: await db.select().from(certificates).where(eq(certificates.accountId, accountId)).orderBy(asc(certificates.statusIndex)),
    certificateCorrections: await db.select().from(certificateCorrections).where(eq(certificateCorrections.accountId, accountId)),
    origins: await listOwnOrigins(db, accountId),
    events: await listEventsAbout(db, [accountId, ...merged.map(({ id }) => id)]),
  };
}

/** What somebody applied with, and what came of it as far as it was told. */
async function ofApplications(db: Connection, accountId: string) {
  const own = await db.select().from(applications).where(eq(applications.accountId, accountId)).orderBy(asc(applications.id));
  const applicationIds = own.map(({ id }) => id);
  return {
    applications: own,
    applicationSubjects: await db.select().from(applicationSubjects).where(inArray(applicationSubjects.applicationId, applicationIds)),
    applicationWindows: await db.select().from(applicationWindows).where(inArray(applicationWindows.applicationId, applicationIds)),
    applicationChoices: await db.select().from(applicationChoices).where(inArray(applicationChoices.applicationId, applicationIds)),
    toldReasons: await listToldReasons(db, applicationIds),
    conditionQuestions: await db
      .select()
      .from(conditionQuestions)
      .where(eq(conditionQuestions.accountId, accountId))
      .orderBy(asc(conditionQuestions.id)),
  };
}

/** What somebody exchanged, or wanted to; of the other's placement nothing. */
async function listOwnSwaps(db: Connection, placementIds: readonly string[]) {
  const { id, seasonId, state, lapsesAt, proposedAt, agreedAt, createdAt } = swaps;
  return db
    .select({ id, seasonId, state, lapsesAt, proposedAt, agreedAt, createdAt })
    .from(swaps)
    .where(or(inArray(swaps.firstPlacementId, [...placementIds]), inArray(swaps.secondPlacementId, [...placementIds])))
    .orderBy(asc(id));
}

/** Where somebody was placed, and what was taught there. */
async function ofPlacements(db: Connection, accountId: string, today: string) {
  const placed = await db
    .select()
    .from(placements)
    .where(and(eq(placements.accountId, accountId), notInArray(placements.state, ['proposed', 'dropped'])))
    .orderBy(asc(placements.id));
  const placementIds = placed.map(({ id }) => id);
  return {
    placements: placed,
    swaps: await listOwnSwaps(db, placementIds),
    lessons: await db.select().from(lessons).where(eq(lessons.accountId, accountId)).orderBy(asc(lessons.id)),
    ...(await listSquadData(db, accountId)),
    disputes: await db.select().from(disputes).where(eq(disputes.accountId, accountId)).orderBy(asc(disputes.id)),
    earlyEnds: await db.select().from(earlyEnds).where(eq(earlyEnds.accountId, accountId)),
    feedback: await listFeedbackOfPerson(db, accountId, today),
    reports: await db.select().from(reports).where(inArray(reports.placementId, placementIds)),
    confirmations: await db.select().from(confirmations).where(inArray(confirmations.placementId, placementIds)),
    completions: await db.select().from(completions).where(eq(completions.accountId, accountId)),
  };
}

/** Accounts of the same person that became part of this one. */
async function listMergedAccounts(db: Connection, accountId: string) {
  return db
    .select({ id: accounts.id, email: accounts.email, name: accounts.name, createdAt: accounts.createdAt })
    .from(accounts)
    .where(eq(accounts.mergedInto, accountId))
    .orderBy(asc(accounts.id));
}

/** What happened to the person, whichever of their accounts it was. */
async function listEventsAbout(db: Connection, accountIds: readonly string[]) {
  return db
    .select({
      at: events.at,
      actorName: events.actorName,
      thing: events.thing,
      thingId: events.thingId,
      event: events.event,
      fromState: events.fromState,
      toState: events.toState,
      reason: events.reason,
      details: events.details,
    })
    .from(events)
    .where(inArray(events.subjectId, [...accountIds]))
    .orderBy(asc(events.sequence));
}

/** What they share with a squad, reported of its days, and answered when asked whether they are safe; what is sealed is opened by whoever gives it. */
async function listSquadData(db: Connection, accountId: string) {
  return {
    emergencyContacts: await db.select().from(emergencyContacts).where(eq(emergencyContacts.accountId, accountId)),
    squadContacts: await db.select().from(squadContacts).where(eq(squadContacts.accountId, accountId)),
    dayReports: await db.select().from(dayReports).where(eq(dayReports.reportedBy, accountId)).orderBy(asc(dayReports.id)),
    safetyReplies: await db
      .select({
        id: safetyReplies.id,
        placementId: safetyReplies.placementId,
        answer: safetyReplies.answer,
        answeredAt: safetyReplies.answeredAt,
        helpedAt: safetyReplies.helpedAt,
        sealedNote: safetyReplies.sealedNote,
        sealedAction: safetyReplies.sealedAction,
      })
      .from(safetyReplies)
      .where(eq(safetyReplies.accountId, accountId))
      .orderBy(asc(safetyReplies.id)),
  };
}

/** Why each application got what it got, as far as it was told. */
async function listToldReasons(db: Connection, applicationIds: readonly string[]) {
  const told = [];
  for (const applicationId of applicationIds) told.push({ applicationId, reason: await findToldReason(db, applicationId) });
  return told.filter(({ reason }) => reason !== null);
}

/** How they come in, what they agreed to, which counties asked them back, and who was asked about them. */
async function listWaysIn(db: Connection, accountId: string) {
  return {
    // Those that have run out are held as well, until they are let go.
    sessions: await listSessions(db, accountId, new Date(0)),
    passkeys: await listPasskeys(db, accountId),
    identities: await db
      .select({ providerId: identities.providerId, createdAt: identities.createdAt })
      .from(identities)
      .where(eq(identities.accountId, accountId)),
    askBacks: await db.select().from(askBacks).where(eq(askBacks.accountId, accountId)).orderBy(asc(askBacks.id)),
    consents: await listConsents(db, accountId),
    referees: await db
      .select({
        clearanceId: referees.clearanceId,
        name: referees.name,
        relation: referees.relation,
        askedAt: referees.askedAt,
        answeredAt: referees.answeredAt,
      })
      .from(referees)
      .where(eq(referees.accountId, accountId))
      .orderBy(asc(referees.id)),
    trainingAttendances: await db.select().from(trainingAttendances).where(eq(trainingAttendances.accountId, accountId)),
    bounces: await db
      .select({ inARow: bounces.inARow, lastAt: bounces.lastAt, stoppedAt: bounces.stoppedAt })
      .from(bounces)
      .where(eq(bounces.accountId, accountId)),
    unsubscriptions: await db.select().from(unsubscriptions).where(eq(unsubscriptions.accountId, accountId)),
    messages: await db
      .select({
        template: messages.template,
        createdAt: messages.createdAt,
        sentAt: messages.sentAt,
        subject: messages.noticeSubject,
        path: messages.noticePath,
        readAt: messages.readAt,
      })
      .from(messages)
      .where(eq(messages.accountId, accountId))
      .orderBy(asc(messages.id)),
  };
}
