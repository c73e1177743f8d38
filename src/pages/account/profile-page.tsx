import type { Context } from 'hono';
import { z } from 'zod';

import { changeOwnAccount } from '../../actions/accounts/change-own-account.ts';
import { accountIdOf } from '../../actions/context.ts';
import { findOwnAccount, type OwnAccount } from '../../db/queries/own-account.ts';
import { ownAccountPatchSchema } from '../../domain/account.ts';
import { homeZone } from '../../domain/calendar.ts';
import { homeRegions, volunteerKinds } from '../../domain/teaching.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { ChecksField, DayField, FaultSummary, RadioField, SelectField, TextField, type FieldFault } from '../parts/form.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { faultsIn, fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { accountWords } from './account-words.ts';
import { zoneOptions } from './time-zones.ts';

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
        <TextField name="name" label={words.name} typed={typed} faults={faults} maxlength={120} autocomplete="name" />
        <RadioField name="locale" label={words.locale} typed={typed} faults={faults} options={languages} />
        {isVolunteer(account) ? <VolunteerFields {...{ viewer, account, typed, faults }} /> : null}
        <button class="button">{words.save}</button>
      </form>
    </Frame>
  );
}

function isVolunteer({ roles, profile }: OwnAccount): boolean {
  return roles.includes('volunteer') || profile !== null;
}

/** Tags of the languages that counties ask for, and those of minorities where the programme goes. */
const lessonLanguages = ['zh-CN', 'en', 'ii', 'bo', 'ug', 'mn', 'fr', 'de', 'es', 'ru', 'ja', 'ko'];

function VolunteerFields({ viewer, account, typed, faults = [] }: Shown) {
  const { locale } = viewer;
  const words = accountWords[locale];
  const tongues: Readonly<Record<string, string>> = words.tongues;
  const { volunteerKinds: kindWords, homeRegions: regionWords } = terms[locale];
  const names = new Intl.DisplayNames([locale === 'zh' ? 'zh-CN' : 'en-GB'], { type: 'language' });
  const tags = [...new Set([...lessonLanguages, ...(account.profile?.languages ?? [])])];
  const zone = typed.text('profile.timeZone');
  return (
    <fieldset class="group">
      <legend>{words.volunteer}</legend>
      <p class="quiet">{words.volunteerLead}</p>
      <RadioField
        name="profile.kind"
        label={words.kind}
        typed={typed}
        faults={faults}
        options={volunteerKinds.map((value) => ({ value, label: kindWords[value] }))}
      />
      <TextField
        name="profile.homeInstitution"
        label={words.institution}
        typed={typed}
        faults={faults}
        maxlength={200}
        autocomplete="organization"
      />
      <SelectField
        name="profile.homeRegion"
        label={words.region}
        typed={typed}
        faults={faults}
        none={words.choose}
        options={homeRegions.map((value) => ({ value, label: regionWords[value] }))}
      />
      <SelectField
        name="profile.timeZone"
        label={words.zone}
        hint={words.zoneHint}
        typed={typed}
        faults={faults}
        options={zoneOptions(zone, locale, viewer.now.toJSDate())}
      />
      <DayField name="profile.bornDay" label={words.bornDay} hint={words.bornHint} typed={typed} faults={faults} autocomplete="bday" />
      <ChecksField
        name="profile.languages"
        label={words.languages}
        typed={typed}
        faults={faults}
        options={tags.map((value) => ({ value, label: tongues[value] ?? names.of(value) ?? value }))}
      />
    </fieldset>
  );
}

type Call = Context<AppEnv>;

async function ownAccountOf(c: Call): Promise<OwnAccount | undefined> {
  return findOwnAccount(c.var.db, accountIdOf(c.var.actor) ?? '', c.var.now.toJSDate());
}

function typedOf({ name, locale, profile }: OwnAccount): Typed {
  return Typed.of({ name, locale, profile: profile ?? { timeZone: homeZone, languages: ['zh-CN'] } });
}

function labelsIn({ locale }: Viewer) {
  const words = accountWords[locale];
  const labels: Readonly<Record<string, string>> = {
    name: words.name,
    locale: words.locale,
    'profile.kind': words.kind,
    'profile.homeInstitution': words.institution,
    'profile.homeRegion': words.region,
    'profile.timeZone': words.zone,
    'profile.bornDay': words.bornDay,
    'profile.languages': words.languages,
  };
  return (field: string) => labels[field];
}

/** What the form says. A name that is empty is missing, not left as it was. */
function patchOf(typed: Typed, account: OwnAccount) {
  const profile = {
    kind: typed.text('profile.kind'),
    homeInstitution: typed.text('profile.homeInstitution'),
    homeRegion: typed.text('profile.homeRegion'),
    timeZone: typed.text('profile.timeZone'),
    bornDay: typed.text('profile.bornDay'),
    languages: typed.list('profile.languages'),
  };
  return ownAccountPatchSchema.safeParse({
    name: typed.text('name'),
    locale: typed.text('locale'),
    ...(isVolunteer(account) ? { profile } : {}),
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
    if (!parsed.success) return again({ faults: fieldFaults(faultsOf(parsed.error), viewer.locale, labelsIn(viewer)) });
    const version = versionSchema.safeParse(typed.text('version'));
    const changed = await changeOwnAccount(actionContext(c), parsed.data, version.success ? version.data : 0);
    if (changed.ok) return seeOther(c, '/me/profile?done=saved');
    if (changed.error.kind === 'stale') return again({ isStale: true });
    const faults = faultsIn(changed.error, viewer.locale, labelsIn(viewer));
    if (faults === undefined) throw new Problem(changed.error);
    return again({ faults });
  });
