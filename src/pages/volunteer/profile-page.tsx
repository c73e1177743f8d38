import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';

import { changeOwnAccount } from '../../actions/accounts/change-own-account.ts';
import { beginApplication } from '../../actions/applications/begin-application.ts';
import { findAccount, type Account } from '../../db/queries/accounts.ts';
import { ownAccountPatchSchema } from '../../domain/account.ts';
import { homeRegions, volunteerKinds } from '../../domain/teaching.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { ChecksField, DayField, FaultSummary, RadioField, SelectField, TextField, type FieldFault, type Option } from '../parts/form.tsx';
import { Note, Title } from '../parts/page.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { isEditable, taskPath } from './application-tasks.ts';
import { applicationWords } from './application-words.ts';
import { afterSaving, SectionForm, SectionFrame, sheetIn, toldClosed, type Obstacle } from './section.tsx';
import { sectionWords } from './section-words.ts';

type FieldsProps = { readonly viewer: Viewer; readonly typed: Typed; readonly faults: readonly FieldFault[] };

/** What can be chosen, and whatever else was chosen before. */
function optionsOf(names: Readonly<Record<string, string>>, also: readonly string[]): Option[] {
  return [
    ...Object.entries(names).map(([value, label]) => ({ value, label })),
    ...also.filter((value) => value !== '' && !(value in names)).map((value) => ({ value, label: value })),
  ];
}

function ProfileFields({ viewer: { locale }, typed, faults }: FieldsProps) {
  const { profile: words, languageNames, zones } = sectionWords[locale];
  const [kinds, regions] = [terms[locale].volunteerKinds, terms[locale].homeRegions];
  return (
    <>
      <TextField name="name" label={words.name} hint={words.nameHint} typed={typed} faults={faults} maxlength={120} autocomplete="name" />
      <RadioField
        name="profile.kind"
        label={words.kind}
        typed={typed}
        faults={faults}
        options={volunteerKinds.map((value) => ({ value, label: kinds[value], hint: words.kindHints[value] }))}
      />
      <TextField
        name="profile.homeInstitution"
        label={words.homeInstitution}
        typed={typed}
        faults={faults}
        maxlength={200}
        autocomplete="organization"
      />
      <SelectField
        name="profile.homeRegion"
        label={words.homeRegion}
        typed={typed}
        faults={faults}
        none={words.choose}
        options={homeRegions.map((value) => ({ value, label: regions[value] }))}
      />
      <SelectField
        name="profile.timeZone"
        label={words.timeZone}
        hint={words.timeZoneHint}
        typed={typed}
        faults={faults}
        none={words.choose}
        options={optionsOf(zones, [typed.text('profile.timeZone')])}
      />
      <DayField name="profile.bornDay" label={words.bornDay} hint={words.bornDayHint} typed={typed} faults={faults} autocomplete="bday" />
      <ChecksField
        name="profile.languages"
        label={words.languages}
        hint={words.languagesHint}
        typed={typed}
        faults={faults}
        options={optionsOf(languageNames, typed.list('profile.languages'))}
      />
    </>
  );
}

const faultFields = [
  'name',
  'profile.kind',
  'profile.homeInstitution',
  'profile.homeRegion',
  'profile.timeZone',
  'profile.bornDay',
  'profile.languages',
] as const;

function profileIn(typed: Typed) {
  const text = (name: string) => typed.text(`profile.${name}`).trim();
  return {
    name: typed.text('name'),
    profile: {
      kind: text('kind'),
      homeInstitution: text('homeInstitution'),
      homeRegion: text('homeRegion'),
      timeZone: text('timeZone'),
      bornDay: text('bornDay'),
      languages: typed.list('profile.languages'),
    },
  };
}

type SavedProfile =
  | { readonly kind: 'saved' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] };

async function saveProfile(c: Context<AppEnv>, typed: Typed): Promise<SavedProfile> {
  const { profile: words } = sectionWords[c.var.locale];
  const parsed = ownAccountPatchSchema.safeParse(profileIn(typed));
  if (!parsed.success) {
    const pointers = faultsOf(parsed.error).map(({ pointer }) => pointer.slice(1).replaceAll('/', '.'));
    const faulty = faultFields.filter((field) => pointers.some((pointer) => pointer === field || pointer.startsWith(`${field}.`)));
    return { kind: 'faults', faults: faulty.map((field) => ({ field, message: words.faults[field] })) };
  }
  const version = typed.number('accountVersion');
  const changed = await changeOwnAccount(actionContext(c), parsed.data, typeof version === 'number' ? version : -1);
  if (changed.ok) return { kind: 'saved' };
  if (changed.error.kind === 'stale') return { kind: 'stale' };
  if (changed.error.kind === 'invalid') return { kind: 'faults', faults: [{ field: 'profile.bornDay', message: words.future }] };
  throw new Problem(changed.error);
}

type SectionView = FieldsProps & { readonly sheet: NonNullable<Awaited<ReturnType<typeof sheetIn>>>; readonly obstacle?: Obstacle };

function sectionView({ viewer, sheet, typed, faults, obstacle }: SectionView) {
  const words = sectionWords[viewer.locale].profile;
  return (
    <SectionFrame viewer={viewer} sheet={sheet} name="profile" title={words.title} lead={words.lead} faults={faults} obstacle={obstacle}>
      <SectionForm viewer={viewer} sheet={sheet} name="profile">
        <input type="hidden" name="accountVersion" value={sheet.account.version} />
        <ProfileFields viewer={viewer} typed={typed} faults={faults} />
      </SectionForm>
    </SectionFrame>
  );
}

type FirstView = FieldsProps & { readonly account: Account; readonly seasonId: string | undefined; readonly isStale?: boolean };

/** The same questions of somebody who has not begun yet: they come before the application, and lead to it. */
function firstView({ viewer, account, seasonId, typed, faults, isStale = false }: FirstView) {
  const words = sectionWords[viewer.locale];
  const told: Child = isStale ? (
    <Note tone="waiting">
      <p class="strong">{words.stale}</p>
      <p>{words.staleLead}</p>
    </Note>
  ) : null;
  return (
    <Frame viewer={viewer} title={words.profile.title} width="reading">
      <Title
        title={words.profile.title}
        above={{ href: '/applications', name: applicationWords[viewer.locale].title }}
        lead={words.profile.newLead}
      />
      <FaultSummary faults={faults} viewer={viewer} />
      {told}
      <form method="post" action={seasonId === undefined ? '/applications/profile' : `/applications/profile?season=${seasonId}`} novalidate>
        <input type="hidden" name="accountVersion" value={account.version} />
        <ProfileFields viewer={viewer} typed={typed} faults={faults} />
        <p class="actions">
          <button class="button">{seasonId === undefined ? words.save : words.profile.saveAndBegin}</button>
        </p>
      </form>
    </Frame>
  );
}

async function ownAccount(c: Context<AppEnv>): Promise<Account | undefined> {
  const { actor, db } = c.var;
  return actor.kind === 'account' ? findAccount(db, actor.accountId) : undefined;
}

const seasonAsked = (c: Context<AppEnv>) => z.uuid().safeParse(c.req.query('season')).data;

export const profilePages = new PageRouter()
  .get('/applications/profile', 'application.write', async (c) => {
    const account = await ownAccount(c);
    if (account === undefined) return c.notFound();
    const typed = Typed.of({ name: account.name, profile: account.profile });
    return sendPrivate(c, firstView({ viewer: viewerOf(c), account, seasonId: seasonAsked(c), typed, faults: [] }));
  })
  .post('/applications/profile', 'application.write', async (c) => {
    const account = await ownAccount(c);
    if (account === undefined) return c.notFound();
    const typed = await typedIn(c);
    const saved = await saveProfile(c, typed);
    const seasonId = seasonAsked(c);
    if (saved.kind !== 'saved') {
      const faults = saved.kind === 'faults' ? saved.faults : [];
      return sendPrivate(c, firstView({ viewer: viewerOf(c), account, seasonId, typed, faults, isStale: saved.kind === 'stale' }), 422);
    }
    if (seasonId === undefined) return seeOther(c, '/applications?done=saved');
    const begun = await beginApplication(actionContext(c), { seasonId });
    if (begun.ok) return seeOther(c, `${taskPath(begun.value.id)}?done=begun`);
    return seeOther(c, begun.error.kind === 'one-a-season' ? taskPath(begun.error.applicationId) : '/applications?done=saved');
  })
  .get('/applications/:id/profile', 'application.write', async (c) => {
    const sheet = await sheetIn(c);
    if (sheet === undefined) return c.notFound();
    if (!isEditable(sheet)) return seeOther(c, taskPath(sheet.id));
    const typed = Typed.of({ name: sheet.account.name, profile: sheet.profile });
    return sendPrivate(c, sectionView({ viewer: viewerOf(c), sheet, typed, faults: [] }));
  })
  .post('/applications/:id/profile', 'application.write', async (c) => {
    const sheet = await sheetIn(c);
    if (sheet === undefined) return c.notFound();
    if (!isEditable(sheet)) return toldClosed(c, sheet);
    const typed = await typedIn(c);
    const saved = await saveProfile(c, typed);
    if (saved.kind === 'saved') return afterSaving(c, sheet, 'profile');
    const shown = { viewer: viewerOf(c), sheet, typed };
    if (saved.kind === 'stale') return sendPrivate(c, sectionView({ ...shown, faults: [], obstacle: 'stale' }), 422);
    return sendPrivate(c, sectionView({ ...shown, faults: saved.faults }), 422);
  });
