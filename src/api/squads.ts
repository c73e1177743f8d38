import { z } from '@hono/zod-openapi';

import { endReportLink, makeReportLink } from '../actions/squads/keep-report-link.ts';
import { nameCaptain } from '../actions/squads/name-captain.ts';
import { reportDay } from '../actions/squads/report-day.ts';
import { contactsOf, shareContact, withdrawContact } from '../actions/squads/share-contact.ts';
import { squadFor } from '../actions/squads/squad-for.ts';
import { listReportVersions, listSquadDays, type ReportVersion } from '../db/queries/day-reports.ts';
import { listCover, type Squad } from '../db/queries/squads.ts';
import { authorise } from '../domain/actor.ts';
import { daySchema, homeZone } from '../domain/calendar.ts';
import {
  cancelReasons,
  dayOutcomes,
  dayReportFields,
  dayReportSchema,
  isReportDue,
  memberStates,
  nameCaptainSchema,
  sharedContactSchema,
} from '../domain/squad.ts';
import { lineRoles } from '../domain/teaching.ts';
import { actionContext } from '../http/context.ts';
import { faultsOf } from '../http/failure/fault-words.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import { idParam, instantSchema, operation, rfc3339, rfc3339OrNull, router } from './operation.ts';

const memberSchema = z.object({
  placementId: z.uuid(),
  name: z.string(),
  role: z.enum(lineRoles),
  state: z.enum(memberStates),
  /** Asked for by a line, or named by a coordinator where no line asks for one. */
  isCaptain: z.boolean(),
  isOwn: z.boolean(),
});
const squadSchema = z
  .object({
    id: z.uuid(),
    countyCode: z.string(),
    place: z.string(),
    startDay: z.string(),
    endDay: z.string(),
    /** Lead and captain first. */
    members: z.array(memberSchema),
    /** Whether the caller leads it, as its captain or lead. */
    leads: z.boolean(),
    /** Since when there is a link to report by; for whoever leads it. */
    linkMadeAt: instantSchema.nullable(),
  })
  .openapi('Squad');

const said = {
  outcome: z.enum(dayOutcomes),
  cancelReason: z.enum(cancelReasons).nullable(),
  learners: z.number(),
  everybodyWell: z.boolean(),
  hadIncident: z.boolean(),
  note: z.string(),
  /** 1, and one more for each time it was put right; the highest of a day holds. */
  version: z.number(),
  reportedAt: instantSchema,
};
const reportSchema = z
  .object({ id: z.uuid(), day: z.string(), ...said, /** Null where it came by the link. */ reporter: z.string().nullable() })
  .openapi('DayReport');
const squadDaySchema = z.object({
  squadId: z.uuid(),
  countyCode: z.string(),
  place: z.string(),
  members: z.number(),
  report: z.object(said).nullable(),
  /** A day of teaching is to be reported by 18:00 where the squad is. */
  isOverdue: z.boolean(),
});
const contactSchema = z.object({
  placementId: z.uuid(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  wechatId: z.string().nullable(),
});
const contactsSchema = z.object({ items: z.array(contactSchema) });
const coverSchema = z.object({
  items: z.array(
    z.object({
      placementId: z.uuid(),
      name: z.string(),
      role: z.enum(lineRoles),
      agreementThroughDay: z.string().nullable(),
      insuranceThroughDay: z.string().nullable(),
    }),
  ),
});
/** Shown this once: only the hash of its key is kept. Whoever holds it reports for the squad, without signing in. */
const linkSchema = z.object({ url: z.string() });

function squadView({ id, countyCode, place, startDay, endDay, members, leads, linkMadeAt }: Squad): z.infer<typeof squadSchema> {
  const shown = members.flatMap((member) => {
    const state = memberStates.find((known) => known === member.state);
    return state === undefined ? [] : [{ ...member, state }];
  });
  return { id, countyCode, place, startDay, endDay, members: shown, leads, linkMadeAt: rfc3339OrNull(linkMadeAt) };
}

function reportView(report: ReportVersion): z.infer<typeof reportSchema> {
  return { ...report, reportedAt: rfc3339(report.reportedAt) };
}

const tag = 'squads';
const ofSquad = { tag, params: idParam, status: 200 } as const;

/** Who goes together: whom they reach, how each day was, and what is printed of them. */
export const squadsApi = router()
  .openapi(
    operation({
      ...ofSquad,
      method: 'get',
      path: '/squads/{id}',
      permission: 'squad.read',
      summary: 'Who goes together',
      answer: squadSchema,
    }),
    async (c) => c.json(squadView(valueOf(await squadFor(actionContext(c), 'squad.read', c.req.valid('param').id))), 200),
  )
  .openapi(
    operation({
      ...ofSquad,
      method: 'put',
      path: '/squads/{id}/captain',
      permission: 'squad.name-captain',
      summary: 'Name a captain where no line asks for one',
      answer: memberSchema,
      body: nameCaptainSchema,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const captain = valueOf(await nameCaptain(actionContext(c), id, c.req.valid('json').placementId));
      return c.json({ ...captain, state: memberStates.find((known) => known === captain.state) ?? 'accepted' }, 200);
    },
  )
  .openapi(
    operation({
      ...ofSquad,
      method: 'get',
      path: '/squads/{id}/reports',
      permission: 'squad.read',
      summary: 'How its days were, every version, the last day and version first',
      answer: z.object({ items: z.array(reportSchema) }),
    }),
    async (c) => {
      const squad = valueOf(await squadFor(actionContext(c), 'squad.read', c.req.valid('param').id));
      return c.json({ items: (await listReportVersions(c.var.db, squad.id)).map(reportView) }, 200);
    },
  )
  .openapi(
    operation({
      ...ofSquad,
      method: 'post',
      path: '/squads/{id}/reports',
      permission: 'squad.report',
      summary: 'Say how a day was, or put right what was said; one `key` counts once',
      status: 201,
      answer: reportSchema,
      body: dayReportFields,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      valueOf(await squadFor(actionContext(c), 'squad.report', id));
      const report = dayReportSchema.safeParse(c.req.valid('json'));
      if (!report.success) throw new Problem({ kind: 'invalid', faults: faultsOf(report.error) });
      const reported = valueOf(await reportDay(actionContext(c), id, report.data));
      return c.json(reportView(reported), 201);
    },
  )
  .openapi(
    operation({
      ...ofSquad,
      method: 'post',
      path: '/squads/{id}/report-link',
      permission: 'squad.lead',
      summary: 'Make the link by which it reports without signing in anew',
      status: 201,
      answer: linkSchema,
    }),
    async (c) => {
      const made = valueOf(await makeReportLink(actionContext(c), c.req.valid('param').id));
      return c.json(made, 201, { 'Cache-Control': 'no-store' });
    },
  )
  .openapi(
    operation({
      ...ofSquad,
      method: 'delete',
      path: '/squads/{id}/report-link',
      permission: 'squad.lead',
      summary: 'End the link',
      answer: z.object({ id: z.uuid() }),
    }),
    async (c) => c.json(valueOf(await endReportLink(actionContext(c), c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({
      ...ofSquad,
      method: 'get',
      path: '/squads/{id}/contacts',
      permission: 'squad.read',
      summary: 'By what the members let each other reach them; for members alone',
      answer: contactsSchema,
    }),
    async (c) => {
      const squad = valueOf(await squadFor(actionContext(c), 'squad.read', c.req.valid('param').id));
      return c.json({ items: await contactsOf(actionContext(c), squad) }, 200);
    },
  )
  .openapi(
    operation({
      ...ofSquad,
      method: 'put',
      path: '/squads/{id}/contact',
      permission: 'squad.share-contact',
      summary: 'Let the others reach me by what is given, and nothing else',
      answer: contactsSchema,
      body: sharedContactSchema,
    }),
    async (c) => {
      const items = valueOf(await shareContact(actionContext(c), c.req.valid('param').id, c.req.valid('json')));
      return c.json({ items: [...items] }, 200);
    },
  )
  .openapi(
    operation({
      ...ofSquad,
      method: 'delete',
      path: '/squads/{id}/contact',
      permission: 'squad.share-contact',
      summary: 'Take back what I share',
      answer: contactsSchema,
    }),
    async (c) => c.json({ items: [...valueOf(await withdrawContact(actionContext(c), c.req.valid('param').id))] }, 200),
  )
  .openapi(
    operation({
      ...ofSquad,
      method: 'get',
      path: '/squads/{id}/cover',
      permission: 'squad.cover',
      summary: 'Through which day each agreement and insurance is good',
      answer: coverSchema,
    }),
    async (c) => {
      const squad = valueOf(await squadFor(actionContext(c), 'squad.cover', c.req.valid('param').id));
      const cover = new Map((await listCover(c.var.db, squad.id)).map((each) => [each.placementId, each]));
      const items = squad.members.map(({ placementId, name, role }) => ({
        placementId,
        name,
        role,
        agreementThroughDay: cover.get(placementId)?.agreementThroughDay ?? null,
        insuranceThroughDay: cover.get(placementId)?.insuranceThroughDay ?? null,
      }));
      return c.json({ items }, 200);
    },
  )
  .openapi(
    operation({
      tag,
      method: 'get',
      path: '/squads',
      permission: 'squad.read',
      summary: 'The squads under way on a day, and how it was; those of whom something is wanted first',
      status: 200,
      query: z.object({ day: daySchema.optional() }),
      answer: z.object({ day: z.string(), items: z.array(squadDaySchema) }),
    }),
    async (c) => {
      const { actor, db, now } = c.var;
      const day = c.req.valid('query').day ?? now.setZone(homeZone).toISODate() ?? '';
      const isForAll = valueOf(authorise(actor, 'squad.read')) === 'any';
      const days = await listSquadDays(db, day, isForAll ? undefined : actor.kind === 'account' ? actor.countyCodes : []);
      const items = days.map(({ requestId, countyCode, place, members, report, timeZone, ...term }) => ({
        squadId: requestId,
        countyCode,
        place,
        members,
        report: report === null ? null : { ...report, reportedAt: rfc3339(report.reportedAt) },
        isOverdue: report === null && isReportDue(day, term, now, timeZone),
      }));
      return c.json({ day, items }, 200);
    },
  );
