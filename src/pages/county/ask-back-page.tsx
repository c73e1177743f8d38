import type { Context } from 'hono';
import { z } from 'zod';

import { inviteGuest } from '../../actions/ask-backs/invite-guest.ts';
import { withdrawAskBack } from '../../actions/ask-backs/withdraw-ask-back.ts';
import { findAskBack, listAskBacksOfRequest, listEarlierGuests, type AskBackSheet, type EarlierGuest } from '../../db/queries/ask-backs.ts';
import { findRequestSheet, type RequestSheet } from '../../db/queries/county-requests.ts';
import { reaches } from '../../domain/actor.ts';
import { askBackInputSchema, isBeforeMatch, liveAskBackStates } from '../../domain/ask-back.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AskBackPill, standingFor } from '../parts/ask-back-pill.tsx';
import { AreaField, FaultSummary, SelectField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Done, Note, Title } from '../parts/page.tsx';
import { TableSection } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { faultsIn, fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { askBackWords as shared } from '../words/ask-back-words.ts';
import { mayAskBack } from './ask-back-link.tsx';
import { askBackWords } from './ask-back-words.ts';
import { filterIn, idIn, inLocale, todayOf } from './own.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly request: RequestSheet;
  readonly askBacks: readonly AskBackSheet[];
  readonly guests: readonly EarlierGuest[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly done?: 'invited' | 'withdrawn' | undefined;
};

const above = (request: RequestSheet) => ({ href: `/county/requests/${request.id}`, name: request.place });

function askBackPage(shown: Shown) {
  const { viewer, request, askBacks, faults, done } = shown;
  const { locale } = viewer;
  const words = askBackWords[locale];
  const names = shared[locale];
  const mayAsk = mayAskBack(request, viewer);
  return (
    <Frame viewer={viewer} title={words.title}>
      {done === undefined ? null : <Done>{words.done[done]}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.title} above={above(request)} lead={words.lead} />
      {mayAsk ? (
        <section class="part" aria-labelledby="ask">
          <h2 id="ask">{words.ask}</h2>
          <Ask {...shown} />
        </section>
      ) : (
        <Note tone="waiting">{words.over}</Note>
      )}
      <TableSection
        id="asked"
        title={words.asked}
        none={words.noneAsked}
        viewer={viewer}
        rows={askBacks}
        columns={[
          { title: names.volunteer, cell: ({ volunteerName }) => volunteerName },
          { title: names.state, cell: (askBack) => <AskBackPill askBack={askBack} viewer={viewer} /> },
          { title: names.subject, cell: ({ subject }) => subject[locale] },
          { title: names.asked, cell: ({ createdAt }) => <Instant at={createdAt} viewer={viewer} /> },
          { title: words.takeBack, isUnseen: true, cell: (askBack) => <TakeBack askBack={askBack} viewer={viewer} /> },
        ]}
      />
    </Frame>
  );
}

function TakeBack({ askBack, viewer }: { askBack: AskBackSheet; viewer: Viewer }) {
  if (!['invited', 'agreed'].includes(standingFor(askBack, viewer))) return null;
  if (!isBeforeMatch(askBack.season, todayOf(viewer)).ok) return null;
  return (
    <a href={`/county/ask-backs/${askBack.id}/withdraw`}>
      {askBackWords[viewer.locale].takeBack}
      <span class="unseen"> {askBack.volunteerName}</span>
    </a>
  );
}

/** Whom, for which subject, and a few words; a list of the county's own guests, and no search in people. */
function Ask({ viewer, request, askBacks, guests, typed, faults }: Shown) {
  const { locale } = viewer;
  const words = askBackWords[locale];
  const asked = new Set(askBacks.flatMap(({ accountId, state }) => (liveAskBackStates.includes(state) ? [accountId] : [])));
  const left = guests.filter(({ accountId }) => !asked.has(accountId));
  if (guests.length === 0) return <p class="quiet">{words.noGuests}</p>;
  if (left.length === 0) return <p class="quiet">{words.allAsked}</p>;
  if (request.lines.length === 0) return <p class="quiet">{words.noLines}</p>;
  const people = left.map(({ placementId, name, years }) => ({
    value: placementId,
    label: words.guestNamed(name, years.join(words.join)),
  }));
  const bySubject = new Map(request.lines.map((line) => [line.subject, inLocale(locale, line.subjectZh, line.subjectEn)]));
  const subjects = [...bySubject].map(([value, label]) => ({ value, label }));
  return (
    <form method="post" action={`/county/requests/${request.id}/ask-back`} novalidate class="measure">
      <SelectField
        name="placementId"
        label={words.guest}
        hint={words.guestHint}
        options={people}
        none={words.choose}
        typed={typed}
        faults={faults}
      />
      <SelectField
        name="subject"
        label={words.subject}
        hint={words.subjectHint}
        options={subjects}
        none={subjects.length === 1 ? undefined : words.choose}
        typed={typed}
        faults={faults}
      />
      <AreaField name="message" label={words.message} hint={words.messageHint} typed={typed} faults={faults} maxlength={1000} />
      <p class="actions">
        <button class="button">{words.button}</button>
      </p>
    </form>
  );
}

/** Says whom it touches before an invitation is taken back. */
function withdrawPage(viewer: Viewer, askBack: AskBackSheet, told?: string) {
  const words = askBackWords[viewer.locale];
  const title = words.takeBackTitle(askBack.volunteerName);
  const back = `/county/requests/${askBack.requestId}/ask-back`;
  return (
    <Frame viewer={viewer} title={title} width="reading">
      {told === undefined ? null : <Note tone="refused">{told}</Note>}
      <Title title={title} above={{ href: back, name: words.title }} beside={<AskBackPill askBack={askBack} viewer={viewer} />} />
      <Confirm viewer={viewer} action={`/county/ask-backs/${askBack.id}/withdraw`} button={words.takeBackButton} back={back} isGrave>
        <p class="measure">{askBack.state === 'agreed' ? words.takeBackAgreed : words.takeBackInvited}</p>
      </Confirm>
    </Frame>
  );
}

type Call = Context<AppEnv>;

async function requestOf(c: Call): Promise<RequestSheet | undefined> {
  const id = idIn(c);
  const request = id === undefined ? undefined : await findRequestSheet(c.var.db, id);
  return request !== undefined && reaches(c.var.actor, 'ask-back.invite', request) ? request : undefined;
}

async function askBackOf(c: Call): Promise<AskBackSheet | undefined> {
  const id = idIn(c);
  const askBack = id === undefined ? undefined : await findAskBack(c.var.db, id);
  const isTheirs = askBack !== undefined && reaches(c.var.actor, 'ask-back.invite', { countyCode: askBack.countyCode });
  return isTheirs ? askBack : undefined;
}

type Tried = { readonly typed: Typed; readonly faults: readonly FieldFault[] };

async function send(c: Call, request: RequestSheet, tried?: Tried): Promise<Response> {
  const { db } = c.var;
  const shown = {
    viewer: viewerOf(c),
    request,
    askBacks: await listAskBacksOfRequest(db, request.id),
    guests: await listEarlierGuests(db, request.countyCode),
    done: filterIn(c, 'done', z.enum(['invited', 'withdrawn'])),
    ...(tried ?? { typed: new Typed(), faults: [] }),
  };
  return sendPrivate(c, askBackPage(shown), tried === undefined ? 200 : 422);
}

function missing(typed: Typed, { locale }: Viewer): FieldFault[] {
  const words = askBackWords[locale];
  return [
    ...(typed.text('placementId') === '' ? [{ field: 'placementId', message: words.missingGuest }] : []),
    ...(typed.text('subject') === '' ? [{ field: 'subject', message: words.missingSubject }] : []),
  ];
}

export const askBackPages = new PageRouter()
  .get('/county/requests/:id/ask-back', 'ask-back.invite', async (c) => {
    const request = await requestOf(c);
    return request === undefined ? c.notFound() : send(c, request);
  })
  .post('/county/requests/:id/ask-back', 'ask-back.invite', async (c) => {
    const request = await requestOf(c);
    if (request === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const notChosen = missing(typed, viewer);
    if (notChosen.length > 0) return send(c, request, { typed, faults: notChosen });
    const input = { placementId: typed.text('placementId'), subject: typed.text('subject'), message: typed.text('message') };
    const parsed = askBackInputSchema.safeParse(input);
    if (!parsed.success) return send(c, request, { typed, faults: fieldFaults(faultsOf(parsed.error), viewer.locale) });
    const invited = await inviteGuest(actionContext(c), request.id, parsed.data);
    if (invited.ok) return seeOther(c, `/county/requests/${request.id}/ask-back?done=invited`);
    const faults = faultsIn(invited.error, viewer.locale) ?? [{ field: 'placementId', message: toldOf(invited.error, viewer).title }];
    return send(c, request, { typed, faults });
  })
  .get('/county/ask-backs/:id/withdraw', 'ask-back.invite', async (c) => {
    const askBack = await askBackOf(c);
    return askBack === undefined ? c.notFound() : sendPrivate(c, withdrawPage(viewerOf(c), askBack));
  })
  .post('/county/ask-backs/:id/withdraw', 'ask-back.invite', async (c) => {
    const askBack = await askBackOf(c);
    if (askBack === undefined) return c.notFound();
    const withdrawn = await withdrawAskBack(actionContext(c), askBack.id);
    if (withdrawn.ok) return seeOther(c, `/county/requests/${askBack.requestId}/ask-back?done=withdrawn`);
    const viewer = viewerOf(c);
    return sendPrivate(c, withdrawPage(viewer, (await askBackOf(c)) ?? askBack, toldOf(withdrawn.error, viewer).title), 422);
  });
