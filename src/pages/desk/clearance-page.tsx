import type { Context } from 'hono';

import { decideClearance, type ClearanceDecision } from '../../actions/clearances/decide-clearance.ts';
import { accountIdOf, instantOf } from '../../actions/context.ts';
import { seeHealthNote } from '../../actions/identity/see-health-note.ts';
import { seeIdentity } from '../../actions/identity/see-identity.ts';
import { readReference } from '../../actions/references/read-reference.ts';
import { findClearanceInWhole, findLeftClearances, type ClearanceInWhole } from '../../db/queries/desk-clearances.ts';
import type { Left } from '../../db/queries/queue.ts';
import { clearSchema } from '../../domain/clearance.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary } from '../parts/form.tsx';
import { Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { typedIn, type Typed } from '../typed.ts';
import { viewerOf } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { idIn, keptSearch } from './asked.ts';
import {
  DecideClearance,
  HealthPart,
  HowItStands,
  IdentityPart,
  OtherChecks,
  ReferencePart,
  type SeenSecrets,
  type ShownClearance,
} from './clearance-parts.tsx';
import { clearanceWords } from './clearance-words.ts';
import { clearanceFilterOf } from './clearances-page.tsx';
import { deskWords } from './desk-words.ts';
import {
  cameTooLate,
  DecidedMeanwhile,
  faultsAt,
  goOn,
  History,
  JustDone,
  LeftToDo,
  nothingTyped,
  reasonIn,
  Split,
  statusOf,
} from './queue.tsx';

const queue = '/desk/clearances';

type Said = Pick<ShownClearance, 'typed' | 'faults' | 'seen' | 'isLate'>;

function clearancePage(shown: ShownClearance) {
  const { viewer, clearance, search, faults, left, isOwn, isLate = false } = shown;
  const words = clearanceWords[viewer.locale];
  const kind = terms[viewer.locale].clearances[clearance.kind];
  const isReference = clearance.kind === 'first_reference' || clearance.kind === 'second_reference';
  return (
    <Frame viewer={viewer} title={words.one(kind, clearance.name)}>
      <JustDone viewer={viewer} queue={queue} />
      {isLate ? <DecidedMeanwhile viewer={viewer} happened={clearance.happened} /> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={kind}
        above={{ href: `${queue}${search}`, name: words.title }}
        beside={
          <>
            <State of="clearance" state={clearance.state} locale={viewer.locale} />{' '}
            {viewer.roles.includes('coordinator') ? <a href={`/desk/people/${clearance.accountId}`}>{clearance.name}</a> : clearance.name}
          </>
        }
      />
      <Split
        label={deskWords[viewer.locale].decide}
        aside={
          <>
            <h2>{deskWords[viewer.locale].decide}</h2>
            <LeftToDo viewer={viewer} queue={queue} left={left} search={search} />
            <DecideClearance {...shown} />
          </>
        }
      >
        <HowItStands {...shown} />
        {isReference ? <ReferencePart {...shown} /> : null}
        {isReference || isOwn ? null : <IdentityPart {...shown} />}
        {viewer.roles.includes('safeguarding') && !isOwn ? <HealthPart {...shown} /> : null}
        <OtherChecks {...shown} />
        <History viewer={viewer} happened={clearance.happened} />
      </Split>
    </Frame>
  );
}

async function found(c: Context<AppEnv>): Promise<ClearanceInWhole | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findClearanceInWhole(c.var.db, id);
}

async function leftOf(c: Context<AppEnv>, id: string): Promise<Left> {
  return findLeftClearances(c.var.db, clearanceFilterOf(c), instantOf(c.var.now), id);
}

async function show(c: Context<AppEnv>, clearance: ClearanceInWhole, said: Partial<Said>): Promise<Response> {
  const shown = {
    viewer: viewerOf(c),
    clearance,
    left: await leftOf(c, clearance.id),
    search: keptSearch(c),
    isOwn: clearance.accountId === accountIdOf(c.var.actor),
    typed: nothingTyped,
    faults: [],
    seen: {},
    ...said,
  };
  return sendPrivate(c, clearancePage(shown), statusOf(shown));
}

/** What is cleared by agreeing to a text is never cleared by hand. */
function decisionIn(move: ClearanceDecision['move'], clearance: ClearanceInWhole, typed: Typed): Result<ClearanceDecision, KnownFailure> {
  if (move !== 'clear') {
    const reason = reasonIn(typed);
    return reason.ok ? ok({ move, reason: reason.value }) : reason;
  }
  if (clearance.kind === 'code_of_conduct' || clearance.kind === 'agreement')
    return fail({ kind: 'comes-by-itself', clearanceKind: clearance.kind });
  const parsed = clearSchema.safeParse({ validThroughDay: typed.optional('validThroughDay') });
  return parsed.success ? ok({ move, ...parsed.data }) : fail({ kind: 'invalid', faults: faultsOf(parsed.error) });
}

function decided(move: ClearanceDecision['move'], done: 'cleared' | 'refused' | 'revoked') {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const clearance = await found(c);
    if (clearance === undefined) return c.notFound();
    const typed = await typedIn(c);
    const decision = decisionIn(move, clearance, typed);
    const result = decision.ok ? await decideClearance(actionContext(c), clearance.id, decision.value) : decision;
    if (result.ok) return goOn(c, queue, await leftOf(c, clearance.id), done, clearance.id);
    const now = (await found(c)) ?? clearance;
    if (cameTooLate(result.error)) return show(c, now, { isLate: true });
    const viewer = viewerOf(c);
    const label = move === 'clear' ? clearanceWords[viewer.locale].validThrough : deskWords[viewer.locale].reason;
    const faults = faultsAt(result.error, move === 'clear' ? 'validThroughDay' : 'reason', viewer, () => label);
    return show(c, now, { typed, faults });
  };
}

type Seen = Result<SeenSecrets, KnownFailure>;

/** A look at what is encrypted: the page shows it once, and the look is on record. */
function seen(field: string, look: (c: Context<AppEnv>, clearance: ClearanceInWhole, typed: Typed) => Promise<Seen>) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const clearance = await found(c);
    if (clearance === undefined) return c.notFound();
    const typed = await typedIn(c);
    const result = await look(c, clearance, typed);
    if (result.ok) return show(c, clearance, { seen: result.value });
    return show(c, clearance, { typed, faults: faultsAt(inField(result.error, field), field, viewerOf(c)) });
  };
}

/** Three forms of the page ask for a reason, each under a name of its own. */
function inField(failure: KnownFailure, field: string): KnownFailure {
  return failure.kind === 'invalid'
    ? { kind: 'invalid', faults: failure.faults.map(({ code }) => ({ pointer: `/${field}`, code })) }
    : failure;
}

export const clearancePages = new PageRouter()
  .get('/desk/clearances/:id', 'clearance.decide', async (c) => {
    const clearance = await found(c);
    return clearance === undefined ? c.notFound() : show(c, clearance, {});
  })
  .post('/desk/clearances/:id/clear', 'clearance.decide', decided('clear', 'cleared'))
  .post('/desk/clearances/:id/refuse', 'clearance.decide', decided('refuse', 'refused'))
  .post('/desk/clearances/:id/revoke', 'clearance.decide', decided('revoke', 'revoked'))
  .post(
    '/desk/clearances/:id/identity',
    'identity.see',
    seen('identityReason', async (c, { accountId }, typed) => {
      const reason = reasonIn(typed, 'identityReason');
      const result = reason.ok ? await seeIdentity(actionContext(c), accountId, reason.value) : reason;
      return result.ok ? ok({ identity: { documentType: result.value.document.documentType, number: result.value.number } }) : result;
    }),
  )
  .post(
    '/desk/clearances/:id/health-note',
    'health.see',
    seen('healthReason', async (c, { accountId }, typed) => {
      const reason = reasonIn(typed, 'healthReason');
      const result = reason.ok ? await seeHealthNote(actionContext(c), accountId, reason.value) : reason;
      return result.ok ? ok({ health: result.value.text }) : result;
    }),
  )
  .post(
    '/desk/clearances/:id/reference',
    'reference.read',
    seen('reference', async (c, { id }) => {
      const result = await readReference(actionContext(c), id);
      return result.ok ? ok({ reference: result.value.answer }) : result;
    }),
  );
