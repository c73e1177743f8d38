import { z } from 'zod';

import { listReviews, type BarredReview, type ReviewInFull } from '../../db/queries/barred.ts';
import type { Page } from '../../db/queries/page.ts';
import type { Locale } from '../../domain/account.ts';
import { sendPrivate } from '../answer.tsx';
import { afterAsked, asked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill, type Tone } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { barredWords } from './barred-words.ts';
import { safeguardingWords } from './safeguarding-words.ts';

const address = '/safeguarding/reviews';
const reviewStates = ['open', 'confirmed', 'dismissed'] as const;

const tones: Readonly<Record<BarredReview['state'], Tone>> = { open: 'waiting', confirmed: 'refused', dismissed: 'done' };

/** How a review stands. */
export function ReviewState({ state, locale }: { state: BarredReview['state']; locale: Locale }) {
  return <Pill tone={tones[state]}>{barredWords[locale].states[state]}</Pill>;
}

/** By what an applicant is like somebody who is barred. */
export function likenessText({ matchedBy, similarity }: Pick<BarredReview, 'matchedBy' | 'similarity'>, locale: Locale): string {
  const words = barredWords[locale];
  return matchedBy === 'number' ? words.sameNumber : words.likeName(String(Math.floor(similarity * 100)));
}

type Shown = { readonly viewer: Viewer; readonly state: BarredReview['state'] | undefined; readonly reviews: Page<ReviewInFull> };

/** Applicants who may be somebody who is barred. */
function reviewsPage({ viewer, state, reviews }: Shown) {
  const words = barredWords[viewer.locale];
  const options = reviewStates.map((value) => ({ value, label: words.states[value] }));
  return (
    <Frame viewer={viewer} title={words.reviewsTitle}>
      <Title
        title={words.reviewsTitle}
        above={{ href: '/safeguarding', name: safeguardingWords[viewer.locale].title }}
        lead={words.reviewsLead}
      />
      <Filters viewer={viewer} action={address}>
        <SelectField name="state" label={words.state} typed={Typed.of({ state })} none={words.anyState} options={options} />
      </Filters>
      {reviews.items.length === 0 ? (
        <Empty>
          <p>{state === undefined ? words.noReviews : words.noReviewsSuch}</p>
        </Empty>
      ) : (
        <ReviewsTable viewer={viewer} reviews={reviews.items} caption={words.reviewsTitle} />
      )}
      <Paging nextAfter={reviews.nextAfter} viewer={viewer} />
    </Frame>
  );
}

/** Reviews line by line: who, like whom, by what, how it stands. */
export function ReviewsTable({ viewer, reviews, caption }: { viewer: Viewer; reviews: readonly ReviewInFull[]; caption: string }) {
  const words = barredWords[viewer.locale];
  return (
    <Table
      caption={caption}
      viewer={viewer}
      rows={reviews}
      columns={[
        { title: words.applicant, cell: ({ id, applicantName }) => <a href={`${address}/${id}`}>{applicantName}</a> },
        { title: words.barred, cell: ({ barredName }) => barredName },
        { title: words.matchedBy, cell: (review) => likenessText(review, viewer.locale) },
        { title: words.state, cell: ({ state }) => <ReviewState state={state} locale={viewer.locale} /> },
        { title: words.found, cell: ({ createdAt }) => <Instant at={createdAt} viewer={viewer} /> },
      ]}
    />
  );
}

const reviewsShown = 50;

export const reviewsPages = new PageRouter().get(address, 'barred-review.decide', async (c) => {
  const state = asked(c, 'state', z.enum(reviewStates));
  const page = { limit: reviewsShown, after: afterAsked(c), newestFirst: true };
  return sendPrivate(c, reviewsPage({ viewer: viewerOf(c), state, reviews: await listReviews(c.var.db, state, page) }));
});
