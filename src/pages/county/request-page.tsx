import type { Context } from 'hono';
import { z } from 'zod';

import { changeRequest } from '../../actions/requests/change-request.ts';
import { submitRequest } from '../../actions/requests/submit-request.ts';
import { listSubjects } from '../../db/queries/counties.ts';
import { findRequestSheet, listOpenStations, type RequestSheet } from '../../db/queries/county-requests.ts';
import { reaches } from '../../domain/actor.ts';
import { editableRequestStates } from '../../domain/request.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { conditionsSoFar } from '../conditions/answers-part.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, typedIn, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { filterIn, idIn } from './own.ts';
import { readDraft, renumbered, typedOf, withLine, without, withoutLine, type Draft } from './request-draft.ts';
import { requestForm, type FormShown } from './request-form.tsx';
import { requestView } from './request-view.tsx';
import { fieldLabel, requestWords } from './request-words.ts';

const doneSchema = z.enum(['begun', 'saved', 'submitted', 'cancelled', 'conditions']);
type Done = z.infer<typeof doneSchema>;

async function requestOf(c: Context<AppEnv>): Promise<RequestSheet | undefined> {
  const id = idIn(c);
  const request = id === undefined ? undefined : await findRequestSheet(c.var.db, id);
  return request !== undefined && reaches(c.var.actor, 'request.write', request) ? request : undefined;
}

async function sendView(c: Context<AppEnv>, request: RequestSheet, done: Done | undefined, status: 200 | 422 = 200): Promise<Response> {
  const soFar = await conditionsSoFar(c.var.db, request.id);
  return sendPrivate(c, requestView({ viewer: viewerOf(c), request, soFar, done }), status);
}

type FormPart = Omit<FormShown, 'viewer' | 'subjects' | 'stations'>;

async function sendForm(c: Context<AppEnv>, form: FormPart, status: 200 | 422 = 200): Promise<Response> {
  const subjects = await listSubjects(c.var.db);
  const stations = await listOpenStations(c.var.db, form.request.countyCode);
  return sendPrivate(c, requestForm({ viewer: viewerOf(c), subjects, stations, ...form }), status);
}

type Outcome = {
  readonly faults: readonly FieldFault[];
  readonly isSaved: boolean;
  /** The version that the form stands on from now on. */
  readonly version: number;
};

/** Stores what can be stored, once more without what the action refused; everything wrong is told. */
async function store(c: Context<AppEnv>, request: RequestSheet, draft: Draft, viewer: Viewer): Promise<Outcome> {
  let { patch } = draft;
  const found = [...draft.faults];
  for (let tries = 0; tries < 3 && Object.keys(patch).length > 0; tries += 1) {
    const changed = await changeRequest(actionContext(c), request.id, patch, request.version);
    if (changed.ok) return { faults: told(found, viewer), isSaved: true, version: changed.value.version };
    if (changed.error.kind !== 'invalid') {
      return { faults: [...told(found, viewer), whole(changed.error, viewer)], isSaved: false, version: request.version };
    }
    found.push(...changed.error.faults);
    patch = without(patch, changed.error.faults);
  }
  return { faults: told(found, viewer), isSaved: false, version: request.version };
}

function told(faults: Draft['faults'], { locale }: Viewer): FieldFault[] {
  const byField = new Map(fieldFaults(faults, locale, (field) => fieldLabel(locale, field)).map((fault) => [fault.field, fault]));
  return [...byField.values()];
}

/** A failure that lies in no field. */
function whole(failure: KnownFailure, viewer: Viewer): FieldFault {
  const { title, detail } = toldOf(failure, viewer);
  return { field: 'content', message: failure.kind === 'window-closed' ? title : `${title} · ${detail}` };
}

/** Where a fault of the whole request leads on the form. */
const placeOf: Readonly<Record<string, string>> = { hostConditions: 'hostConditions.lodging' };

async function submit(c: Context<AppEnv>, id: string, viewer: Viewer): Promise<readonly FieldFault[]> {
  const submitted = await submitRequest(actionContext(c), id);
  if (submitted.ok) return [];
  if (submitted.error.kind !== 'invalid') return [whole(submitted.error, viewer)];
  return told(submitted.error.faults, viewer).map((fault) => ({ ...fault, field: placeOf[fault.field] ?? fault.field }));
}

/** Was the request changed since this form was opened? */
function isStale(typed: Typed, { version }: RequestSheet): boolean {
  return typed.has('version') && typed.number('version') !== version;
}

/** What became of what was sent: everything is saved, or all but the parts that are named, or nothing. */
function noteOf({ faults, isSaved }: Outcome, { locale }: Viewer): string {
  const words = requestWords[locale];
  if (faults.length === 0) return words.done.saved;
  const parts = new Set(faults.map(({ field }) => fieldLabel(locale, field.split('.')[0] ?? '')));
  return isSaved ? words.partlySaved([...parts].join(locale === 'zh' ? '、' : ', ')) : words.notSaved;
}

async function save(c: Context<AppEnv>, request: RequestSheet, sent: Typed): Promise<Response> {
  const viewer = viewerOf(c);
  const words = requestWords[viewer.locale];
  const typed = renumbered(sent);
  if (isStale(typed, request)) {
    return sendForm(c, { request, typed, faults: [{ field: 'content', message: words.stale }], note: words.staleHint }, 422);
  }
  const stored = await store(c, request, readDraft(typed, request), viewer);
  const { version } = stored;
  const wantsMore = typed.text('do') === 'submit';
  const faults = stored.faults.length > 0 || !wantsMore ? stored.faults : await submit(c, request.id, viewer);
  if (faults.length === 0) return seeOther(c, `/county/requests/${request.id}?done=${wantsMore ? 'submitted' : 'saved'}`);
  const note = noteOf(stored, viewer);
  return sendForm(c, { request: { ...request, version }, typed, faults, note }, 422);
}

export const requestPage = new PageRouter()
  .get('/county/requests/:id', 'request.write', async (c) => {
    const request = await requestOf(c);
    if (request === undefined) return c.notFound();
    const done = filterIn(c, 'done', doneSchema);
    if (editableRequestStates.includes(request.state)) return sendForm(c, { request, typed: typedOf(request), done });
    return sendView(c, request, done);
  })
  .post('/county/requests/:id', 'request.write', async (c) => {
    const request = await requestOf(c);
    if (request === undefined) return c.notFound();
    // Handed in while this form was open: what it says now is shown instead.
    if (!editableRequestStates.includes(request.state)) return sendView(c, request, undefined, 422);
    const typed = await typedIn(c);
    const wanted = typed.text('do');
    const removed = /^remove-line\.(\d{1,4})$/.exec(wanted)?.[1];
    if (removed !== undefined) return sendForm(c, { request, typed: withoutLine(typed, Number(removed)) });
    if (wanted === 'add-line') return sendForm(c, { request, typed: withLine(typed) });
    return save(c, request, typed);
  });
