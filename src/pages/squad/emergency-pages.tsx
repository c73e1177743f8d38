import type { Context } from 'hono';

import { contactsGiven, seeEmergencyContact, type ContactGiven } from '../../actions/squads/see-emergency-contact.ts';
import type { SquadHead } from '../../db/queries/emergency-contacts.ts';
import { contactLookSchema, type EmergencyContact } from '../../domain/emergency-contact.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { idIn } from '../desk/asked.ts';
import { nameIn } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, SelectField, TextField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Note, Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { emergencyWords } from './emergency-words.ts';
import { safetyWords } from './safety-words.ts';
import { squadWords } from './squad-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly squad: SquadHead;
  readonly given: readonly ContactGiven[];
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
};

/** Who said whom to call, for whoever may have to; whom, only once they say why. */
function givenPage({ viewer, squad, given, typed = new Typed(), faults = [] }: Shown) {
  const words = emergencyWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.seeTitle(squad.place)}>
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={words.seeTitle(squad.place)}
        above={aboveOf(viewer, squad)}
        beside={`${nameIn(squad.county, viewer)} · ${daysText(squad.startDay, squad.endDay, viewer.locale)}`}
        lead={words.seeLead}
      />
      {given.length === 0 ? <p class="quiet">{words.nobody}</p> : <Given viewer={viewer} given={given} />}
      {given.length === 0 ? null : (
        <section class="part" aria-labelledby="look">
          <h2 id="look">{words.look}</h2>
          <form method="post" action={`/squads/${squad.id}/emergency-contacts`} class="measure" novalidate>
            <SelectField
              name="placementId"
              label={words.whose}
              none={words.choose}
              typed={typed}
              faults={faults}
              options={given.map(({ placementId, name }) => ({ value: placementId, label: name }))}
            />
            <TextField name="reason" label={words.reason} hint={words.reasonHint} typed={typed} faults={faults} maxlength={500} />
            <button class="button">{words.show}</button>
          </form>
        </section>
      )}
    </Frame>
  );
}

/** Safeguarding comes from the calls; whoever leads and coordinators from the squad. */
function aboveOf(viewer: Viewer, squad: SquadHead) {
  const isOfSquad = squad.leads || viewer.roles.includes('coordinator');
  return isOfSquad
    ? { href: `/squads/${squad.id}`, name: squadWords[viewer.locale].title(squad.place) }
    : { href: '/desk/safety', name: safetyWords[viewer.locale].title };
}

function Given({ viewer, given }: Pick<Shown, 'viewer' | 'given'>) {
  const words = emergencyWords[viewer.locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={given}
      columns={[
        { title: words.member, cell: ({ name }) => name },
        { title: words.role, cell: ({ role }) => terms[viewer.locale].lineRoles[role] },
        { title: words.since, cell: ({ givenAt }) => <Instant at={givenAt} viewer={viewer} /> },
      ]}
    />
  );
}

/** Whom to call, shown this once. */
function contactPage(viewer: Viewer, squad: SquadHead, member: string, { name, relation, phone }: EmergencyContact) {
  const words = emergencyWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.of(member)} width="reading">
      <Title title={words.of(member)} above={{ href: `/squads/${squad.id}/emergency-contacts`, name: words.seeTitle(squad.place) }} />
      <Summary
        viewer={viewer}
        rows={[
          { label: words.name, value: name },
          { label: words.relation, value: relation },
          { label: words.phone, value: <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>{phone}</a> },
        ]}
      />
      <Note>
        <p>{words.recorded}</p>
      </Note>
    </Frame>
  );
}

async function givenIn(c: Context<AppEnv>) {
  const id = idIn(c);
  const found = id === undefined ? undefined : await contactsGiven(actionContext(c), id);
  return found?.ok === true ? found.value : undefined;
}

export const emergencyPages = new PageRouter()
  .get('/squads/:id/emergency-contacts', 'emergency-contact.see', async (c) => {
    const found = await givenIn(c);
    return found === undefined ? c.notFound() : sendPrivate(c, givenPage({ viewer: viewerOf(c), ...found }));
  })
  .post('/squads/:id/emergency-contacts', 'emergency-contact.see', async (c) => {
    const found = await givenIn(c);
    if (found === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const { lookFaults } = emergencyWords[viewer.locale];
    const refuse = async (fields: readonly string[]) => {
      const messages: Readonly<Record<string, string>> = lookFaults;
      const faults = fields.map((field) => ({ field, message: messages[field] ?? '' }));
      return sendPrivate(c, givenPage({ viewer, ...found, typed, faults }), 422);
    };
    const parsed = contactLookSchema.safeParse({ placementId: typed.text('placementId'), reason: typed.text('reason') });
    if (!parsed.success) return refuse(parsed.error.issues.map(({ path: [field] }) => String(field)));
    const member = found.given.find(({ placementId }) => placementId === parsed.data.placementId);
    const seen = await seeEmergencyContact(actionContext(c), found.squad.id, parsed.data);
    if (member === undefined || !seen.ok) return refuse(['placementId']);
    return sendPrivate(c, contactPage(viewer, found.squad, member.name, seen.value));
  });
