import type { Context } from 'hono';
import { z } from 'zod';

import { answerByLink, answerOwn, findQuestion } from '../../actions/safety/answer-safe.ts';
import type { SafetyReply } from '../../db/queries/safety.ts';
import { safetyAnswerSchema } from '../../domain/safety.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { clientOf, TooManyKnocks } from '../../http/session.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idIn } from '../desk/asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Note, Title } from '../parts/page.tsx';
import { typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { ownPlacementOf } from '../service/own-placement.ts';
import { SafeButtons } from './safe-buttons.tsx';
import { safetyWords } from './safety-words.ts';

const keySchema = z.string().regex(/^[\w-]{43}$/);

/** The question of a letter. To open it answers nothing: programs open links as well. */
function questionPage(viewer: Viewer, action: string, { name, answer }: SafetyReply) {
  const words = safetyWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.question} width="reading">
      <Title title={words.question} lead={words.questionLead(name)} />
      {answer === null ? null : (
        <Note>
          <p>{answer === 'well' ? words.answeredWell : words.answeredHelp}</p>
        </Note>
      )}
      <SafeButtons viewer={viewer} action={action} />
    </Frame>
  );
}

function thanksPage(viewer: Viewer, isWell: boolean, back: string) {
  const words = safetyWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.thanksTitle} width="reading">
      <Title title={words.thanksTitle} lead={isWell ? words.answeredWell : words.answeredHelp} />
      <p>
        <a href={back}>{words.question}</a>
      </p>
    </Frame>
  );
}

function gonePage(viewer: Viewer) {
  const words = safetyWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.gone} width="reading">
      <Title title={words.gone} lead={words.goneLead} />
    </Frame>
  );
}

/** Guessing keys is hopeless; it is also slow. */
async function questionIn(c: Context<AppEnv>): Promise<{ readonly key: string; readonly reply: SafetyReply } | undefined> {
  const wait = await c.var.knock('safe', clientOf(c), 120, 15 * 60);
  if (wait > 0) throw new TooManyKnocks(wait);
  const key = keySchema.safeParse(c.req.param('key'));
  const reply = key.success ? await findQuestion(actionContext(c), key.data) : undefined;
  return key.success && reply?.ok === true ? { key: key.data, reply: reply.value } : undefined;
}

async function answerIn(c: Context<AppEnv>) {
  const typed = await typedIn(c);
  return safetyAnswerSchema.safeParse({ answer: typed.text('answer'), note: typed.text('note') });
}

export const safePages = new PageRouter()
  .get('/safe/:key', 'safety.answer-by-link', async (c) => {
    const viewer = viewerOf(c);
    const question = await questionIn(c);
    if (question === undefined) return sendPrivate(c, gonePage(viewer), 404);
    const done = c.req.query('done');
    if (done !== undefined) return sendPrivate(c, thanksPage(viewer, done === 'well', c.req.path));
    return sendPrivate(c, questionPage(viewer, c.req.path, question.reply));
  })
  .post('/safe/:key', 'safety.answer-by-link', async (c) => {
    const viewer = viewerOf(c);
    const question = await questionIn(c);
    if (question === undefined) return sendPrivate(c, gonePage(viewer), 404);
    const answer = await answerIn(c);
    if (!answer.success) return sendPrivate(c, questionPage(viewer, c.req.path, question.reply), 422);
    valueOf(await answerByLink(actionContext(c), question.key, answer.data));
    return seeOther(c, `${c.req.path}?done=${answer.data.answer}`);
  })
  .post('/placements/:id/safe', 'safety.answer', async (c) => {
    const id = idIn(c);
    const placement = await ownPlacementOf(c);
    if (id === undefined || placement === undefined) return c.notFound();
    const answer = await answerIn(c);
    // Nothing was pressed: back to the buttons, and nothing is taken for an answer.
    if (!answer.success) return seeOther(c, `/placements/${id}#safe`);
    valueOf(await answerOwn(actionContext(c), id, answer.data));
    return seeOther(c, `/placements/${id}?done=${answer.data.answer}`);
  });
