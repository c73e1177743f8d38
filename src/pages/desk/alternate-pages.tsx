import type { Context } from 'hono';

import { holdAlternates } from '../../actions/alternates/hold-alternates.ts';
import { offerAlternate } from '../../actions/alternates/offer-alternate.ts';
import { presentOf } from '../../actions/alternates/present.ts';
import { resumeAlternates } from '../../actions/alternates/resume-alternates.ts';
import { skipAlternate } from '../../actions/alternates/skip-alternate.ts';
import { withoutRun } from '../../db/queries/alternates.ts';
import { findLineWithAlternates, listApplicantNames, type LineWithAlternates } from '../../db/queries/desk-alternates.ts';
import { alternateSchema, skipSchema } from '../../domain/placement.ts';
import { fail } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { freeSeats, rankAlternates } from '../../matching/alternates.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, SelectField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Title } from '../parts/page.tsx';
import { typedIn, typedInAddress, type Typed } from '../typed.ts';
import { viewerOf } from '../viewer.ts';
import { AlternatePage, type LineShown } from './alternate-parts.tsx';
import { alternateWords } from './alternate-words.ts';
import { idIn } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { nameIn, todayOf } from './named.ts';
import { faultsAt, nothingTyped, reasonIn } from './queue.tsx';

type Call = Context<AppEnv>;
const mostShown = 20;

async function lineOf(c: Call): Promise<LineWithAlternates | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findLineWithAlternates(c.var.db, id, todayOf(viewerOf(c)));
}

async function rankedOf(c: Call, line: LineWithAlternates): Promise<{ alternates: LineShown['alternates']; hasRoom: boolean }> {
  const { db } = c.var;
  const present = await presentOf(db, line.seasonId, line.run ?? withoutRun);
  const ranked = rankAlternates(present, line.id).slice(0, mostShown);
  const names = await listApplicantNames(
    db,
    ranked.map(({ applicationId }) => applicationId),
  );
  return {
    alternates: ranked.map((alternate) => ({ ...alternate, name: names.get(alternate.applicationId) ?? '' })),
    hasRoom: freeSeats(present.snapshot, line.id) > 0,
  };
}

/** The page of a line, with what could not be done where something was tried. */
async function sendLine(c: Call, line: LineWithAlternates, typed: Typed = nothingTyped, faults: readonly FieldFault[] = []) {
  const { alternates, hasRoom } = await rankedOf(c, line);
  const canOffer = line.seats.length > 0 && hasRoom;
  const shown: LineShown = { viewer: viewerOf(c), line, alternates, canOffer, typed, faults };
  return sendPrivate(c, <AlternatePage {...shown} />, faults.length === 0 ? 200 : 422);
}

/** What was tried did not come to pass: the line as it is now, and why. */
async function sendRefused(c: Call, line: LineWithAlternates, typed: Typed, failure: KnownFailure, field: string) {
  const labels: Readonly<Record<string, string>> = { reason: deskWords[viewerOf(c).locale].reason };
  return sendLine(
    c,
    (await lineOf(c)) ?? line,
    typed,
    faultsAt(failure, field, viewerOf(c), (name) => labels[name]),
  );
}

type Passing = Pick<LineShown, 'viewer' | 'line' | 'alternates' | 'typed' | 'faults'>;

/** Asks whom to pass over, and why. */
function skipPage({ viewer, line, alternates, typed, faults }: Passing) {
  const words = alternateWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const at = `/desk/alternates/${line.id}`;
  return (
    <Frame viewer={viewer} title={words.skipTitle} width="reading">
      <Title
        title={words.skipTitle}
        above={{ href: at, name: words.one(nameIn(line.subject, viewer), nameIn(line.county, viewer)) }}
        lead={words.skipTouches}
      />
      <Confirm viewer={viewer} action={`${at}/skip`} back={at} button={words.skipButton} faults={faults}>
        <SelectField
          name="applicationId"
          label={words.alternate}
          typed={typed}
          faults={faults}
          none={words.choose}
          options={alternates.map(({ applicationId, name }) => ({ value: applicationId, label: name }))}
        />
        <AreaField name="reason" label={desk.reason} hint={desk.reasonSeen} typed={typed} faults={faults} maxlength={2000} />
      </Confirm>
    </Frame>
  );
}

async function sendSkip(c: Call, line: LineWithAlternates, typed: Typed, faults: readonly FieldFault[] = []) {
  const { alternates } = await rankedOf(c, line);
  return sendPrivate(c, skipPage({ viewer: viewerOf(c), line, alternates, typed, faults }), faults.length === 0 ? 200 : 422);
}

export const alternatePages = new PageRouter()
  .get('/desk/alternates/:id', 'placement.decide', async (c) => {
    const line = await lineOf(c);
    return line === undefined ? c.notFound() : sendLine(c, line);
  })
  .post('/desk/alternates/:id/offer', 'placement.decide', async (c) => {
    const line = await lineOf(c);
    if (line === undefined) return c.notFound();
    const typed = await typedIn(c);
    const parsed = alternateSchema.safeParse({ applicationId: typed.optional('applicationId') });
    if (!parsed.success) return sendRefused(c, line, typed, { kind: 'invalid', faults: faultsOf(parsed.error) }, 'order');
    const offered = await offerAlternate(actionContext(c), line.id, parsed.data.applicationId);
    return offered.ok ? seeOther(c, `/desk/alternates/${line.id}?done=offered`) : sendRefused(c, line, typed, offered.error, 'order');
  })
  .post('/desk/alternates/:id/hold', 'placement.decide', async (c) => {
    const line = await lineOf(c);
    if (line === undefined) return c.notFound();
    const typed = await typedIn(c);
    const reason = reasonIn(typed);
    const held = reason.ok ? await holdAlternates(actionContext(c), line.id, reason.value) : reason;
    return held.ok ? seeOther(c, `/desk/alternates/${line.id}?done=held`) : sendRefused(c, line, typed, held.error, 'reason');
  })
  .post('/desk/alternates/:id/resume', 'placement.decide', async (c) => {
    const line = await lineOf(c);
    if (line === undefined) return c.notFound();
    const resumed = await resumeAlternates(actionContext(c), line.id);
    return resumed.ok
      ? seeOther(c, `/desk/alternates/${line.id}?done=resumed`)
      : sendRefused(c, line, nothingTyped, resumed.error, 'order');
  })
  .get('/desk/alternates/:id/skip', 'placement.decide', async (c) => {
    const line = await lineOf(c);
    return line === undefined ? c.notFound() : sendSkip(c, line, typedInAddress(c));
  })
  .post('/desk/alternates/:id/skip', 'placement.decide', async (c) => {
    const line = await lineOf(c);
    if (line === undefined) return c.notFound();
    const typed = await typedIn(c);
    const parsed = skipSchema.safeParse({ applicationId: typed.optional('applicationId'), reason: typed.optional('reason') });
    const skipped = parsed.success
      ? await skipAlternate(actionContext(c), line.id, parsed.data)
      : fail({ kind: 'invalid' as const, faults: faultsOf(parsed.error) });
    if (skipped.ok) return seeOther(c, `/desk/alternates/${line.id}?done=skipped`);
    return sendSkip(c, line, typed, faultsAt(skipped.error, 'reason', viewerOf(c), labelIn(c)));
  });

/** What people call the fields of these forms. */
function labelIn(c: Call): (field: string) => string | undefined {
  const { locale } = viewerOf(c);
  const labels: Readonly<Record<string, string>> = { reason: deskWords[locale].reason, applicationId: alternateWords[locale].alternate };
  return (field) => labels[field];
}
