import type { Context } from 'hono';
import type { Child } from 'hono/jsx';

import { weighNeeds } from '../../actions/applications/weigh-needs.ts';
import { submitApplication, type SubmitApplicationError } from '../../actions/applications/submit-application.ts';
import type { ApplicationSheet } from '../../db/queries/application-sheet.ts';
import { acceptsOn } from '../../domain/season.ts';
import { todayIn } from '../../actions/context.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultMessage } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Done, Note, Title } from '../parts/page.tsx';
import { dayText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { ApplicationSummary } from './application-summary.tsx';
import { isEditable, taskNames, taskPath, taskStates, type TaskName } from './application-tasks.ts';
import { applicationWords } from './application-words.ts';
import { aimedAt, nearestOf, verdictOf } from './fit.tsx';
import { partOf, sheetIn } from './section.tsx';
import { submittingWords } from './submitting-words.ts';

type Wrong = { readonly task: TaskName; readonly message: string };
type Shown = {
  readonly viewer: Viewer;
  readonly sheet: ApplicationSheet;
  readonly done?: string | undefined;
  /** What came of trying to hand it in. */
  readonly wrong?: readonly Wrong[];
  readonly told?: string | undefined;
  readonly isTried?: boolean;
  /** How many of the choices nothing fits at present; it can be handed in all the same. */
  readonly unfitting?: number;
};

function checkView({ viewer, sheet, done, wrong = [], told, isTried = false, unfitting = 0 }: Shown) {
  const words = submittingWords[viewer.locale];
  const { back, done: doneWords } = applicationWords[viewer.locale];
  const states = taskStates(sheet);
  const gaps = taskNames.filter((name) => states[name] === 'todo').map((task) => ({ task, message: words.gaps[task] }));
  const accepted = acceptsOn(sheet.season, 'applications', todayIn(sheet.season, viewer.now), sheet.state === 'returned');
  const closed = accepted.ok ? undefined : words.windowClosed(...windowOf(sheet, viewer));
  return (
    <Frame viewer={viewer} title={words.checkTitle} width="reading">
      <Title title={words.checkTitle} above={{ href: taskPath(sheet.id), name: back }} lead={words.checkLead} />
      {done === 'saved' || done === 'agreed' ? <Done>{doneWords[done]}</Done> : null}
      {told === undefined ? null : <Obstacle title={told} />}
      <Missing id="missing" title={words.gapsTitle} sheet={sheet} wrong={gaps} isAlert={isTried} />
      <Missing id="wrong" title={words.wrong} sheet={sheet} wrong={wrong} isAlert />
      {closed === undefined || told !== undefined ? null : (
        <Note tone="waiting">
          <p>{closed}</p>
        </Note>
      )}
      {unfitting === 0 ? null : (
        <Note tone="waiting">
          <p>
            {words.unfitting(unfitting, sheet.choices.length)} <a href={`${taskPath(sheet.id, 'choices')}?from=check`}>{words.seeWhy}</a>
          </p>
        </Note>
      )}
      <ApplicationSummary viewer={viewer} sheet={sheet} canChange heading="h2" />
      <form method="post" action={taskPath(sheet.id, 'submit')}>
        <p class="actions">
          <button class="button">{sheet.state === 'returned' ? words.submitAgain : words.submit}</button>
          <a href={taskPath(sheet.id)}>{back}</a>
        </p>
      </form>
    </Frame>
  );
}

const windowOf = ({ season }: ApplicationSheet, { locale }: Viewer): [string, string] => [
  dayText(season.applicationsOpenDay, locale),
  dayText(season.applicationsCloseDay, locale),
];

function Obstacle({ title }: { title: string }) {
  return (
    <div class="faults" role="alert" tabindex={-1} autofocus>
      <p class="strong">{title}</p>
    </div>
  );
}

type MissingProps = {
  readonly id: string;
  readonly title: string;
  readonly sheet: ApplicationSheet;
  readonly wrong: readonly Wrong[];
  readonly isAlert: boolean;
};

/** What is still to do, each with the way to where it is done. */
function Missing({ id, title, sheet, wrong, isAlert }: MissingProps) {
  if (wrong.length === 0) return null;
  const links: Child = (
    <ul>
      {wrong.map(({ task, message }) => (
        <li>
          <a href={`${taskPath(sheet.id, task)}?from=check`}>{message}</a>
        </li>
      ))}
    </ul>
  );
  if (!isAlert) {
    return (
      <section class="note waiting" aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        {links}
      </section>
    );
  }
  return (
    <div class="faults" role="alert" aria-labelledby={id} tabindex={-1} autofocus>
      <h2 id={id}>{title}</h2>
      {links}
    </div>
  );
}

/** Faults of the application by the part in which each is mended, once a part and message. */
function wrongOf(error: SubmitApplicationError, viewer: Viewer): Wrong[] {
  if (error.kind !== 'invalid') return [];
  const { tasks } = applicationWords[viewer.locale];
  const wrong = error.faults
    .filter(({ code }) => code !== 'missing')
    .map(({ pointer, code }): Wrong => {
      const task = partOf[pointer.split('/')[1] ?? ''] ?? 'choices';
      const colon = viewer.locale === 'zh' ? '：' : ': ';
      return { task, message: `${tasks[task]}${colon}${faultMessage(code, viewer.locale)}` };
    });
  return [...new Map(wrong.map((one) => [one.message, one])).values()];
}

function toldOfSubmitting(error: SubmitApplicationError, sheet: ApplicationSheet, viewer: Viewer): string | undefined {
  if (error.kind === 'invalid' || error.kind === 'consents-missing') return undefined;
  if (error.kind === 'window-closed' || error.kind === 'season-forbids')
    return submittingWords[viewer.locale].windowClosed(...windowOf(sheet, viewer));
  return toldOf(error, viewer).title;
}

/** Choices with open needs of which none fits. */
async function countUnfitting(c: Context<AppEnv>, sheet: ApplicationSheet): Promise<number> {
  if (sheet.choices.length === 0) return 0;
  const weighed = await weighNeeds(actionContext(c), { id: sheet.id, seasonId: sheet.season.id });
  if (!weighed.ok) return 0;
  return sheet.choices.filter(({ target }) => {
    const nearest = nearestOf(aimedAt(weighed.value, target));
    return nearest !== undefined && verdictOf(nearest) === 'no';
  }).length;
}

async function submit(c: Context<AppEnv>): Promise<Response> {
  const sheet = await sheetIn(c);
  if (sheet === undefined) return c.notFound();
  // Pressed twice, or in two windows: it is handed in already.
  if (!isEditable(sheet)) return seeOther(c, taskPath(sheet.id));
  const submitted = await submitApplication(actionContext(c), sheet.id);
  if (submitted.ok) return seeOther(c, `${taskPath(sheet.id)}?done=submitted`);
  if (submitted.error.kind === 'not-found') return c.notFound();
  const viewer = viewerOf(c);
  const told = toldOfSubmitting(submitted.error, sheet, viewer);
  return sendPrivate(c, checkView({ viewer, sheet, wrong: wrongOf(submitted.error, viewer), told, isTried: true }), 422);
}

export const checkAnswersPages = new PageRouter()
  .get('/applications/:id/check-answers', 'application.write', async (c) => {
    const sheet = await sheetIn(c);
    if (sheet === undefined) return c.notFound();
    if (!isEditable(sheet)) return seeOther(c, taskPath(sheet.id));
    return sendPrivate(c, checkView({ viewer: viewerOf(c), sheet, done: c.req.query('done'), unfitting: await countUnfitting(c, sheet) }));
  })
  .post('/applications/:id/submit', 'application.write', async (c) => submit(c));
