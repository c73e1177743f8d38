import { and, asc, eq, inArray, notInArray } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { accounts, barredPairs, tokens, volunteers } from '../tables/accounts.ts';
import { applicationChoices, applications, applicationSubjects, applicationWindows } from '../tables/applications.ts';
import { certificateCorrections, certificates } from '../tables/certificates.ts';
import { clearances, referees, trainingAttendances } from '../tables/clearances.ts';
import { completions, confirmations, lessons, reports } from '../tables/completions.ts';
import { events, messages } from '../tables/events.ts';
import { bounces, unsubscriptions } from '../tables/mail.ts';
import { placements } from '../tables/placements.ts';
import { identities } from '../tables/sign-in.ts';
import { listCalendarAddresses } from './calendars.ts';
import { findToldReason } from './run-reasons.ts';
import { listPasskeys, listSessions } from './sign-in.ts';
import { listConsents } from './texts.ts';

/** Everything that is held about a person, table by table, oldest first; a placement from when it was offered. Of tokens only when and what for: their hashes open nothing. */
export async function listHeldData(db: Connection, accountId: string) {
  const own = await db.select().from(applications).where(eq(applications.accountId, accountId)).orderBy(asc(applications.id));
  const placed = await db
    .select()
    .from(placements)
    .where(and(eq(placements.accountId, accountId), notInArray(placements.state, ['proposed', 'dropped'])))
    .orderBy(asc(placements.id));
  const applicationIds = own.map(({ id }) => id);
  const placementIds = placed.map(({ id }) => id);
  return {
    account: await db.select().from(accounts).where(eq(accounts.id, accountId)),
    volunteer: await db.select().from(volunteers).where(eq(volunteers.accountId, accountId)),
    tokens: await db
      .select({ label: tokens.label, createdAt: tokens.createdAt, expiresAt: tokens.expiresAt, lastUsedAt: tokens.lastUsedAt })
      .from(tokens)
      .where(eq(tokens.accountId, accountId))
      .orderBy(asc(tokens.id)),
    calendarAddresses: await listCalendarAddresses(db, accountId),
    ...(await listWaysIn(db, accountId)),
    barredPairs: await db.select().from(barredPairs).where(eq(barredPairs.accountId, accountId)),
    applications: own,
    applicationSubjects: await db.select().from(applicationSubjects).where(inArray(applicationSubjects.applicationId, applicationIds)),
    applicationWindows: await db.select().from(applicationWindows).where(inArray(applicationWindows.applicationId, applicationIds)),
    applicationChoices: await db.select().from(applicationChoices).where(inArray(applicationChoices.applicationId, applicationIds)),
    toldReasons: await listToldReasons(db, applicationIds),
    clearances: await db.select().from(clearances).where(eq(clearances.accountId, accountId)).orderBy(asc(clearances.id)),
    placements: placed,
    lessons: await db.select().from(lessons).where(eq(lessons.accountId, accountId)).orderBy(asc(lessons.id)),
    reports: await db.select().from(reports).where(inArray(reports.placementId, placementIds)),
    confirmations: await db.select().from(confirmations).where(inArray(confirmations.placementId, placementIds)),
    completions: await db.select().from(completions).where(eq(completions.accountId, accountId)),
    certificates: await db.select().from(certificates).where(eq(certificates.accountId, accountId)).orderBy(asc(certificates.statusIndex)),
    certificateCorrections: await db.select().from(certificateCorrections).where(eq(certificateCorrections.accountId, accountId)),
    events: await db
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
      .where(eq(events.subjectId, accountId))
      .orderBy(asc(events.sequence)),
  };
}

/** Why each application got what it got, as far as it was told. */
async function listToldReasons(db: Connection, applicationIds: readonly string[]) {
  const told = [];
  for (const applicationId of applicationIds) told.push({ applicationId, reason: await findToldReason(db, applicationId) });
  return told.filter(({ reason }) => reason !== null);
}

/** How they come in, what they agreed to, and who was asked about them. */
async function listWaysIn(db: Connection, accountId: string) {
  return {
    // Those that have run out are held as well, until they are let go.
    sessions: await listSessions(db, accountId, new Date(0)),
    passkeys: await listPasskeys(db, accountId),
    identities: await db
      .select({ providerId: identities.providerId, createdAt: identities.createdAt })
      .from(identities)
      .where(eq(identities.accountId, accountId)),
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
