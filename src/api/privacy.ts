import { z } from '@hono/zod-openapi';

import { eraseOwnAccount, planErasure, type ErasurePlan } from '../actions/accounts/erase-own-account.ts';
import { freezeAccount } from '../actions/accounts/freeze-account.ts';
import { asConsequence } from '../db/acting.ts';
import { retentionRules } from '../domain/retention.ts';
import { reasonSchema } from '../domain/placement.ts';
import { actionContext } from '../http/context.ts';
import { listDue } from '../jobs/clean-up.ts';
import { idParam, instantSchema, operation, pageQuery, rfc3339OrNull, router } from './operation.ts';
import { valueOf } from '../http/failure/problem.ts';

const erasureSchema = z
  .object({
    lines: z.array(z.object({ kind: z.string(), becomes: z.enum(['deleted', 'emptied', 'kept']), why: z.string(), held: z.number() })),
    /** Placements that somebody still counts on: end them first. */
    standingPlacements: z.array(z.uuid()),
  })
  .openapi('Erasure');
const frozenSchema = z.object({ id: z.uuid(), frozenAt: instantSchema.nullable() }).openapi('FrozenAccount');
const retentionSchema = z
  .object({
    items: z.array(
      z.object({
        kind: z.string(),
        keptFor: z.string(),
        from: z.string(),
        becomes: z.enum(['deleted', 'emptied']),
        before: instantSchema,
        due: z.number(),
      }),
    ),
  })
  .openapi('Retention');

function erasureView({ lines, standingPlacements }: ErasurePlan, locale: 'zh' | 'en'): z.infer<typeof erasureSchema> {
  return {
    lines: lines.map(({ why, ...line }) => ({ ...line, why: why[locale] })),
    standingPlacements: standingPlacements.map(({ id }) => id),
  };
}

const me = { tag: 'privacy', permission: 'me.erase', status: 200, answer: erasureSchema } as const;
const anyLanguage = z.strictObject({ lang: pageQuery.lang });
const freeze = {
  tag: 'privacy',
  permission: 'account.freeze',
  method: 'post',
  status: 200,
  params: idParam,
  body: reasonSchema,
  answer: frozenSchema,
} as const;

/** What becomes of people's data: erased on request, frozen where it must be kept, let go when its period ends. */
export const privacyApi = router()
  .openapi(
    operation({ ...me, method: 'get', path: '/me/erasure', summary: 'What would go and what must stay if I asked', query: anyLanguage }),
    async (c) => c.json(erasureView(valueOf(await planErasure(actionContext(c))), c.var.locale), 200),
  )
  .openapi(
    operation({
      ...me,
      method: 'post',
      path: '/me/erase',
      summary: 'Erase what is held of me; it cannot be undone',
      body: z.strictObject({ confirm: z.literal('erase') }),
    }),
    async (c) => c.json(erasureView(valueOf(await eraseOwnAccount(actionContext(c))), c.var.locale), 200),
  )
  .openapi(
    operation({ ...freeze, path: '/accounts/{id}/freeze', summary: 'Freeze an account: its data is kept and used for nothing' }),
    async (c) => {
      const frozen = { frozen: true, ...c.req.valid('json') };
      const { id, frozenAt } = valueOf(await freezeAccount(actionContext(c), c.req.valid('param').id, frozen));
      return c.json({ id, frozenAt: rfc3339OrNull(frozenAt) }, 200);
    },
  )
  .openapi(operation({ ...freeze, path: '/accounts/{id}/thaw', summary: 'Take a freeze back' }), async (c) => {
    const thawed = { frozen: false, ...c.req.valid('json') };
    const { id, frozenAt } = valueOf(await freezeAccount(actionContext(c), c.req.valid('param').id, thawed));
    return c.json({ id, frozenAt: rfc3339OrNull(frozenAt) }, 200);
  })
  .openapi(
    operation({
      tag: 'privacy',
      permission: 'retention.read',
      method: 'get',
      path: '/retention',
      summary: 'How long each kind of data is kept, and how much of it goes next',
      status: 200,
      query: anyLanguage,
      answer: retentionSchema,
    }),
    async (c) => {
      const { actor, db, locale, now } = c.var;
      const due = await asConsequence(db, actor, async () => listDue(db, now));
      const items = retentionRules.map(({ kind, keptFor, from, becomes }, i) => {
        const period = Object.entries(keptFor)
          .map(([unit, count]) => `P${count}${unit === 'days' ? 'D' : 'M'}`)
          .join('');
        return { kind, keptFor: period, from: from[locale], becomes, before: due[i]?.before ?? '', due: due[i]?.due ?? 0 };
      });
      return c.json({ items }, 200);
    },
  );
