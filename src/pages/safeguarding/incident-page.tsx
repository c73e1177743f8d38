import type { Context } from 'hono';

import { handleIncident, readIncident, type OpenedIncident } from '../../actions/incidents/handle-incident.ts';
import { findIncident } from '../../db/queries/incidents.ts';
import { listHistory, type HistoryStep } from '../../db/queries/histories.ts';
import { findIncidentParties, type IncidentParties } from '../../db/queries/safeguarding-desk.ts';
import { incidentActionSchema, incidentOutcomeSchema } from '../../domain/incident.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem, valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { asked, idAsked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, type FieldFault } from '../parts/form.tsx';
import { History } from '../parts/history.tsx';
import { Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { z } from 'zod';
import { DueBy } from './due.tsx';
import { safeguardingWords } from './safeguarding-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly opened: OpenedIncident;
  readonly parties: IncidentParties | undefined;
  readonly history: readonly HistoryStep[];
  readonly said: Said;
};
type Said = {
  readonly done?: 'acted' | 'closed' | undefined;
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
  /** What was refused, where it is not the form's fault. */
  readonly refused?: string;
};

/** One incident: what was told, what was done, what is to be done. */
function incidentPage({ viewer, opened, parties, history, said }: Shown) {
  const words = safeguardingWords[viewer.locale];
  const { incident } = opened;
  const title = terms[viewer.locale].incidentKinds[incident.kind];
  const { state } = incident;
  return (
    <Frame viewer={viewer} title={title} width="reading">
      {said.done === undefined ? null : <Done>{words.done[said.done]}</Done>}
      <FaultSummary faults={said.faults ?? []} viewer={viewer} />
      {said.refused === undefined ? null : <Refused refused={said.refused} typed={said.typed} />}
      <Title
        title={title}
        above={{ href: '/safeguarding/incidents', name: words.incidents }}
        beside={
          <>
            <State of="incident" state={state} locale={viewer.locale} />{' '}
            {state === 'closed' ? null : <span class="quiet">{state === 'open' ? words.withYou : words.withYouToClose}</span>}
          </>
        }
      />
      <p class="quiet small">{words.readRecorded}</p>
      <Facts {...{ viewer, opened, parties }} />
      <Told title={words.account} text={opened.account} viewer={viewer} />
      {incident.actedAt === null ? null : <Told title={words.action} text={opened.action ?? ''} viewer={viewer} />}
      {incident.closedAt === null ? null : <Told title={words.outcome} text={opened.outcome ?? ''} viewer={viewer} />}
      <NextStep viewer={viewer} id={incident.id} state={state} said={said} />
      <section aria-labelledby="history">
        <h2 id="history">{words.history}</h2>
        <History steps={history} viewer={viewer} eventWords={words.events} system={words.system} />
      </section>
    </Frame>
  );
}

/** What was refused, and what was typed: nobody writes it twice. */
function Refused({ refused, typed }: { refused: string; typed: Typed | undefined }) {
  return (
    <Note tone="refused">
      <p>{refused}</p>
      <p class="told">{typed?.optional('action') ?? typed?.optional('outcome')}</p>
    </Note>
  );
}

function Facts({ viewer, opened: { incident }, parties }: Pick<Shown, 'viewer' | 'opened' | 'parties'>) {
  const words = safeguardingWords[viewer.locale];
  const county = viewer.locale === 'en' ? parties?.countyEn : parties?.countyZh;
  return (
    <Summary
      viewer={viewer}
      rows={[
        { label: words.actBy, value: <DueBy incident={incident} viewer={viewer} /> },
        { label: words.happenedAt, value: <Instant at={incident.happenedAt} viewer={viewer} /> },
        {
          label: words.raised,
          value: (
            <>
              {parties?.raisedByName}
              <span class="quiet small under">
                <Instant at={incident.raisedAt} viewer={viewer} />
              </span>
            </>
          ),
        },
        { label: words.county, value: county ?? words.noCounty },
        { label: words.about, value: <Concerned viewer={viewer} parties={parties} /> },
      ]}
    />
  );
}

function Concerned({ viewer: { locale }, parties }: Pick<Shown, 'viewer' | 'parties'>) {
  const words = safeguardingWords[locale];
  if (parties === undefined || parties.name === null || parties.state === null) return <>{words.noPlacement}</>;
  const { name, state, startDay, endDay } = parties;
  return (
    <>
      {name} <Pill>{terms[locale].states.placement[state]}</Pill>
      {startDay === null || endDay === null ? null : <span class="quiet small under">{daysText(startDay, endDay, locale)}</span>}
    </>
  );
}

/** What somebody wrote, as they wrote it; where it was let go, that it was. */
function Told({ title, text, viewer }: { title: string; text: string; viewer: Viewer }) {
  const words = safeguardingWords[viewer.locale];
  return (
    <section>
      <h2>{title}</h2>
      {text === '' ? <p class="quiet">{words.wordsGone}</p> : <p class="told">{text}</p>}
    </section>
  );
}

function NextStep({ viewer, id, state, said }: { viewer: Viewer; id: string; state: OpenedIncident['incident']['state']; said: Said }) {
  const words = safeguardingWords[viewer.locale];
  const { typed = new Typed(), faults = [] } = said;
  if (state === 'closed') return null;
  const isOpen = state === 'open';
  return (
    <section aria-labelledby="next">
      <h2 id="next">{isOpen ? words.act : words.close}</h2>
      <p>{isOpen ? words.actLead : words.closeLead}</p>
      <form method="post" action={`/safeguarding/incidents/${id}/${isOpen ? 'act' : 'close'}`} novalidate>
        {isOpen ? (
          <AreaField
            name="action"
            label={words.actionLabel}
            hint={words.actionHint}
            typed={typed}
            faults={faults}
            rows={6}
            maxlength={10_000}
          />
        ) : (
          <AreaField
            name="outcome"
            label={words.outcomeLabel}
            hint={words.outcomeHint}
            typed={typed}
            faults={faults}
            rows={6}
            maxlength={10_000}
          />
        )}
        <button class="button">{isOpen ? words.actButton : words.closeButton}</button>
      </form>
    </section>
  );
}

async function send(c: Context<AppEnv>, id: string, said: Said, status: 200 | 409 | 422 = 200) {
  const { db } = c.var;
  const opened = await readIncident(actionContext(c), id);
  if (!opened.ok && opened.error.kind === 'not-found') return c.notFound();
  const shown = { opened: valueOf(opened), parties: await findIncidentParties(db, id), history: await listHistory(db, 'incident', id) };
  // Where a form was refused stands no page: the other language is on the incident's own.
  const viewer = { ...viewerOf(c), path: `/safeguarding/incidents/${id}` };
  return sendPrivate(c, incidentPage({ viewer, said, ...shown }), status);
}

type Step = { readonly move: 'act' | 'close'; readonly field: 'action' | 'outcome'; readonly schema: z.ZodType<Record<string, string>> };
const steps: Readonly<Record<'act' | 'close', Step>> = {
  act: { move: 'act', field: 'action', schema: incidentActionSchema },
  close: { move: 'close', field: 'outcome', schema: incidentOutcomeSchema },
};

async function take(c: Context<AppEnv>, { move, field, schema }: Step) {
  const id = idAsked(c);
  if (id === undefined || (await findIncident(c.var.db, id)) === undefined) return c.notFound();
  const typed = await typedIn(c);
  const parsed = schema.safeParse({ [field]: typed.optional(field) });
  if (!parsed.success) return send(c, id, { typed, faults: fieldFaults(faultsOf(parsed.error), c.var.locale) }, 422);
  const handled = await handleIncident(actionContext(c), id, { move, text: parsed.data[field] ?? '' });
  if (handled.ok) return seeOther(c, `/safeguarding/incidents/${id}?done=${move === 'act' ? 'acted' : 'closed'}`);
  if (handled.error.kind !== 'illegal-move') throw new Problem(handled.error);
  const { title, detail } = toldOf(handled.error, viewerOf(c));
  return send(c, id, { typed, refused: c.var.locale === 'zh' ? `${title}：${detail}` : `${title}: ${detail}` }, 409);
}

export const incidentPages = new PageRouter()
  .get('/safeguarding/incidents/:id', 'incident.handle', async (c) => {
    const id = idAsked(c);
    return id === undefined ? c.notFound() : send(c, id, { done: asked(c, 'done', z.enum(['acted', 'closed'])) });
  })
  .post('/safeguarding/incidents/:id/act', 'incident.handle', async (c) => take(c, steps.act))
  .post('/safeguarding/incidents/:id/close', 'incident.handle', async (c) => take(c, steps.close));
