import { z } from '@hono/zod-openapi';

import { accountIdOf } from '../actions/context.ts';
import { chooseLetters } from '../actions/letters/choose-letters.ts';
import { readAllNotices, readNotice } from '../actions/notices/read-notice.ts';
import { listNotices, type Notice } from '../db/queries/notices.ts';
import { listUnsubscribed } from '../db/queries/unsubscriptions.ts';
import { letterKinds, optionalTopics, type LetterKind } from '../domain/letter-kind.ts';
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

// The keys of an object are as many as its type says.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const kinds = Object.keys(letterKinds) as [LetterKind, ...LetterKind[]];
const noticeSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(kinds),
    /** What the letter's subject says, in the language it was written in. */
    subject: z.string(),
    /** Where on the site it leads. */
    path: z.string(),
    at: instantSchema,
    readAt: instantSchema.nullable(),
  })
  .openapi('Notice');

const wantedSchema = z.strictObject({ wanted: z.array(z.enum(optionalTopics)).max(optionalTopics.length) }).openapi('LettersWanted');

function view({ at, readAt, ...notice }: Notice) {
  return { ...notice, at: rfc3339(at), readAt: rfc3339OrNull(readAt) };
}

/** What somebody was written, as they find it on the site. */
export const noticesApi = router()
  .openapi(
    operation({
      tag: 'notices',
      permission: 'notice.read',
      method: 'get',
      path: '/me/notices',
      summary: 'What you were written, the newest first',
      status: 200,
      query: z.strictObject({
        limit: pageQuery.limit,
        cursor: pageQuery.cursor,
        lang: pageQuery.lang,
        unread: z.literal('yes').optional(),
      }),
      answer: pageSchema(noticeSchema),
    }),
    async (c) => {
      const { unread, ...page } = c.req.valid('query');
      const notices = await listNotices(c.var.db, accountIdOf(c.var.actor) ?? '', unread === 'yes', pageWanted(page));
      return c.json(pageAnswer(notices, view), 200);
    },
  )
  .openapi(
    operation({
      tag: 'notices',
      permission: 'notice.read',
      method: 'post',
      path: '/me/notices/{id}/read',
      summary: 'Mark a notice read',
      status: 200,
      params: idParam,
      answer: z.object({ path: z.string() }),
    }),
    async (c) => c.json(valueOf(await readNotice(actionContext(c), c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({
      tag: 'notices',
      permission: 'notice.read',
      method: 'post',
      path: '/me/notices/read-all',
      summary: 'Mark all notices read',
      status: 200,
      answer: z.object({ marked: z.number() }),
    }),
    async (c) => c.json(valueOf(await readAllNotices(actionContext(c))), 200),
  )
  .openapi(
    operation({
      tag: 'notices',
      permission: 'me.read',
      method: 'get',
      path: '/me/letters',
      summary: 'Which of the letters that can be turned off you get',
      status: 200,
      query: z.strictObject({ lang: pageQuery.lang }),
      answer: wantedSchema,
    }),
    async (c) => {
      const unsubscribed = await listUnsubscribed(c.var.db, accountIdOf(c.var.actor) ?? '');
      return c.json({ wanted: optionalTopics.filter((topic) => !unsubscribed.includes(topic)) }, 200);
    },
  )
  .openapi(
    operation({
      tag: 'notices',
      permission: 'me.change',
      method: 'put',
      path: '/me/letters',
      summary: 'Choose which of them you get; what is needed always comes',
      status: 200,
      answer: wantedSchema,
      body: wantedSchema,
    }),
    async (c) => {
      const { wanted } = valueOf(await chooseLetters(actionContext(c), c.req.valid('json').wanted));
      return c.json({ wanted: optionalTopics.filter((topic) => wanted.includes(topic)) }, 200);
    },
  );
