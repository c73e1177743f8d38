import type { Context } from 'hono';
import { z } from 'zod';

import { beginClearance } from '../../actions/clearances/begin-clearance.ts';
import { submitClearance } from '../../actions/clearances/submit-clearance.ts';
import { accountIdOf } from '../../actions/context.ts';
import { askReferee } from '../../actions/references/ask-referee.ts';
import { findOwnCheck, listAskedKinds, listOwnChecks, type OwnCheckInFull } from '../../db/queries/own-checks.ts';
import { clearanceInputSchema } from '../../domain/clearance.ts';
import { isCheckedText } from '../../domain/consent.ts';
import { refereeInputSchema } from '../../domain/reference.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { faultsIn, fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf } from '../viewer.ts';
import { checkPage } from './check-page.tsx';
import { checkWords } from './check-words.ts';
import { checksPage } from './checks-page.tsx';

type Call = Context<AppEnv, '/clearances/:id'>;
const idSchema = z.uuid();

async function sendChecks(c: Context<AppEnv>, faults: readonly FieldFault[] = []) {
  const accountId = accountIdOf(c.var.actor) ?? '';
  const checks = await listOwnChecks(c.var.db, accountId);
  const asked = await listAskedKinds(c.var.db, accountId);
  return sendPrivate(c, checksPage({ viewer: viewerOf(c), checks, asked, faults }), faults.length === 0 ? 200 : 422);
}

async function ownCheckOf(c: Call): Promise<OwnCheckInFull | undefined> {
  const id = idSchema.safeParse(c.req.param('id'));
  return id.success ? findOwnCheck(c.var.db, accountIdOf(c.var.actor) ?? '', id.data) : undefined;
}

type Tried = { readonly typed?: Typed; readonly faults?: readonly FieldFault[]; readonly told?: string };

function sendCheck(c: Call, check: OwnCheckInFull, tried?: Tried) {
  const viewer = viewerOf(c);
  const typed = tried?.typed ?? Typed.of({ locale: viewer.locale });
  const done = tried === undefined ? c.req.query('done') : undefined;
  return sendPrivate(
    c,
    checkPage({ viewer, check, typed, done, faults: tried?.faults ?? [], told: tried?.told }),
    tried === undefined ? 200 : 422,
  );
}

/** What could not be, told above the check as it is now. */
async function sendRefused(c: Call, before: OwnCheckInFull, failure: KnownFailure, typed?: Typed) {
  const viewer = viewerOf(c);
  const faults = faultsIn(failure, viewer.locale, labelsIn(c));
  const check = (await ownCheckOf(c)) ?? before;
  const given = typed === undefined ? {} : { typed };
  return sendCheck(c, check, faults === undefined ? { ...given, told: toldOf(failure, viewer).title } : { ...given, faults });
}

function labelsIn(c: Call) {
  const words = checkWords[c.var.locale];
  const labels: Readonly<Record<string, string>> = {
    name: words.name,
    relation: words.relation,
    email: words.email,
    locale: words.language,
  };
  return (field: string) => labels[field];
}

export const checkPages = new PageRouter()
  .get('/clearances', 'clearance.write', async (c) => sendChecks(c))
  .post('/clearances', 'clearance.write', async (c) => {
    const parsed = clearanceInputSchema.safeParse({ kind: (await typedIn(c)).text('kind') });
    if (!parsed.success) return sendChecks(c, [{ field: 'to-do', message: checkWords[c.var.locale].unknownKind }]);
    const { kind } = parsed.data;
    if (isCheckedText(kind)) return seeOther(c, `/me/consents?kind=${kind}`);
    const begun = await beginClearance(actionContext(c), kind);
    if (!begun.ok && begun.error.kind === 'clearance-pending') return seeOther(c, `/clearances/${begun.error.clearanceId}`);
    return seeOther(c, `/clearances/${valueOf(begun).id}?done=begun`);
  })
  .get('/clearances/:id', 'clearance.write', async (c) => {
    const check = await ownCheckOf(c);
    return check === undefined ? c.notFound() : sendCheck(c, check);
  })
  .post('/clearances/:id/submit', 'clearance.write', async (c) => {
    const check = await ownCheckOf(c);
    if (check === undefined) return c.notFound();
    const submitted = await submitClearance(actionContext(c), check.id);
    return submitted.ok ? seeOther(c, `/clearances/${check.id}?done=submitted`) : sendRefused(c, check, submitted.error);
  })
  .post('/clearances/:id/referee', 'reference.ask', async (c) => {
    const check = await ownCheckOf(c);
    if (check === undefined) return c.notFound();
    const typed = await typedIn(c);
    const given = {
      name: typed.text('name'),
      relation: typed.text('relation'),
      email: typed.text('email'),
      locale: typed.optional('locale'),
    };
    const parsed = refereeInputSchema.safeParse(given);
    if (!parsed.success) return sendCheck(c, check, { typed, faults: fieldFaults(faultsOf(parsed.error), c.var.locale, labelsIn(c)) });
    const asked = await askReferee(actionContext(c), check.id, parsed.data);
    return asked.ok ? seeOther(c, `/clearances/${check.id}?done=asked`) : sendRefused(c, check, asked.error, typed);
  });
