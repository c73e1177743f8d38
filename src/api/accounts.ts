import { z } from '@hono/zod-openapi';

import { allowMail } from '../actions/accounts/allow-mail.ts';
import { changeAccount } from '../actions/accounts/change-account.ts';
import { changeOwnAccount } from '../actions/accounts/change-own-account.ts';
import { createAccount } from '../actions/accounts/create-account.ts';
import { exportOwnData } from '../actions/accounts/export-own-data.ts';
import { accountIdOf, notFound } from '../actions/context.ts';
import { findAccount, listAccounts, type Account } from '../db/queries/accounts.ts';
import {
  accountInputSchema,
  accountPatchSchema,
  localeSchema,
  ownAccountPatchSchema,
  roleSchema,
  volunteerProfileSchema,
} from '../domain/account.ts';
import { actionContext } from '../http/context.ts';
import {
  etagOf,
  idParam,
  instantSchema,
  operation,
  pageAnswer,
  pageQuery,
  pageSchema,
  pageWanted,
  rfc3339,
  router,
  versionGiven,
} from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

const accountSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    locale: localeSchema,
    roles: z.array(roleSchema),
    countyCodes: z.array(z.string()),
    profile: volunteerProfileSchema.nullable(),
    madeUp: z.boolean(),
    createdAt: instantSchema,
    version: z.number(),
  })
  .openapi('Account');

function view(account: Account): z.infer<typeof accountSchema> {
  const { id, email, name, locale, profile, madeUp, version } = account;
  const [roles, countyCodes, createdAt] = [[...account.roles], [...account.countyCodes], rfc3339(account.createdAt)];
  return { id, email, name, locale, roles, countyCodes, profile, madeUp, createdAt, version };
}

const rows = z.array(z.record(z.string(), z.unknown()));
const heldDataSchema = z
  .object({
    account: rows,
    mergedAccounts: rows,
    volunteer: rows,
    tokens: rows,
    barredPairs: rows,
    applications: rows,
    applicationSubjects: rows,
    applicationWindows: rows,
    applicationChoices: rows,
    clearances: rows,
    placements: rows,
    lessons: rows,
    reports: rows,
    confirmations: rows,
    completions: rows,
    toldReasons: rows,
    conditionQuestions: rows,
    askBacks: rows,
    swaps: rows,
    disputes: rows,
    earlyEnds: rows,
    feedback: rows,
    certificates: rows,
    certificateCorrections: rows,
    squadContacts: rows,
    emergencyContacts: rows,
    dayReports: rows,
    safetyReplies: rows,
    origins: rows,
    calendarAddresses: rows,
    unsubscriptions: rows,
    events: rows,
    sessions: rows,
    passkeys: rows,
    identities: rows,
    consents: rows,
    referees: rows,
    trainingAttendances: rows,
    bounces: rows,
    messages: rows,
    identity: z.object({ documentType: z.string(), number: z.string() }).nullable(),
    healthNote: z.string().nullable(),
    withheld: z.array(z.object({ kind: z.string(), why: z.string() })),
  })
  .openapi('HeldData');

const answered = { method: 'post', tag: 'accounts', status: 200, answer: z.object({ id: z.uuid() }) } as const;
const about = { tag: 'accounts', answer: accountSchema } as const;

export const accountsApi = router()
  .openapi(operation({ ...about, method: 'get', path: '/me', summary: 'Who I am', permission: 'me.read', status: 200 }), async (c) => {
    const { actor, db } = c.var;
    const account = actor.kind === 'account' ? await findAccount(db, actor.accountId) : undefined;
    if (account === undefined) throw new Problem(notFound('account'));
    return c.json(view(account), 200, etagOf(account));
  })
  .openapi(
    operation({
      ...about,
      method: 'patch',
      path: '/me',
      summary: 'Change my name, language or profile',
      permission: 'me.change',
      status: 200,
      body: ownAccountPatchSchema,
    }),
    async (c) => {
      const account = valueOf(await changeOwnAccount(actionContext(c), c.req.valid('json'), versionGiven(c)));
      return c.json(view(account), 200, etagOf(account));
    },
  )
  .openapi(
    operation({
      method: 'get',
      path: '/me/export',
      summary: 'Everything held about me',
      tag: 'accounts',
      permission: 'me.read',
      status: 200,
      answer: heldDataSchema,
    }),
    async (c) => {
      const { withheld, ...held } = valueOf(await exportOwnData(actionContext(c)));
      return c.json({ ...held, withheld: [...withheld] }, 200, { 'Cache-Control': 'no-store' });
    },
  )
  .openapi(
    operation({
      method: 'get',
      path: '/accounts',
      summary: 'Accounts',
      tag: 'accounts',
      permission: 'account.read',
      status: 200,
      answer: pageSchema(accountSchema),
      query: z.strictObject({ ...pageQuery, role: roleSchema.optional() }),
    }),
    async (c) => {
      const { role, ...page } = c.req.valid('query');
      return c.json(pageAnswer(await listAccounts(c.var.db, { role }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/accounts/{id}',
      summary: 'One account',
      permission: 'account.read',
      status: 200,
      params: idParam,
    }),
    async (c) => {
      const account = await findAccount(c.var.db, c.req.valid('param').id);
      if (account === undefined) throw new Problem(notFound('account'));
      return c.json(view(account), 200, etagOf(account));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/accounts',
      summary: 'Make an account',
      permission: 'account.change',
      status: 201,
      body: accountInputSchema,
    }),
    async (c) => {
      const account = valueOf(await createAccount(actionContext(c), c.req.valid('json')));
      return c.json(view(account), 201, { ...etagOf(account), Location: `/api/v1/accounts/${account.id}` });
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'patch',
      path: '/accounts/{id}',
      summary: 'Change roles or counties',
      permission: 'account.change',
      status: 200,
      params: idParam,
      body: accountPatchSchema,
    }),
    async (c) => {
      const account = valueOf(await changeAccount(actionContext(c), c.req.valid('param').id, c.req.valid('json'), versionGiven(c)));
      return c.json(view(account), 200, etagOf(account));
    },
  )
  .openapi(
    operation({ ...answered, path: '/me/allow-mail', summary: 'Let letters come to my address again', permission: 'me.change' }),
    async (c) => c.json({ id: valueOf(await allowMail(actionContext(c), accountIdOf(c.var.actor) ?? '')).id }, 200),
  )
  .openapi(
    operation({
      ...answered,
      path: '/accounts/{id}/allow-mail',
      summary: 'Let letters go to a stopped address again',
      permission: 'account.change',
      params: idParam,
    }),
    async (c) => c.json({ id: valueOf(await allowMail(actionContext(c), c.req.valid('param').id)).id }, 200),
  );
