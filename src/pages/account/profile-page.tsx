import type { Context } from 'hono';
import { z } from 'zod';

import { changeOwnAccount } from '../../actions/accounts/change-own-account.ts';
import { accountIdOf } from '../../actions/context.ts';
import { findOwnAccount, type OwnAccount } from '../../db/queries/own-account.ts';
import { ownAccountPatchSchema } from '../../domain/account.ts';
import { homeZone } from '../../domain/calendar.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, RadioField, type FieldFault } from '../parts/form.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { bornLater, NameField, profileFaults, ProfileFields, profileIn } from '../parts/profile-fields.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { accountWords } from './account-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly account: OwnAccount;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
  readonly done?: string | undefined;
  readonly isStale?: boolean;
};

/** Name and language; of a volunteer, what the match needs. */
function profilePage({ viewer, account, typed, faults = [], done, isStale = false }: Shown) {
  const words = accountWords[viewer.locale];
  const languages = [
    { value: 'zh', label: '中文' },
    { value: 'en', label: 'English' },
  ];
  return (
    <Frame viewer={viewer} title={words.profileTitle} width="reading">
      {done === 'saved' ? <Done>{words.saved}</Done> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={words.profileTitle} above={{ href: '/me', name: words.title }} lead={words.profileLead} />
      {isStale ? (
        <Note tone="waiting">
          <p>{words.changedMeanwhile}</p>
        </Note>
      ) : null}
      <form method="post" action="/me/profile" novalidate>
        <input type="hidden" name="version" value={String(account.version)} />
        <NameField viewer={viewer} typed={typed} faults={faults} />
        <RadioField name="locale" label={words.locale} typed={typed} faults={faults} options={languages} />
        {isVolunteer(account) ? (
          <fieldset class="group">
            <legend>{words.volunteer}</legend>
            <p class="quiet">{words.volunteerLead}</p>
            <ProfileFields viewer={viewer} typed={typed} faults={faults} />
          </fieldset>
        ) : null}
        <button class="button">{words.save}</button>
      </form>
    </Frame>
  );
}

function isVolunteer({ roles, profile }: OwnAccount): boolean {
  return roles.includes('volunteer') || profile !== null;
}

type Call = Context<AppEnv>;

async function ownAccountOf(c: Call): Promise<OwnAccount | undefined> {
  return findOwnAccount(c.var.db, accountIdOf(c.var.actor) ?? '', c.var.now.toJSDate());
}

function typedOf({ name, locale, profile }: OwnAccount): Typed {
  return Typed.of({ name, locale, profile: profile ?? { timeZone: homeZone, languages: ['zh-CN'] } });
}

/** What the form says. A name that is empty is missing, not left as it was. */
function patchOf(typed: Typed, account: OwnAccount) {
  return ownAccountPatchSchema.safeParse({
    name: typed.text('name'),
    locale: typed.text('locale'),
    ...(isVolunteer(account) ? { profile: profileIn(typed) } : {}),
  });
}

const versionSchema = z.coerce.number().int().min(1).max(2_147_483_647);

export const profilePages = new PageRouter()
  .get('/me/profile', 'me.change', async (c) => {
    const account = await ownAccountOf(c);
    if (account === undefined) return seeOther(c, '/sign-in');
    return sendPrivate(c, profilePage({ viewer: viewerOf(c), account, typed: typedOf(account), done: c.req.query('done') }));
  })
  .post('/me/profile', 'me.change', async (c) => {
    const account = await ownAccountOf(c);
    if (account === undefined) return seeOther(c, '/sign-in');
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const again = async (more: Partial<Shown>) => sendPrivate(c, profilePage({ viewer, account, typed, ...more }), 422);
    const parsed = patchOf(typed, account);
    if (!parsed.success) return again({ faults: profileFaults(parsed.error, viewer.locale) });
    const version = versionSchema.safeParse(typed.text('version'));
    const changed = await changeOwnAccount(actionContext(c), parsed.data, version.success ? version.data : 0);
    if (changed.ok) return seeOther(c, '/me/profile?done=saved');
    if (changed.error.kind === 'stale') return again({ isStale: true });
    const faults = bornLater(changed.error, viewer.locale);
    if (faults === undefined) throw new Problem(changed.error);
    return again({ faults });
  });
