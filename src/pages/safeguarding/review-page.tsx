import type { Context } from 'hono';
import { z } from 'zod';

import { decideReview } from '../../actions/barred/decide-review.ts';
import { readReview, type OpenedReview } from '../../actions/barred/read-review.ts';
import { findReview } from '../../db/queries/barred.ts';
import { listHistory, type HistoryStep } from '../../db/queries/histories.ts';
import { reviewDecisionSchema } from '../../domain/barred-person.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem, valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { asked, idAsked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, RadioField, type FieldFault } from '../parts/form.tsx';
import { History } from '../parts/history.tsx';
import { Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Day, Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { barredWords } from './barred-words.ts';
import { likenessText, ReviewState } from './reviews-page.tsx';

type Said = {
  readonly done?: 'confirmed' | 'dismissed' | undefined;
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
  readonly refused?: string;
};
type Shown = { readonly viewer: Viewer; readonly opened: OpenedReview; readonly history: readonly HistoryStep[]; readonly said: Said };

/** One review: the two people side by side, and the decision. */
function reviewPage({ viewer, opened, history, said }: Shown) {
  const words = barredWords[viewer.locale];
  const { review, person, applicantName } = opened;
  const title = words.reviewTitle(applicantName);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      {said.done === undefined ? null : <Done>{words.done[said.done]}</Done>}
      <FaultSummary faults={said.faults ?? []} viewer={viewer} />
      {said.refused === undefined ? null : (
        <Note tone="refused">
          <p>{said.refused}</p>
        </Note>
      )}
      <Title
        title={title}
        above={{ href: '/safeguarding/reviews', name: words.reviewsTitle }}
        beside={<ReviewState state={review.state} locale={viewer.locale} />}
      />
      <Note tone="waiting">
        <p>{words.doNotTell}</p>
      </Note>
      <p class="quiet small">{words.readRecorded}</p>
      <Both viewer={viewer} opened={opened} />
      {review.state === 'open' ? (
        <Decision viewer={viewer} id={review.id} said={said} isLifted={person.liftedAt !== null} />
      ) : (
        <section>
          <h2>{words.decided}</h2>
          <p class="told">{opened.decisionReason}</p>
        </section>
      )}
      <section aria-labelledby="history">
        <h2 id="history">{words.history}</h2>
        <History steps={history} viewer={viewer} eventWords={words.events} system={words.system} />
      </section>
    </Frame>
  );
}

function Both({ viewer, opened }: Pick<Shown, 'viewer' | 'opened'>) {
  const words = barredWords[viewer.locale];
  const { review, person, applicantName, applicantSince, homeInstitution, bornDay, barredReason } = opened;
  return (
    <section aria-labelledby="both">
      <h2 id="both">{words.both}</h2>
      <Summary viewer={viewer} rows={[{ label: words.matchedBy, value: <strong>{likenessText(review, viewer.locale)}</strong> }]} />
      <h3>{words.applicant}</h3>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.name, value: applicantName },
          { label: words.institution, value: homeInstitution ?? words.notGiven },
          { label: words.born, value: bornDay === null ? words.notGiven : <Day day={bornDay} viewer={viewer} /> },
          { label: words.since, value: <Instant at={applicantSince} viewer={viewer} /> },
        ]}
      />
      <h3>{words.barred}</h3>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.name, value: person.name },
          { label: words.knownBy, value: person.numberHash === null ? words.byName : words.byNameAndNumber },
          { label: words.barredSince, value: <Instant at={person.createdAt} viewer={viewer} /> },
          { label: words.barredReason, value: <span class="told">{barredReason}</span> },
        ]}
      />
    </section>
  );
}

function Decision({ viewer, id, said, isLifted }: { viewer: Viewer; id: string; said: Said; isLifted: boolean }) {
  const words = barredWords[viewer.locale];
  const { typed = new Typed(), faults = [] } = said;
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{words.decide}</h2>
      {isLifted ? <p>{words.liftedNote}</p> : null}
      <form method="post" action={`/safeguarding/reviews/${id}`} novalidate>
        <RadioField
          name="outcome"
          label={words.question}
          typed={typed}
          faults={faults}
          options={[
            { value: 'confirmed', label: words.confirmed, hint: words.confirmedHint },
            { value: 'dismissed', label: words.dismissed, hint: words.dismissedHint },
          ]}
        />
        <AreaField
          name="reason"
          label={words.decisionReason}
          hint={words.decisionReasonHint}
          typed={typed}
          faults={faults}
          maxlength={5000}
        />
        <button class="button">{words.decideButton}</button>
      </form>
    </section>
  );
}

async function send(c: Context<AppEnv>, id: string, said: Said, status: 200 | 409 | 422 = 200) {
  const opened = await readReview(actionContext(c), id);
  if (!opened.ok && opened.error.kind === 'not-found') return c.notFound();
  const shown = { opened: valueOf(opened), history: await listHistory(c.var.db, 'barred_review', id) };
  return sendPrivate(c, reviewPage({ viewer: viewerOf(c), said, ...shown }), status);
}

export const reviewPages = new PageRouter()
  .get('/safeguarding/reviews/:id', 'barred-review.decide', async (c) => {
    const id = idAsked(c);
    return id === undefined ? c.notFound() : send(c, id, { done: asked(c, 'done', z.enum(['confirmed', 'dismissed'])) });
  })
  .post('/safeguarding/reviews/:id', 'barred-review.decide', async (c) => {
    const id = idAsked(c);
    if (id === undefined || (await findReview(c.var.db, id)) === undefined) return c.notFound();
    const typed = await typedIn(c);
    const parsed = reviewDecisionSchema.safeParse({ outcome: typed.optional('outcome'), reason: typed.optional('reason') });
    if (!parsed.success) {
      const words = barredWords[c.var.locale];
      const labels: Record<string, string> = { outcome: words.question, reason: words.decisionReason };
      return send(c, id, { typed, faults: fieldFaults(faultsOf(parsed.error), c.var.locale, (field) => labels[field]) }, 422);
    }
    const decided = await decideReview(actionContext(c), id, parsed.data);
    if (decided.ok) return seeOther(c, `/safeguarding/reviews/${id}?done=${decided.value.state}`);
    if (decided.error.kind !== 'review-decided') throw new Problem(decided.error);
    const { title } = toldOf(decided.error, viewerOf(c));
    return send(c, id, { typed, refused: title }, 409);
  });
