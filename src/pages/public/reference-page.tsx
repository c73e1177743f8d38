import type { Context } from 'hono';
import { z } from 'zod';

import { answerReference, findReferenceForm } from '../../actions/references/answer-reference.ts';
import { referenceAnswerSchema } from '../../domain/reference.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { clientOf, TooManyKnocks } from '../../http/session.ts';
import { sendPrivate } from '../answer.tsx';
import { FaultSummary, Field, type FieldFault } from '../parts/form.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';

type Form = {
  readonly viewer: Viewer;
  readonly path: string;
  readonly volunteerName: string;
  readonly refereeName: string;
  readonly typed?: Readonly<Record<string, string>>;
  readonly faults?: readonly FieldFault[];
};

/** A referee's form: no account, once, and in the referee's own words. */
function referencePage({ viewer, path, volunteerName, refereeName, typed = {}, faults = [] }: Form) {
  const words = wordsIn(viewer.locale).reference;
  return (
    <Frame viewer={viewer} title={words.title(volunteerName)} width="reading">
      <section>
        <h1>{words.title(volunteerName)}</h1>
        <FaultSummary faults={faults} viewer={viewer} />
        <p>{words.lead(refereeName, volunteerName)}</p>
        <form method="post" action={`${path}?lang=${viewer.locale}`} novalidate>
          <Field name="knownSince" label={words.knownSince(volunteerName)} hint={words.knownSinceHint} faults={faults}>
            {(described) => <input {...described} type="text" maxlength={200} required value={typed['knownSince'] ?? ''} />}
          </Field>
          <Field name="wouldTrustWithChildren" label={words.trust(volunteerName)} faults={faults}>
            {(described) => (
              <select {...described} required>
                <option value="">{words.choose}</option>
                {(['yes', 'unsure', 'no'] as const).map((answer) => (
                  <option value={answer} selected={typed['wouldTrustWithChildren'] === answer}>
                    {words.trustAnswers[answer]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field name="text" label={words.text} hint={words.textHint} faults={faults}>
            {(described) => (
              <textarea {...described} rows={8} maxlength={5000} required>
                {typed['text'] ?? ''}
              </textarea>
            )}
          </Field>
          <p class="quiet">{words.whoReads}</p>
          <button class="button">{words.send}</button>
        </form>
      </section>
    </Frame>
  );
}

function messagePage(viewer: Viewer, title: string, lead: string) {
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <section>
        <h1>{title}</h1>
        <p>{lead}</p>
      </section>
    </Frame>
  );
}

const keySchema = z.string().regex(/^[\w-]{43}$/);
const fields = ['knownSince', 'wouldTrustWithChildren', 'text'] as const;

/** Guessing keys is hopeless; it is also slow. */
async function passDoor(c: Context<AppEnv>): Promise<void> {
  const wait = await c.var.knock('reference', clientOf(c), 60, 15 * 60);
  if (wait > 0) throw new TooManyKnocks(wait);
}

async function gone(c: Context<AppEnv>): Promise<Response> {
  const words = wordsIn(c.var.locale).reference;
  return sendPrivate(c, messagePage(viewerOf(c), words.gone, words.goneLead), 404);
}

export const referencePages = new PageRouter()
  .get('/reference/:key', 'reference.answer', async (c) => {
    await passDoor(c);
    const key = keySchema.safeParse(c.req.param('key'));
    const form = key.success ? await findReferenceForm(actionContext(c), key.data) : undefined;
    if (form?.ok !== true) return gone(c);
    return sendPrivate(c, referencePage({ viewer: viewerOf(c), path: c.req.path, ...form.value }));
  })
  .post('/reference/:key', 'reference.answer', async (c) => {
    await passDoor(c);
    const key = keySchema.safeParse(c.req.param('key'));
    const form = key.success ? await findReferenceForm(actionContext(c), key.data) : undefined;
    if (form?.ok !== true || !key.success) return gone(c);
    const words = wordsIn(c.var.locale).reference;
    const body = await c.req.parseBody();
    const typed = Object.fromEntries(fields.map((field) => [field, typeof body[field] === 'string' ? body[field] : '']));
    const parsed = referenceAnswerSchema.safeParse(typed);
    if (!parsed.success) {
      const faulty = new Set(parsed.error.issues.map(({ path: [field] }) => String(field)));
      const faults = fields.filter((field) => faulty.has(field)).map((field) => ({ field, message: words.faults[field] }));
      return sendPrivate(c, referencePage({ viewer: viewerOf(c), path: c.req.path, ...form.value, typed, faults }), 422);
    }
    const answered = await answerReference(actionContext(c), key.data, parsed.data);
    if (!answered.ok) return gone(c);
    return sendPrivate(c, messagePage(viewerOf(c), words.thanks, words.thanksLead(form.value.volunteerName)));
  });
