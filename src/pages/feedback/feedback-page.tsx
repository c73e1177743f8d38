import type { Context } from 'hono';

import { accountIdOf } from '../../actions/context.ts';
import { feedbackOf, type FeedbackSheet } from '../../actions/feedback/feedback-of.ts';
import { giveFeedback } from '../../actions/feedback/give-feedback.ts';
import { findOwnPlacement } from '../../db/queries/own-placements.ts';
import { feedbackInputSchema, feedbackScale, isServed, type FeedbackSide } from '../../domain/feedback.ts';
import { fail } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { hostedIn } from '../county/guest-parts.tsx';
import { idIn } from '../desk/asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, RadioField, type FieldFault } from '../parts/form.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { dayText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { GivenPart, questionsOf } from './feedback-parts.tsx';
import { feedbackWords } from './feedback-words.ts';

/** A service as whoever says something of it knows it. */
type Served = { readonly id: string; readonly name: string; readonly href: string; readonly timeZone: string; readonly isServed: boolean };

type Shown = {
  readonly viewer: Viewer;
  readonly side: FeedbackSide;
  readonly served: Served;
  readonly sheet: FeedbackSheet;
  readonly isDone: boolean;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

const otherOf = { volunteer: 'county', county: 'volunteer' } as const;

function feedbackView({ viewer, side, served, sheet, isDone, typed, faults }: Shown) {
  const { locale } = viewer;
  const words = feedbackWords[locale];
  const [own, other] = [sheet[side], sheet[otherOf[side]]];
  const standing = standingOf(sheet, served, viewer);
  return (
    <Frame viewer={viewer} title={`${words.title} · ${served.name}`} width="reading">
      {isDone ? <Done>{words.done}</Done> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.title} above={{ href: served.href, name: served.name }} lead={words.lead[side]} />
      <Note tone={standing.isOpen ? 'plain' : 'waiting'}>{standing.text}</Note>
      {standing.isOpen ? (
        <form method="post" action={`${served.href}/feedback`} novalidate>
          {questionsOf(side, viewer).map(({ code, label }) => (
            <RadioField name={`scores.${code}`} label={label} typed={typed} faults={faults} isScale options={scaleIn(viewer)} />
          ))}
          <AreaField name="text" label={words.text} hint={words.textHint} typed={typed} faults={faults} rows={6} maxlength={4000} />
          <p class="actions">
            <button class="button">{words.button}</button>
          </p>
          {other === null ? <p class="quiet">{words.hidden}</p> : null}
        </form>
      ) : null}
      {!standing.isOpen && own !== null ? <GivenPart viewer={viewer} side={side} given={own} title={words.own} /> : null}
      {!standing.isOpen && other === null ? <p class="quiet">{words.hidden}</p> : null}
      {other === null ? null : <GivenPart viewer={viewer} side={otherOf[side]} given={other} title={words.of[otherOf[side]]} />}
    </Frame>
  );
}

/** The scale, its ends in words. */
function scaleIn({ locale }: Viewer) {
  const { least, most } = feedbackWords[locale].scale;
  const ends = new Map<number | undefined, string>([
    [feedbackScale[0], least],
    [feedbackScale.at(-1), most],
  ]);
  return feedbackScale.map((value) => ({ value: String(value), label: String(value), hint: ends.get(value) }));
}

/** Whether something can be said now, and what to know about it. */
function standingOf(
  { opensDay, closesDay, volunteer, county }: FeedbackSheet,
  { timeZone, isServed: hasTakenPlace }: Served,
  { locale, now }: Viewer,
) {
  const words = feedbackWords[locale];
  const today = now.setZone(timeZone).toISODate() ?? '';
  if (!hasTakenPlace || today < opensDay) return { isOpen: false, text: words.tooEarly(dayText(opensDay, locale)) };
  if (today > closesDay) return { isOpen: false, text: words.over(dayText(closesDay, locale)) };
  if (volunteer !== null && county !== null) return { isOpen: false, text: words.bothIn };
  return { isOpen: true, text: words.open(dayText(closesDay, locale)) };
}

type Call = Context<AppEnv>;

async function ownServed(c: Call): Promise<Served | undefined> {
  const id = idIn(c);
  const placement = id === undefined ? undefined : await findOwnPlacement(c.var.db, accountIdOf(c.var.actor) ?? '', id);
  if (placement === undefined) return undefined;
  const { place: name, timeZone } = placement;
  return { id: placement.id, name, timeZone, href: `/placements/${placement.id}`, isServed: isServed(placement) };
}

async function hostedServed(c: Call): Promise<Served | undefined> {
  const placement = await hostedIn(c);
  if (placement === undefined) return undefined;
  const { id, name, timeZone } = placement;
  return { id, name, timeZone, href: `/county/placements/${id}`, isServed: isServed(placement) };
}

async function send(c: Call, side: FeedbackSide, served: Served, tried?: Pick<Shown, 'typed' | 'faults'>): Promise<Response> {
  const sheet = valueOf(await feedbackOf(actionContext(c), served.id));
  const own = sheet[side];
  const shown = {
    viewer: viewerOf(c),
    side,
    served,
    sheet,
    isDone: c.req.query('done') === 'given',
    typed: tried?.typed ?? Typed.of(own === null ? {} : { scores: own.scores, text: own.text }),
    faults: tried?.faults ?? [],
  };
  return sendPrivate(c, feedbackView(shown), tried === undefined ? 200 : 422);
}

async function give(c: Call, side: FeedbackSide, served: Served): Promise<Response> {
  const viewer = viewerOf(c);
  const words = feedbackWords[viewer.locale];
  const typed = await typedIn(c);
  const scores = Object.fromEntries(
    questionsOf(side, viewer).flatMap(({ code }) => (typed.has(`scores.${code}`) ? [[code, typed.number(`scores.${code}`)]] : [])),
  );
  const parsed = feedbackInputSchema.safeParse({ scores, text: typed.text('text') });
  const given = parsed.success
    ? await giveFeedback(actionContext(c), served.id, parsed.data)
    : fail({ kind: 'invalid' as const, faults: faultsOf(parsed.error) });
  if (given.ok) return seeOther(c, `${served.href}/feedback?done=given`);
  const labels = new Map(questionsOf(side, viewer).map(({ code, label }) => [`scores.${code}`, label]));
  const [first = ''] = labels.keys();
  const faults =
    given.error.kind === 'invalid'
      ? fieldFaults(given.error.faults, viewer.locale, (field) => labels.get(field)).map((fault) =>
          labels.has(fault.field) ? { ...fault, message: words.missing } : fault,
        )
      : [{ field: first, message: toldOf(given.error, viewer).title }];
  return send(c, side, served, { typed, faults });
}

export const feedbackPages = new PageRouter()
  .get('/placements/:id/feedback', 'placement.teach', async (c) => {
    const served = await ownServed(c);
    return served === undefined ? c.notFound() : send(c, 'volunteer', served);
  })
  .post('/placements/:id/feedback', 'placement.teach', async (c) => {
    const served = await ownServed(c);
    return served === undefined ? c.notFound() : give(c, 'volunteer', served);
  })
  .get('/county/placements/:id/feedback', 'placement.host', async (c) => {
    const served = await hostedServed(c);
    return served === undefined ? c.notFound() : send(c, 'county', served);
  })
  .post('/county/placements/:id/feedback', 'placement.host', async (c) => {
    const served = await hostedServed(c);
    return served === undefined ? c.notFound() : give(c, 'county', served);
  });
