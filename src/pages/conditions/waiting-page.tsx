import { z } from 'zod';

import { giveLonger } from '../../actions/conditions/give-longer.ts';
import { instantOf } from '../../actions/context.ts';
import { listWaitingQuestions, type ConditionQuestion } from '../../db/queries/condition-questions.ts';
import { waitingKinds, waitingKindSchema, type WaitingKind } from '../../domain/condition-question.ts';
import { changedParts } from '../../domain/host-conditions.ts';
import { actionContext } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { conditionName } from '../../mail/condition-text.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Done, Empty, Note, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { conditionsWords } from './conditions-words.ts';
import { askedAsOf } from './question-part.tsx';

const mostListed = 100;

type Shown = {
  readonly viewer: Viewer;
  readonly typed: Typed;
  readonly done: string | undefined;
  readonly questions: readonly ConditionQuestion[];
  readonly counts: Record<WaitingKind, number>;
  readonly kind: WaitingKind | undefined;
};

/** Who was asked about changed host conditions and has not answered, what is due first comes first. */
function page({ viewer, typed, done, questions, counts, kind }: Shown) {
  const words = conditionsWords[viewer.locale].desk;
  const options = waitingKinds.map((value) => ({ value, label: `${words.kinds[value]} · ${counts[value]}` }));
  const all = kind === undefined ? counts.open + counts.overdue + counts.refused : counts[kind];
  return (
    <Frame viewer={viewer} title={words.title}>
      {done === 'asked' ? <Done>{words.askedAgain}</Done> : null}
      {done === 'late' ? (
        <Note tone="waiting">
          <p>{words.answeredMeanwhile}</p>
        </Note>
      ) : null}
      <Title title={words.title} above={{ href: '/desk', name: terms[viewer.locale].roles.coordinator }} lead={words.lead} />
      <Filters viewer={viewer} action="/desk/conditions">
        <SelectField name="kind" label={words.kind} typed={typed} options={options} none="—" />
      </Filters>
      {questions.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <Rows viewer={viewer} questions={questions} />
      )}
      {all > questions.length ? <p class="quiet">{words.more(all - questions.length)}</p> : null}
    </Frame>
  );
}

function Rows({ viewer, questions }: Pick<Shown, 'viewer' | 'questions'>) {
  const { locale } = viewer;
  const words = conditionsWords[locale];
  const desk = words.desk;
  return (
    <Table
      caption={desk.title}
      viewer={viewer}
      isDense
      rows={questions}
      columns={[
        {
          title: words.who,
          isKept: true,
          cell: ({ placementId, applicationId, volunteerName }) => (
            <a href={placementId === null ? `/desk/applications/${applicationId}` : `/desk/placements/${placementId}`}>{volunteerName}</a>
          ),
        },
        {
          title: desk.where,
          cell: ({ requestId, county, place }) => (
            <>
              <a href={`/desk/requests/${requestId}`}>{place}</a>
              <span class="under">{county[locale]}</span>
            </>
          ),
        },
        { title: desk.asked, cell: (question) => desk.askedAs[askedAsOf(question)] },
        {
          title: desk.changed,
          cell: ({ before, after }) =>
            changedParts(before, after)
              .map(({ part }) => conditionName(part, locale))
              .join(locale === 'zh' ? '、' : ', '),
        },
        {
          title: words.due,
          cell: (question) => (
            <>
              <Instant at={question.answerByAt} viewer={viewer} /> <Standing viewer={viewer} question={question} />
            </>
          ),
        },
        { title: desk.act, cell: (question) => <AskAgain viewer={viewer} question={question} /> },
      ]}
    />
  );
}

function Standing({ viewer, question: { state, answerByAt } }: { viewer: Viewer; question: ConditionQuestion }) {
  const { kinds } = conditionsWords[viewer.locale].desk;
  if (state === 'refused') return <Pill tone="refused">{kinds.refused}</Pill>;
  return Date.parse(answerByAt) <= viewer.now.toMillis() ? <Pill tone="waiting">{kinds.overdue}</Pill> : null;
}

/** An offer lapses by itself; whoever does not agree is talked with, on the page of the placement. */
function AskAgain({ viewer, question: { id, state, placementState, volunteerName } }: { viewer: Viewer; question: ConditionQuestion }) {
  const words = conditionsWords[viewer.locale].desk;
  if (state !== 'open' || placementState === 'offered') return null;
  return (
    <form method="post" action={`/desk/conditions/${id}/ask`}>
      <button class="button second" aria-label={words.askAgainOf(volunteerName)}>
        {words.askAgain}
      </button>
    </form>
  );
}

export const waitingPages = new PageRouter()
  .get('/desk/conditions', 'conditions.decide', async (c) => {
    const viewer = viewerOf(c);
    const kind = waitingKindSchema.safeParse(c.req.query('kind')).data;
    const found = await listWaitingQuestions(c.var.db, { kind, now: instantOf(viewer.now) }, mostListed);
    return sendPrivate(c, page({ viewer, typed: typedInAddress(c), done: c.req.query('done'), kind, ...found }));
  })
  .post('/desk/conditions/:id/ask', 'conditions.decide', async (c) => {
    const id = z.uuid().safeParse(c.req.param('id'));
    if (!id.success) return c.notFound();
    const asked = await giveLonger(actionContext(c), id.data);
    if (!asked.ok && asked.error.kind === 'not-found') return c.notFound();
    if (!asked.ok && asked.error.kind !== 'illegal-move') throw new Problem(asked.error);
    return seeOther(c, `/desk/conditions?done=${asked.ok ? 'asked' : 'late'}`);
  });
