import type { Context } from 'hono';
import { DateTime } from 'luxon';
import { z } from 'zod';

import { raiseIncident } from '../../actions/incidents/raise-incident.ts';
import { listPlacementsOfMine, type ChoosablePlacement } from '../../db/queries/own-placements.ts';
import { incidentInputSchema, incidentKinds } from '../../domain/incident.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, DayField, FaultSummary, Field, RadioField, SelectField, type FieldFault } from '../parts/form.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import { reportWords } from '../squad/report-words.ts';
import { faultsIn, fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { clockName } from '../words/profile-words.ts';
import { terms } from '../words/terms.ts';
import { incidentWords } from './incident-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly placements: readonly ChoosablePlacement[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  /** The day's report brought them here. */
  readonly isReported: boolean;
};

/** Raises an incident in one step: what to do first, who reads it and by when somebody acts, then the form. */
function incidentPage({ viewer, placements, typed, faults, isReported }: Shown) {
  const { locale, zone } = viewer;
  const words = incidentWords[locale];
  const kinds = incidentKinds.map((value) => ({ value, label: terms[locale].incidentKinds[value] }));
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      {isReported ? <Done>{reportWords[locale].sentNowIncident}</Done> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.title} lead={words.lead} />
      <Note tone="refused">
        <p class="strong">{words.urgentTitle}</p>
        <p>{words.urgent}</p>
      </Note>
      <p>{words.who}</p>
      <p class="quiet">{words.deadlines}</p>
      <form method="post" action="/incidents/new" novalidate>
        <RadioField name="kind" label={words.kind} options={kinds} typed={typed} faults={faults} />
        <div class="row">
          <DayField name="day" label={words.day} typed={typed} faults={faults} />
          <Field name="time" label={words.time} hint={words.timeHint(clockName(zone, locale))} faults={faults}>
            {(described) => <input {...described} type="time" class="short" value={typed.text('time')} />}
          </Field>
        </div>
        {placements.length === 0 ? null : (
          <SelectField
            name="placementId"
            label={words.placement}
            none={words.noPlacement}
            options={placements.map((placement) => ({ value: placement.id, label: placementText(placement, viewer) }))}
            typed={typed}
            faults={faults}
          />
        )}
        <AreaField
          name="account"
          label={words.account}
          hint={words.accountHint}
          typed={typed}
          faults={faults}
          rows={8}
          maxlength={10_000}
        />
        <button class="button">{words.send}</button>
      </form>
    </Frame>
  );
}

function placementText({ place, startDay, endDay, volunteerName, countyZh, countyEn }: ChoosablePlacement, { locale, roles }: Viewer) {
  const county = locale === 'zh' ? countyZh : countyEn;
  const who = roles.includes('county') ? [volunteerName] : [];
  return [...who, place, county, daysText(startDay, endDay, locale)].join(' · ');
}

function thanksPage(viewer: Viewer, actByAt: string | undefined) {
  const words = incidentWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.thanksTitle} width="reading">
      <Title title={words.thanksTitle} lead={words.thanks} />
      {actByAt === undefined ? null : (
        <p class="strong">
          {words.actBy} <Instant at={actByAt} viewer={viewer} saysZone />
        </p>
      )}
      <p>{words.thanksMore}</p>
      <p>
        <a href="/incidents/new">{words.another}</a>
      </p>
    </Frame>
  );
}

async function sendForm(c: Context<AppEnv>, tried?: { readonly typed: Typed; readonly faults: readonly FieldFault[] }) {
  const { actor, db } = c.var;
  const viewer = viewerOf(c);
  const mine = actor.kind === 'account' ? await listPlacementsOfMine(db, actor.accountId, actor.countyCodes) : [];
  const today = viewer.now.setZone(viewer.zone).toISODate() ?? '';
  const typed = tried?.typed ?? Typed.of({ day: today, placementId: c.req.query('placementId') });
  const isReported = c.req.query('done') === 'reported';
  const shown = { viewer, placements: mine, typed, faults: tried?.faults ?? [], isReported };
  return sendPrivate(c, incidentPage(shown), tried === undefined ? 200 : 422);
}

/** The form has an instant in two fields, and says what is missing better than the schema. */
function toldFaults(faults: readonly FieldFault[], { locale }: Viewer): FieldFault[] {
  const words = incidentWords[locale];
  const messages: Readonly<Record<string, string>> = { kind: words.kindMissing, account: words.accountMissing };
  return faults.map(({ field, message }) =>
    field === 'happenedAt' ? { field: 'day', message: words.whenWrong } : { field, message: messages[field] ?? message },
  );
}

const instantSchema = z.iso.datetime({ offset: true });

export const incidentPages = new PageRouter()
  .get('/incidents/new', 'incident.raise', async (c) => sendForm(c))
  .post('/incidents/new', 'incident.raise', async (c) => {
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const happened = DateTime.fromISO(`${typed.text('day')}T${typed.text('time')}`, { zone: viewer.zone });
    const parsed = incidentInputSchema.safeParse({
      kind: typed.text('kind'),
      happenedAt: happened.isValid ? happened.toISO({ suppressMilliseconds: true }) : '',
      account: typed.text('account'),
      placementId: typed.optional('placementId'),
    });
    if (!parsed.success) return sendForm(c, { typed, faults: toldFaults(fieldFaults(faultsOf(parsed.error), viewer.locale), viewer) });
    const raised = await raiseIncident(actionContext(c), parsed.data);
    if (raised.ok) return seeOther(c, `/incidents/new/thanks?by=${encodeURIComponent(raised.value.actByAt)}`);
    const faults = faultsIn(raised.error, viewer.locale);
    if (faults === undefined) throw new Problem(raised.error);
    return sendForm(c, { typed, faults: faults.map((fault) => (fault.field === 'happenedAt' ? { ...fault, field: 'day' } : fault)) });
  })
  .get('/incidents/new/thanks', 'incident.raise', async (c) => {
    const by = instantSchema.safeParse(c.req.query('by'));
    return sendPrivate(c, thanksPage(viewerOf(c), by.success ? by.data : undefined));
  });
