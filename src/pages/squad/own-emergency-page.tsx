import type { Context } from 'hono';

import { giveEmergencyContact, ownEmergencyContact, withdrawEmergencyContact } from '../../actions/squads/give-emergency-contact.ts';
import type { Squad } from '../../db/queries/squads.ts';
import { emergencyContactSchema } from '../../domain/emergency-contact.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idIn } from '../desk/asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, TextField, type FieldFault } from '../parts/form.tsx';
import { Done, Title } from '../parts/page.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { emergencyWords } from './emergency-words.ts';
import { squadWords } from './squad-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly squad: Squad;
  readonly isGiven: boolean;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
  readonly done?: string | undefined;
};

const addressOf = (id: string) => `/squads/${id}/emergency-contact`;

/** Whom to call for oneself. */
function ownPage({ viewer, squad, isGiven, typed, faults = [], done }: Shown) {
  const words = emergencyWords[viewer.locale];
  const told: Readonly<Record<string, string>> = { saved: words.saved, withdrawn: words.withdrawn };
  const field = { typed, faults };
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      {done === undefined || told[done] === undefined ? null : <Done>{told[done]}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={words.title}
        above={{ href: `/squads/${squad.id}`, name: squadWords[viewer.locale].title(squad.place) }}
        lead={words.lead}
      />
      <form method="post" action={addressOf(squad.id)} novalidate>
        <p>{words.whoSees}</p>
        <p>{words.tell}</p>
        <TextField name="name" label={words.name} {...field} autocomplete="off" maxlength={80} />
        <TextField name="relation" label={words.relation} hint={words.relationHint} {...field} autocomplete="off" maxlength={40} />
        <TextField name="phone" label={words.phone} hint={words.phoneHint} {...field} autocomplete="off" maxlength={25} />
        <p class="actions">
          <button class="button">{words.save}</button>
          {isGiven ? (
            <button class="button second" formaction={`${addressOf(squad.id)}/withdraw`}>
              {words.withdraw}
            </button>
          ) : null}
        </p>
      </form>
    </Frame>
  );
}

async function ownIn(c: Context<AppEnv>) {
  const id = idIn(c);
  const own = id === undefined ? undefined : await ownEmergencyContact(actionContext(c), id);
  return own?.ok === true ? own.value : undefined;
}

export const ownEmergencyPages = new PageRouter()
  .get('/squads/:id/emergency-contact', 'emergency-contact.give', async (c) => {
    const own = await ownIn(c);
    if (own === undefined) return c.notFound();
    const { squad, contact } = own;
    const shown = { squad, isGiven: contact !== null, typed: Typed.of(contact ?? {}), done: c.req.query('done') };
    return sendPrivate(c, ownPage({ viewer: viewerOf(c), ...shown }));
  })
  .post('/squads/:id/emergency-contact', 'emergency-contact.give', async (c) => {
    const own = await ownIn(c);
    if (own === undefined) return c.notFound();
    const { squad, contact } = own;
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = emergencyContactSchema.safeParse({
      name: typed.text('name'),
      relation: typed.text('relation'),
      phone: typed.text('phone'),
    });
    if (!parsed.success) {
      const messages: Readonly<Record<string, string>> = emergencyWords[viewer.locale].faults;
      const fields = [...new Set(parsed.error.issues.map(({ path: [field] }) => String(field)))];
      const faults = fields.map((field) => ({ field, message: messages[field] ?? '' }));
      return sendPrivate(c, ownPage({ viewer, squad, isGiven: contact !== null, typed, faults }), 422);
    }
    valueOf(await giveEmergencyContact(actionContext(c), squad.id, parsed.data));
    return seeOther(c, `${addressOf(squad.id)}?done=saved`);
  })
  .post('/squads/:id/emergency-contact/withdraw', 'emergency-contact.give', async (c) => {
    const own = await ownIn(c);
    if (own === undefined) return c.notFound();
    await withdrawEmergencyContact(actionContext(c), own.squad.id);
    return seeOther(c, `${addressOf(own.squad.id)}?done=withdrawn`);
  });
