import { z } from '@hono/zod-openapi';

import { previewAnnouncement } from '../actions/announcements/preview-announcement.ts';
import { sendAnnouncement } from '../actions/announcements/send-announcement.ts';
import { changeAnnouncement, discardAnnouncement, writeAnnouncement } from '../actions/announcements/write-announcement.ts';
import { listAnnouncements, type ListedAnnouncement } from '../db/queries/announcements.ts';
import { announcementInputSchema, audienceSchema, reaches, sendAnnouncementSchema } from '../domain/announcement.ts';
import { actionContext } from '../http/context.ts';
import { valueOf } from '../http/failure/problem.ts';
import {
  idParam,
  instantSchema,
  operation,
  pageAnswer,
  pageQuery,
  pageSchema,
  pageWanted,
  rfc3339,
  rfc3339OrNull,
  router,
} from './operation.ts';

const announcementSchema = z
  .object({
    id: z.uuid(),
    seasonId: z.uuid(),
    audience: audienceSchema,
    subjectZh: z.string(),
    subjectEn: z.string(),
    bodyZh: z.string(),
    bodyEn: z.string(),
    writtenAt: instantSchema,
    sentAt: instantSchema.nullable(),
    /** To how many it was sent; null while it is a draft. */
    recipients: z.number().nullable(),
    /** Whose account was frozen or erased. */
    leftOut: z.number().nullable(),
    /** Its letters by how far they are; states without any are left out. */
    progress: z.record(z.string(), z.number()),
  })
  .openapi('Announcement');

function view({ season: _season, place: _place, writtenBy: _by, progress, writtenAt, sentAt, ...rest }: ListedAnnouncement) {
  return { ...rest, progress: Object.fromEntries(Object.entries(progress)), writtenAt: rfc3339(writtenAt), sentAt: rfc3339OrNull(sentAt) };
}

const previewSchema = z
  .object({
    counts: z.object({ letter: z.number(), stopped: z.number(), unsubscribed: z.number(), leftOut: z.number() }),
    recipients: pageSchema(z.object({ id: z.uuid(), name: z.string(), locale: z.enum(['zh', 'en']), reach: z.enum(reaches) })),
    /** How it reads for one of them. */
    example: z.object({ accountId: z.uuid(), subject: z.string(), text: z.string(), html: z.string() }).nullable(),
  })
  .openapi('AnnouncementPreview');

const madeSchema = z.object({ id: z.uuid() });
const about = { tag: 'announcements', permission: 'announcement.send' } as const;

/** What coordinators write to many people of a season: written, looked at person by person, then sent once. */
export const announcementsApi = router()
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/announcements',
      summary: 'What was written to many, with how far its letters are',
      status: 200,
      query: z.strictObject({ limit: pageQuery.limit, cursor: pageQuery.cursor, lang: pageQuery.lang }),
      answer: pageSchema(announcementSchema),
    }),
    async (c) => c.json(pageAnswer(await listAnnouncements(c.var.db, pageWanted(c.req.valid('query'))), view), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/announcements',
      summary: 'Write to many people of a season: a draft',
      status: 201,
      body: announcementInputSchema,
      answer: madeSchema,
    }),
    async (c) => c.json(valueOf(await writeAnnouncement(actionContext(c), c.req.valid('json'))), 201),
  )
  .openapi(
    operation({
      ...about,
      method: 'put',
      path: '/announcements/{id}',
      summary: 'Change a draft',
      status: 200,
      params: idParam,
      body: announcementInputSchema,
      answer: madeSchema,
    }),
    async (c) => c.json(valueOf(await changeAnnouncement(actionContext(c), c.req.valid('param').id, c.req.valid('json'))), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'delete',
      path: '/announcements/{id}',
      summary: 'Throw a draft away',
      status: 200,
      params: idParam,
      answer: madeSchema,
    }),
    async (c) => c.json(valueOf(await discardAnnouncement(actionContext(c), c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/announcements/{id}/preview',
      summary: 'Whom it reaches and how, and how it reads for one of them',
      status: 200,
      params: idParam,
      query: z.strictObject({ limit: pageQuery.limit, cursor: pageQuery.cursor, lang: pageQuery.lang, accountId: z.uuid().optional() }),
      answer: previewSchema,
    }),
    async (c) => {
      const { accountId, ...page } = c.req.valid('query');
      const wanted = { page: pageWanted(page), accountId };
      const { counts, recipients, example } = valueOf(await previewAnnouncement(actionContext(c), c.req.valid('param').id, wanted));
      const { left_out: leftOut, ...reached } = counts;
      return c.json(
        {
          counts: { ...reached, leftOut },
          recipients: pageAnswer(recipients, (one) => one),
          example:
            example === undefined
              ? null
              : { accountId: example.recipient.id, subject: example.letter.subject, text: example.letter.text, html: example.letter.html },
        },
        200,
      );
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/announcements/{id}/send',
      summary: 'Send it, once, to as many as were seen',
      status: 200,
      params: idParam,
      body: sendAnnouncementSchema,
      answer: z.object({ recipients: z.number(), leftOut: z.number() }),
    }),
    async (c) => c.json(valueOf(await sendAnnouncement(actionContext(c), c.req.valid('param').id, c.req.valid('json').count)), 200),
  );
