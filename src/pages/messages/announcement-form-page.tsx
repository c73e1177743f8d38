import type { Context } from 'hono';

import { changeAnnouncement, writeAnnouncement } from '../../actions/announcements/write-announcement.ts';
import { findAnnouncement, listAnnounceableSeasons, type AnnounceableSeason } from '../../db/queries/announcements.ts';
import { announcedStates, announcementInputSchema, audienceKinds } from '../../domain/announcement.ts';
import { applicationStates } from '../../domain/application.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idAsked } from '../asked.ts';
import { nameIn, optionsOf } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, ChecksField, FaultSummary, RadioField, SelectField, TextField, type FieldFault } from '../parts/form.tsx';
import { Title } from '../parts/page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { announcementWords } from './announcement-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly seasons: readonly AnnounceableSeason[];
  readonly typed: Typed;
  readonly action: string;
  readonly faults?: readonly FieldFault[];
};

function page({ viewer, seasons, typed, action, faults = [] }: Shown) {
  const words = announcementWords[viewer.locale];
  const fields = { typed, faults };
  return (
    <Frame viewer={viewer} title={words.write} width="reading">
      <Title title={words.write} lead={words.nothingSent} above={{ href: '/desk/announcements', name: words.title }} />
      <FaultSummary faults={faults} viewer={viewer} />
      <form method="post" action={action} novalidate>
        <SelectField {...fields} name="seasonId" label={words.season} options={optionsOf(seasons, viewer)} />
        <Audience viewer={viewer} seasons={seasons} {...fields} />
        <TextField {...fields} name="subjectZh" label={words.subjectZh} maxlength={120} />
        <AreaField {...fields} name="bodyZh" label={words.bodyZh} hint={words.bodyHint} rows={8} maxlength={4000} />
        <TextField {...fields} name="subjectEn" label={words.subjectEn} maxlength={120} />
        <AreaField {...fields} name="bodyEn" label={words.bodyEn} hint={words.bodyHint} rows={8} maxlength={4000} />
        <p class="actions">
          <button class="button">{words.preview}</button>
        </p>
      </form>
    </Frame>
  );
}

function Audience({ viewer, seasons, ...fields }: Pick<Shown, 'viewer' | 'seasons' | 'typed'> & { faults: readonly FieldFault[] }) {
  const words = announcementWords[viewer.locale];
  const { application, placement } = terms[viewer.locale].states;
  const squads = seasons.flatMap((season) =>
    season.squads.map(({ id, county, place, people }) => ({ value: id, label: words.squadName(nameIn(county, viewer), place, people) })),
  );
  return (
    <>
      <RadioField
        {...fields}
        name="audience.kind"
        label={words.to}
        options={audienceKinds.map((value) => ({ value, label: words.audiences[value], hint: words.audienceHints[value] }))}
      />
      <ChecksField
        {...fields}
        name="applicationStates"
        label={words.applicationStates}
        areShort
        options={applicationStates.map((value) => ({ value, label: application[value] }))}
      />
      <ChecksField
        {...fields}
        name="placementStates"
        label={words.placementStates}
        areShort
        options={announcedStates.map((value) => ({ value, label: placement[value] }))}
      />
      <SelectField {...fields} name="audience.requestId" label={words.squadOf} options={squads} none={words.chooseSquad} />
    </>
  );
}

/** What the form says; only what belongs to the chosen audience counts. */
function inputOf(typed: Typed): unknown {
  const kind = typed.text('audience.kind');
  const states = kind === 'applicants' ? typed.list('applicationStates') : kind === 'placed' ? typed.list('placementStates') : undefined;
  const more = states === undefined ? (kind === 'squad' ? { requestId: typed.text('audience.requestId') } : {}) : { states };
  const text = (name: string) => typed.text(name);
  return {
    seasonId: text('seasonId'),
    audience: { kind, ...more },
    subjectZh: text('subjectZh'),
    subjectEn: text('subjectEn'),
    bodyZh: text('bodyZh'),
    bodyEn: text('bodyEn'),
  };
}

type Call = Context<AppEnv>;

async function send(c: Call, shown: Omit<Shown, 'viewer' | 'seasons'>) {
  const seasons = await listAnnounceableSeasons(c.var.db);
  return sendPrivate(c, page({ viewer: viewerOf(c), seasons, ...shown }), shown.faults === undefined ? 200 : 422);
}

/** Takes the form: writes a draft, or changes one; then shows it. */
async function take(c: Call, action: string, id: string | undefined) {
  const typed = await typedIn(c);
  const parsed = announcementInputSchema.safeParse(inputOf(typed));
  const { locale } = viewerOf(c);
  const labels: Readonly<Record<string, unknown>> = announcementWords[locale];
  const states = typed.text('audience.kind') === 'applicants' ? 'applicationStates' : 'placementStates';
  const shown = (faults: readonly FieldFault[]) =>
    faults.map((fault) => {
      const field = fault.field === 'audience.states' ? states : fault.field === 'audience' ? 'audience.kind' : fault.field;
      const label = labels[field] ?? labels[{ 'audience.kind': 'to', 'audience.requestId': 'squadOf', seasonId: 'season' }[field] ?? ''];
      return { ...fault, field, label: typeof label === 'string' ? label : undefined };
    });
  if (!parsed.success) return send(c, { typed, action, faults: shown(fieldFaults(faultsOf(parsed.error), locale)) });
  const context = actionContext(c);
  const written = id === undefined ? await writeAnnouncement(context, parsed.data) : await changeAnnouncement(context, id, parsed.data);
  if (written.ok) return seeOther(c, `/desk/announcements/${written.value.id}`);
  if (written.error.kind === 'invalid') return send(c, { typed, action, faults: shown(fieldFaults(written.error.faults, locale)) });
  throw new Problem(written.error);
}

export const announcementFormPages = new PageRouter()
  .get('/desk/announcements/new', 'announcement.send', async (c) => send(c, { typed: new Typed(), action: '/desk/announcements/new' }))
  .post('/desk/announcements/new', 'announcement.send', async (c) => take(c, '/desk/announcements/new', undefined))
  .get('/desk/announcements/:id/edit', 'announcement.send', async (c) => {
    const id = idAsked(c);
    const found = id === undefined ? undefined : await findAnnouncement(c.var.db, id);
    if (found === undefined) return c.notFound();
    if (found.sentAt !== null) return seeOther(c, `/desk/announcements/${found.id}`);
    const states = 'states' in found.audience ? found.audience.states : [];
    const typed = Typed.of({ ...found, applicationStates: states, placementStates: states });
    return send(c, { typed, action: `/desk/announcements/${found.id}/edit` });
  })
  .post('/desk/announcements/:id/edit', 'announcement.send', async (c) => {
    const id = idAsked(c);
    const found = id === undefined ? undefined : await findAnnouncement(c.var.db, id);
    return id === undefined || found === undefined ? c.notFound() : take(c, `/desk/announcements/${id}/edit`, id);
  });
