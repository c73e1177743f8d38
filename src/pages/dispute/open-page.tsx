import type { Context } from 'hono';
import { z } from 'zod';

import { openDispute } from '../../actions/disputes/open-dispute.ts';
import type { HostedPlacement } from '../../db/queries/county-placements.ts';
import { findLesson } from '../../db/queries/lessons.ts';
import { openDisputeSchema } from '../../domain/dispute.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { hostedIn } from '../county/guest-parts.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, NumberField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { faultsIn, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { figureText } from './disputes-part.tsx';
import { disputeWords } from './dispute-words.ts';

type DisputedLesson = { readonly id: string; readonly startsAt: string; readonly minutes: number };
type Shown = {
  readonly viewer: Viewer;
  readonly placement: HostedPlacement;
  /** What is disputed; the days of the whole service where it is no lesson. */
  readonly lesson: DisputedLesson | undefined;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
};

/** What the county saw instead, and why it says so. */
function openView({ viewer, placement, lesson, typed, faults = [] }: Shown) {
  const { locale } = viewer;
  const words = disputeWords[locale];
  const { id, name, state, report } = placement;
  const href = `/county/placements/${id}`;
  const title = lesson === undefined ? words.openTitleDays(name) : words.openTitleLesson(name);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title
        title={title}
        above={{ href, name }}
        beside={<State of="placement" state={state} locale={locale} />}
        lead={state === 'started' ? words.openLead : undefined}
      />
      {state === 'started' ? (
        <>
          <Recorded viewer={viewer} lesson={lesson} reportedDays={report?.daysServed ?? null} />
          <Confirm viewer={viewer} action={`${href}/dispute`} button={words.openButton} back={href} faults={faults}>
            {lesson === undefined ? null : <input type="hidden" name="lesson" value={lesson.id} />}
            <NumberField
              name="claimed"
              label={lesson === undefined ? words.claimedDays : words.claimedMinutes}
              hint={lesson === undefined ? undefined : words.claimedMinutesHint}
              typed={typed}
              faults={faults}
              maxlength={3}
            />
            <AreaField name="reason" label={words.why} hint={words.whyHint} typed={typed} faults={faults} maxlength={2000} />
          </Confirm>
        </>
      ) : (
        <Note tone="waiting">{words.openForbidden}</Note>
      )}
    </Frame>
  );
}

type OnRecord = { readonly viewer: Viewer; readonly lesson: DisputedLesson | undefined; readonly reportedDays: number | null };

/** What the record says of it now. */
function Recorded({ viewer, lesson, reportedDays }: OnRecord) {
  const words = disputeWords[viewer.locale];
  if (lesson === undefined) {
    return <Summary viewer={viewer} rows={[{ label: words.recorded, value: figureText({ lessonStartsAt: null }, reportedDays, words) }]} />;
  }
  const { startsAt, minutes } = lesson;
  return (
    <Summary
      viewer={viewer}
      rows={[
        { label: words.lessonAt, value: <Instant at={startsAt} viewer={viewer} /> },
        { label: words.recorded, value: figureText({ lessonStartsAt: startsAt }, minutes, words) },
      ]}
    />
  );
}

/** The lesson that was named, where it is one of this placement's. */
async function lessonIn(c: Context<AppEnv>, placementId: string, named: string | undefined): Promise<DisputedLesson | undefined> {
  const id = z.uuid().safeParse(named).data;
  return id === undefined ? undefined : findLesson(c.var.db, placementId, id);
}

export const openDisputePages = new PageRouter()
  .get('/county/placements/:id/dispute', 'dispute.open', async (c) => {
    const placement = await hostedIn(c);
    if (placement === undefined) return c.notFound();
    const lesson = await lessonIn(c, placement.id, c.req.query('lesson'));
    return sendPrivate(c, openView({ viewer: viewerOf(c), placement, lesson, typed: new Typed() }));
  })
  .post('/county/placements/:id/dispute', 'dispute.open', async (c) => {
    const placement = await hostedIn(c);
    if (placement === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const words = disputeWords[viewer.locale];
    const typed = await typedIn(c);
    const lesson = await lessonIn(c, placement.id, typed.text('lesson'));
    const given = {
      ...(lesson === undefined ? {} : { lessonId: lesson.id }),
      claimed: typed.number('claimed'),
      reason: typed.optional('reason'),
    };
    const parsed = openDisputeSchema.safeParse(given);
    const opened = parsed.success ? await openDispute(actionContext(c), placement.id, parsed.data) : undefined;
    if (opened?.ok === true) return seeOther(c, `/disputes/${opened.value.id}?done=opened`);
    const messages: Readonly<Record<string, string>> = { claimed: words.wrong.figure, reason: words.wrong.why };
    const faults =
      opened === undefined
        ? faultsOf(parsed.error ?? new z.ZodError([])).map(({ pointer }) => {
            const field = pointer.slice(1);
            return { field, message: messages[field] ?? words.wrong.figure };
          })
        : (faultsIn(opened.error, viewer.locale) ?? [{ field: 'claimed', message: toldOf(opened.error, viewer).title }]);
    return sendPrivate(c, openView({ viewer, placement, lesson, typed, faults }), 422);
  });
