import type { Context } from 'hono';
import { z } from 'zod';

import { findApplicationSheet, type ApplicationSheet } from '../../db/queries/application-sheet.ts';
import { listOpenQuestionsOfChoices, type ConditionQuestion } from '../../db/queries/condition-questions.ts';
import { findToldReason, type ToldReason } from '../../db/queries/run-reasons.ts';
import { reaches } from '../../domain/actor.ts';
import type { AppEnv } from '../../http/context.ts';
import { namesIn, reasonSentences } from '../../http/reason-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { AnswerGiven, ConditionQuestionPart } from '../conditions/question-part.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Contact } from '../parts/contact.tsx';
import { TaskList, Timeline } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { dayText, daysText, Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { ballOf, stagesOf } from './application-stages.ts';
import { ApplicationSummary } from './application-summary.tsx';
import { checksLeft, isEditable, taskNames, taskPath, taskStates } from './application-tasks.ts';
import { applicationWords } from './application-words.ts';
import { seasonName } from './applications-page.tsx';

type Shown = { readonly viewer: Viewer; readonly sheet: ApplicationSheet };
type Asked = Shown & { readonly questions: readonly ConditionQuestion[] };
type Told = Asked & { readonly reason: ToldReason | null };

function DoneNotice({ viewer, done }: { viewer: Viewer; done: string | undefined }) {
  const { done: words } = applicationWords[viewer.locale];
  const said: Readonly<Record<string, string>> = words;
  const text = done !== undefined && Object.hasOwn(said, done) ? said[done] : undefined;
  if (text === undefined) return null;
  return done === 'closed' ? <Note tone="waiting">{<p>{text}</p>}</Note> : <Done>{text}</Done>;
}

/** While it is the volunteer's to write: what there is to do, in any order. */
function tasksView({ viewer, sheet, questions }: Asked, done: string | undefined) {
  const words = applicationWords[viewer.locale];
  const title = words.tasksTitle(seasonName(sheet.season, viewer));
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title
        title={title}
        above={{ href: '/applications', name: words.title }}
        beside={<StateLine viewer={viewer} sheet={sheet} />}
        lead={sheet.state === 'draft' ? <CloseDay viewer={viewer} sheet={sheet} /> : undefined}
      />
      <DoneNotice viewer={viewer} done={done} />
      <Questions viewer={viewer} questions={questions} done={done} />
      {sheet.state === 'returned' ? <Returned viewer={viewer} sheet={sheet} /> : null}
      <Tasks viewer={viewer} sheet={sheet} />
      <p class="actions">
        <a class="button" href={taskPath(sheet.id, 'check-answers')}>
          {words.checkAnswers}
        </a>
        <a href={taskPath(sheet.id, 'withdraw')}>{sheet.submittedAt === null ? words.stopHere : words.withdraw}</a>
      </p>
    </Frame>
  );
}

/** Choices whose host conditions changed: each asked by itself. */
function Questions({ viewer, questions, done }: Pick<Asked, 'viewer' | 'questions'> & { done: string | undefined }) {
  return (
    <>
      <AnswerGiven viewer={viewer} done={done} />
      {questions.map((question) => (
        <ConditionQuestionPart viewer={viewer} question={question} />
      ))}
    </>
  );
}

function CloseDay({ viewer, sheet: { season } }: Shown) {
  const { tasksLead } = applicationWords[viewer.locale];
  return <>{tasksLead(dayText(season.applicationsCloseDay, viewer.locale))}</>;
}

function Tasks({ viewer, sheet }: Shown) {
  const words = applicationWords[viewer.locale];
  const states = taskStates(sheet);
  const needed = taskNames.filter((name) => states[name] === 'todo' || ['profile', 'subjects', 'availability', 'checks'].includes(name));
  const left = checksLeft(sheet).length;
  return (
    <>
      <p class="quiet">{words.progress(String(needed.filter((name) => states[name] === 'done').length), String(needed.length))}</p>
      <TaskList
        tasks={taskNames.map((name) => ({
          label: words.tasks[name],
          href: taskPath(sheet.id, name),
          hint: name === 'checks' && left > 0 ? words.checksLeft(String(left)) : undefined,
          state: {
            word: words.taskStates[states[name]],
            tone: states[name] === 'done' ? 'done' : states[name] === 'todo' ? 'waiting' : 'plain',
          },
        }))}
      />
    </>
  );
}

function Returned({ viewer, sheet: { decisionReason } }: Shown) {
  const words = applicationWords[viewer.locale];
  return (
    <Note tone="waiting">
      <h2>{words.returnedTitle}</h2>
      <p class="said">{decisionReason}</p>
      <p>{words.returnedLead}</p>
    </Note>
  );
}

function StateLine({ viewer, sheet }: Shown) {
  const words = applicationWords[viewer.locale];
  const ball = ballOf(sheet);
  return (
    <>
      <State of="application" state={sheet.state} locale={viewer.locale} />
      {ball === 'rejected' || ball === 'withdrawn' ? null : <span class="quiet"> {words.balls[ball]}</span>}{' '}
      {sheet.season.madeUp ? <Pill>{terms[viewer.locale].demonstration}</Pill> : null}
    </>
  );
}

/** Once it is handed in: what was said, for ever, how far it is, and what came of it. */
function copyView({ viewer, sheet, reason, questions }: Told, done: string | undefined) {
  const words = applicationWords[viewer.locale];
  const title = words.tasksTitle(seasonName(sheet.season, viewer));
  const isOver = sheet.state === 'withdrawn';
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} above={{ href: '/applications', name: words.title }} beside={<StateLine viewer={viewer} sheet={sheet} />} />
      <DoneNotice viewer={viewer} done={done} />
      <Questions viewer={viewer} questions={questions} done={done} />
      {sheet.state === 'rejected' ? <Rejected viewer={viewer} sheet={sheet} /> : null}
      <Outcome viewer={viewer} sheet={sheet} reason={reason} />
      <section class="part">
        <h2>{words.stagesTitle}</h2>
        <Timeline stages={stagesOf(sheet, viewer)} viewer={viewer} />
      </section>
      <section class="part">
        <h2>{words.answers}</h2>
        <p>{sheet.submittedAt === null ? words.notSubmitted : words.asSubmitted}</p>
        <p class="quiet small">
          {words.number} {sheet.id}
        </p>
        <ApplicationSummary viewer={viewer} sheet={sheet} canChange={false} heading="h3" />
        <p class="actions">
          <button class="button second" type="button" data-print hidden>
            {words.print}
          </button>
          {isOver ? null : <TeamLink viewer={viewer} sheet={sheet} />}
          {isOver ? null : <a href={taskPath(sheet.id, 'withdraw')}>{words.withdraw}</a>}
        </p>
      </section>
      {isOver ? null : (
        <section class="part no-print">
          <h2>{words.person}</h2>
          <p>{words.personLead(sheet.id)}</p>
          <Contact viewer={viewer} about={`${words.number} ${sheet.id}`} />
        </section>
      )}
    </Frame>
  );
}

/** Teams change as long as the season takes applications, whatever has become of this one. */
function TeamLink({ viewer, sheet }: Shown) {
  if (sheet.season.state !== 'open' || sheet.state === 'rejected') return null;
  return <a href={taskPath(sheet.id, 'team')}>{applicationWords[viewer.locale].tasks.team}</a>;
}

function Rejected({ viewer, sheet: { decisionReason } }: Shown) {
  return (
    <Note tone="refused">
      <h2>{applicationWords[viewer.locale].rejectedTitle}</h2>
      <p class="said">{decisionReason}</p>
    </Note>
  );
}

/** What the volunteer may know of the match: their places, as far as they were told of them. */
function Outcome({ viewer, sheet, reason }: Shown & { reason: ToldReason | null }) {
  const { state, season, placements } = sheet;
  const words = applicationWords[viewer.locale];
  const isPastMatch = ['matching', 'placing', 'teaching', 'closed'].includes(season.state);
  if (placements.length === 0 && (state !== 'approved' || !isPastMatch)) return null;
  const isSettled = season.state === 'teaching' || season.state === 'closed';
  return (
    <section class="part outcome">
      <h2>{words.outcome}</h2>
      {placements.length === 0 && (reason === null || isSettled) ? (
        <p>{isSettled ? words.outcomes.noPlace : words.outcomes.waiting}</p>
      ) : null}
      {placements.length === 0 ? null : (
        <ul class="places">
          {placements.map(({ id, state: placed, county, subject, startDay, endDay, rank, replyByAt }) => (
            <li>
              <p>
                <a class="strong" href={`/placements/${id}`}>
                  {words.offer(county[viewer.locale], subject[viewer.locale])}
                </a>{' '}
                <State of="placement" state={placed} locale={viewer.locale} />
              </p>
              <p class="quiet">
                {daysText(startDay, endDay, viewer.locale)}
                {viewer.locale === 'zh' ? '；' : '; '}
                {rank === null ? words.outcomes.notRanked : words.outcomes.choice(String(rank))}
              </p>
              {placed === 'offered' && replyByAt !== null ? (
                <p>
                  {words.replyBy} <Instant at={replyByAt} viewer={viewer} saysZone />
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {reason === null ? null : <WhyNot viewer={viewer} sheet={sheet} reason={reason} />}
    </section>
  );
}

/** Why it is no place at all, or none of the choices before it. */
function WhyNot({ viewer, sheet: { placements }, reason }: Shown & { reason: ToldReason }) {
  const words = applicationWords[viewer.locale];
  const isPlaced = placements.length > 0;
  const { place, choices } = reasonSentences(reason, namesIn(reason.lines, viewer.locale), viewer.locale);
  if (choices.length === 0 && isPlaced) return null;
  return (
    <>
      <h3>{isPlaced ? words.outcomes.whyNot : words.outcomes.whyNoPlace}</h3>
      {isPlaced ? null : place.map((sentence) => <p>{sentence}</p>)}
      {choices.length === 0 ? null : (
        <ul>
          {choices.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  );
}

async function showApplication(c: Context<AppEnv>): Promise<Response> {
  const id = z.uuid().safeParse(c.req.param('id'));
  const sheet = id.success ? await findApplicationSheet(c.var.db, id.data) : undefined;
  if (sheet === undefined || !reaches(c.var.actor, 'application.read', sheet)) return c.notFound();
  // Who reads it for the programme reads it where it is decided on.
  if (!reaches(c.var.actor, 'application.write', sheet)) return seeOther(c, `/desk/applications/${sheet.id}`);
  const questions = await listOpenQuestionsOfChoices(c.var.db, sheet.accountId, sheet.id);
  const shown = { viewer: viewerOf(c), sheet, questions };
  const done = c.req.query('done');
  if (isEditable(sheet)) return sendPrivate(c, tasksView(shown, done));
  return sendPrivate(c, copyView({ ...shown, reason: await findToldReason(c.var.db, sheet.id) }, done));
}

export const applicationPage = new PageRouter().get('/applications/:id', 'application.read', async (c) => showApplication(c));
