import type { ConditionQuestion } from '../../db/queries/condition-questions.ts';
import { changedParts } from '../../domain/host-conditions.ts';
import { Note } from '../parts/page.tsx';
import { dayText, Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { ChangesTable } from './changes-table.tsx';
import { conditionsWords } from './conditions-words.ts';

/** As what somebody is asked. */
export function askedAsOf({ placementState }: Pick<ConditionQuestion, 'placementState'>): 'choice' | 'offered' | 'accepted' | 'started' {
  return placementState === 'offered' || placementState === 'accepted' || placementState === 'started' ? placementState : 'choice';
}

type Shown = {
  readonly viewer: Viewer;
  readonly question: ConditionQuestion;
  /** As what it is asked where the page knows better than the question: an offer that came after it. */
  readonly isOffered?: boolean;
  readonly heading?: 'h2' | 'h3';
};

/** The host conditions changed: what they were and are, by when to answer, and the answers, one step each. */
export function ConditionQuestionPart({ viewer, question, isOffered = false, heading: Heading = 'h2' }: Shown) {
  const words = conditionsWords[viewer.locale];
  const askedAs = isOffered ? 'offered' : askedAsOf(question);
  const { signedBy, signedDay } = question.after;
  const titleId = `changed-${question.id}`;
  return (
    <section class="offer changed-conditions" aria-labelledby={titleId}>
      <Heading id={titleId}>{words.questionTitle}</Heading>
      <p class="strong">{question.place}</p>
      <p>{words.questionLead(signedBy, dayText(signedDay, viewer.locale))}</p>
      <ChangesTable changed={changedParts(question.before, question.after)} viewer={viewer} />
      {askedAs === 'offered' ? null : (
        <p class="reply-by">
          {words.answerBy} <Instant at={question.answerByAt} viewer={viewer} saysZone />
        </p>
      )}
      <p class="measure">
        {words.means[askedAs]} {words.silence}
      </p>
      <div class="actions">
        {askedAs === 'offered' ? null : (
          <form method="post" action={`/conditions/${question.id}/agree`}>
            <button class="button">{words.agree[askedAs]}</button>
          </form>
        )}
        <form method="post" action={`/conditions/${question.id}/refuse`}>
          <button class="button second">{words.refuse[askedAs]}</button>
        </form>
      </div>
    </section>
  );
}

const answers = ['agreed', 'refused', 'choice-refused', 'late'] as const;

/** What became of an answer that was just given. */
export function AnswerGiven({ viewer, done }: { viewer: Viewer; done: string | undefined }) {
  const given = answers.find((answer) => `conditions-${answer}` === done);
  if (given === undefined) return null;
  return (
    <Note tone={given === 'late' ? 'waiting' : 'plain'}>
      <p>{conditionsWords[viewer.locale].answered[given]}</p>
    </Note>
  );
}
