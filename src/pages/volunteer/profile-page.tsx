import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';

import { changeOwnAccount } from '../../actions/accounts/change-own-account.ts';
import { beginApplication } from '../../actions/applications/begin-application.ts';
import { findAccount, type Account } from '../../db/queries/accounts.ts';
import { ownAccountPatchSchema } from '../../domain/account.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Note, Title } from '../parts/page.tsx';
import { bornLater, NameField, profileFaults, ProfileFields, profileIn } from '../parts/profile-fields.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { isEditable, taskPath } from './application-tasks.ts';
import { applicationWords } from './application-words.ts';
import { afterSaving, SectionForm, SectionFrame, sheetIn, toldClosed, type Obstacle } from './section.tsx';
import { sectionWords } from './section-words.ts';

type FieldsProps = { readonly viewer: Viewer; readonly typed: Typed; readonly faults: readonly FieldFault[] };

type SavedProfile =
  | { readonly kind: 'saved' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] };

async function saveProfile(c: Context<AppEnv>, typed: Typed): Promise<SavedProfile> {
  const { locale } = c.var;
  const parsed = ownAccountPatchSchema.safeParse({ name: typed.text('name'), profile: profileIn(typed) });
  if (!parsed.success) return { kind: 'faults', faults: profileFaults(parsed.error, locale) };
  const version = typed.number('accountVersion');
  const changed = await changeOwnAccount(actionContext(c), parsed.data, typeof version === 'number' ? version : -1);
  if (changed.ok) return { kind: 'saved' };
  if (changed.error.kind === 'stale') return { kind: 'stale' };
  const faults = bornLater(changed.error, locale);
  if (faults === undefined) throw new Problem(changed.error);
  return { kind: 'faults', faults };
}

type SectionView = FieldsProps & { readonly sheet: NonNullable<Awaited<ReturnType<typeof sheetIn>>>; readonly obstacle?: Obstacle };

function sectionView({ viewer, sheet, typed, faults, obstacle }: SectionView) {
  const words = sectionWords[viewer.locale].profile;
  return (
    <SectionFrame viewer={viewer} sheet={sheet} name="profile" title={words.title} lead={words.lead} faults={faults} obstacle={obstacle}>
      <SectionForm viewer={viewer} sheet={sheet} name="profile">
        <input type="hidden" name="accountVersion" value={sheet.account.version} />
        <NameField viewer={viewer} typed={typed} faults={faults} />
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
        <NameField viewer={viewer} typed={typed} faults={faults} />
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
    // Whoever signs in for the first time is called by their address, which is no name.
    const name = account.email.startsWith(`${account.name}@`) ? '' : account.name;
    const typed = Typed.of({ name, profile: account.profile });
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
