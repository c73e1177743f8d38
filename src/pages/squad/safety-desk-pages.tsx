import type { Context } from 'hono';

import { askSafe, closeSafetyCallBy, safetyTargets } from '../../actions/safety/ask-safe.ts';
import { markHelped, openReply, type OpenedReply } from '../../actions/safety/mark-helped.ts';
import {
  findSafetyCall,
  listRepliesTo,
  listSafetyCalls,
  listUnhelped,
  type SafetyCall,
  type SafetyTarget,
} from '../../db/queries/safety.ts';
import { helpedSchema, safetyCallSchema } from '../../domain/safety.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem, valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idIn } from '../desk/asked.ts';
import { nameIn } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, SelectField, type FieldFault } from '../parts/form.tsx';
import { Figures } from '../parts/lists.tsx';
import { Confirm, Done, Title } from '../parts/page.tsx';
import { TableSection, type Column } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { Replies } from './replies.tsx';
import { safetyWords } from './safety-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly targets: readonly SafetyTarget[];
  readonly unhelped: readonly OpenedReply[];
  readonly calls: readonly SafetyCall[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly done: string | undefined;
};

/** Who needs help first; then a new question, and what was asked before. */
function safetyPage({ viewer, targets, unhelped, calls, typed, faults, done }: Shown) {
  const words = safetyWords[viewer.locale];
  const columns: Column<SafetyCall>[] = [
    { title: words.about, cell: ({ id, about }) => <a href={`/desk/safety-calls/${id}`}>{nameIn(about, viewer)}</a> },
    { title: words.askedAt, cell: ({ askedAt }) => <Instant at={askedAt} viewer={viewer} /> },
    { title: words.wellShort, isNumber: true, cell: ({ well }) => well },
    { title: words.helpShort, isNumber: true, cell: ({ needsHelp }) => needsHelp },
    { title: words.silent, isNumber: true, cell: ({ asked, well, needsHelp }) => asked - well - needsHelp },
    { title: words.state, cell: ({ closedAt }) => (closedAt === null ? words.open : words.closed) },
  ];
  return (
    <Frame viewer={viewer} title={words.title}>
      {done === 'helped' ? <Done>{words.done}</Done> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.title} lead={words.lead} />
      <Replies viewer={viewer} id="unhelped" title={words.unhelped} none={words.nobodyUnhelped} rows={unhelped} />
      <section class="part" aria-labelledby="ask">
        <h2 id="ask">{words.ask}</h2>
        {targets.length === 0 ? (
          <p class="quiet">{words.nobody}</p>
        ) : (
          <form method="post" action="/desk/safety" class="measure" novalidate>
            <SelectField
              name="target"
              label={words.target}
              none={words.choose}
              typed={typed}
              faults={faults}
              options={targets.map((target) => ({ value: valueOfTarget(target), label: targetText(target, viewer) }))}
            />
            <AreaField name="text" label={words.text} hint={words.textHint} typed={typed} faults={faults} rows={3} maxlength={1000} />
            <button class="button">{words.next}</button>
          </form>
        )}
      </section>
      <TableSection id="calls" title={words.calls} none={words.noCalls} viewer={viewer} rows={calls} columns={columns} />
    </Frame>
  );
}

const valueOfTarget = ({ scope, id }: SafetyTarget) => `${scope}:${id}`;

function targetText({ scope, name, people }: SafetyTarget, viewer: Viewer): string {
  const words = safetyWords[viewer.locale];
  return `${words.scopes[scope]} · ${nameIn(name, viewer)} · ${words.people(people)}`;
}

/** How many a letter goes to, before it goes. */
function confirmPage(viewer: Viewer, target: SafetyTarget, text: string) {
  const words = safetyWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.ask} width="reading">
      <Title title={words.ask} above={{ href: '/desk/safety', name: words.title }} />
      <Confirm viewer={viewer} action="/desk/safety" button={words.confirmButton(target.people)} back="/desk/safety">
        <p>{words.confirm(nameIn(target.name, viewer), target.people)}</p>
        {text === '' ? null : <blockquote>{text}</blockquote>}
        <input type="hidden" name="target" value={valueOfTarget(target)} />
        <input type="hidden" name="text" value={text} />
        <input type="hidden" name="confirmed" value="yes" />
      </Confirm>
    </Frame>
  );
}

/** Who answered, who needs help first, then who has not answered. */
function callPage(viewer: Viewer, call: SafetyCall, replies: readonly OpenedReply[], done: string | undefined) {
  const words = safetyWords[viewer.locale];
  const title = nameIn(call.about, viewer);
  return (
    <Frame viewer={viewer} title={`${title} · ${words.title}`}>
      {done === 'asked' ? <Done>{words.asked}</Done> : null}
      <Title
        title={title}
        above={{ href: '/desk/safety', name: words.title }}
        beside={
          <>
            {words.askedAt} <Instant at={call.askedAt} viewer={viewer} /> · {call.closedAt === null ? words.open : words.closed}
          </>
        }
        lead={call.text === '' ? undefined : call.text}
      />
      <Figures
        figures={[
          { name: words.helpShort, figure: call.needsHelp },
          { name: words.silent, figure: call.asked - call.well - call.needsHelp },
          { name: words.wellShort, figure: call.well },
        ]}
      />
      <Replies viewer={viewer} id="replies" title={words.answered} none={words.silent} rows={replies} />
      {call.closedAt === null ? (
        <form method="post" action={`/desk/safety-calls/${call.id}/close`} class="actions">
          <button class="button second">{words.close}</button>
        </form>
      ) : null}
    </Frame>
  );
}

async function sendSafety(c: Context<AppEnv>, tried?: { readonly typed: Typed; readonly faults: readonly FieldFault[] }) {
  const context = actionContext(c);
  const unhelped = await listUnhelped(c.var.db);
  const shown = {
    viewer: viewerOf(c),
    targets: valueOf(await safetyTargets(context)),
    unhelped: await Promise.all(unhelped.map(async (reply) => openReply(context, reply))),
    calls: await listSafetyCalls(c.var.db),
    typed: tried?.typed ?? new Typed(),
    faults: tried?.faults ?? [],
    done: c.req.query('done'),
  };
  return sendPrivate(c, safetyPage(shown), tried === undefined ? 200 : 422);
}

/** The question that the form asks of a target. */
function callOf({ scope, id }: SafetyTarget, text: string) {
  const whom = scope === 'squad' ? { requestId: id } : scope === 'county' ? { countyCode: id } : { seasonId: id };
  return safetyCallSchema.safeParse({ scope, ...whom, text });
}

export const safetyDeskPages = new PageRouter()
  .get('/desk/safety', 'safety.ask', async (c) => sendSafety(c))
  .post('/desk/safety', 'safety.ask', async (c) => {
    const viewer = viewerOf(c);
    const words = safetyWords[viewer.locale];
    const typed = await typedIn(c);
    const targets = valueOf(await safetyTargets(actionContext(c)));
    const target = targets.find((known) => valueOfTarget(known) === typed.text('target'));
    const call = target === undefined ? undefined : callOf(target, typed.text('text'));
    if (target === undefined || call?.success !== true) {
      return sendSafety(c, { typed, faults: [{ field: 'target', message: words.targetFault }] });
    }
    if (typed.text('confirmed') !== 'yes') return sendPrivate(c, confirmPage(viewer, target, call.data.text));
    const asked = await askSafe(actionContext(c), call.data);
    if (asked.ok) return seeOther(c, `/desk/safety-calls/${asked.value.id}?done=asked`);
    if (asked.error.kind !== 'nobody-under-way') throw new Problem(asked.error);
    return sendSafety(c, { typed, faults: [{ field: 'target', message: words.nobody }] });
  })
  .get('/desk/safety-calls/:id', 'safety.ask', async (c) => {
    const id = idIn(c);
    const call = id === undefined ? undefined : await findSafetyCall(c.var.db, id);
    if (call === undefined) return c.notFound();
    const replies = await listRepliesTo(c.var.db, call.id);
    const opened = await Promise.all(replies.map(async (reply) => openReply(actionContext(c), reply)));
    return sendPrivate(c, callPage(viewerOf(c), call, opened, c.req.query('done')));
  })
  .post('/desk/safety-calls/:id/close', 'safety.ask', async (c) => {
    const id = idIn(c);
    const closed = id === undefined ? undefined : await closeSafetyCallBy(actionContext(c), id);
    return closed?.ok === true ? seeOther(c, `/desk/safety-calls/${closed.value.id}`) : c.notFound();
  })
  .post('/desk/safety-replies/:id/helped', 'safety.ask', async (c) => {
    const id = idIn(c);
    const typed = await typedIn(c);
    const parsed = helpedSchema.safeParse({ action: typed.text(`action-${id ?? ''}`) });
    if (id === undefined) return c.notFound();
    const faults = [{ field: `action-${id}`, message: safetyWords[viewerOf(c).locale].actionFault }];
    if (!parsed.success) {
      const isThere = (await listUnhelped(c.var.db)).some((reply) => reply.id === id);
      return isThere ? sendSafety(c, { typed, faults }) : c.notFound();
    }
    const helped = await markHelped(actionContext(c), id, parsed.data.action);
    return helped.ok ? seeOther(c, '/desk/safety?done=helped') : c.notFound();
  });
