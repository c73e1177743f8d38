import type { Context } from 'hono';

import { freezeAccount } from '../../actions/accounts/freeze-account.ts';
import { findInDirectory, type DirectoryAccount } from '../../db/queries/account-directory.ts';
import { reasonSchema } from '../../domain/placement.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idAsked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { accountWords } from './account-words.ts';
import { rolesText } from './accounts-page.tsx';

const address = '/admin/accounts';

type Way = 'freeze' | 'thaw';
type Shown = {
  readonly viewer: Viewer;
  readonly account: DirectoryAccount;
  readonly way: Way;
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
};

/** Asks before an account is frozen, or thawed: whom it touches and what it does. */
function freezePage({ viewer, account, way, typed = new Typed(), faults = [] }: Shown) {
  const words = accountWords[viewer.locale];
  const { id, name, email } = account;
  const isFreeze = way === 'freeze';
  const title = isFreeze ? words.freezeTitle(name) : words.thawTitle(name);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Confirm
        viewer={viewer}
        action={`${address}/${id}/${way}`}
        button={isFreeze ? words.freezeButton(name) : words.thawButton(name)}
        back={`${address}/${id}`}
        faults={faults}
        isGrave={isFreeze}
      >
        <Title title={title} above={{ href: `${address}/${id}`, name }} lead={isFreeze ? words.freezeLead(name) : words.thawLead(name)} />
        {isFreeze ? (
          <Note tone="waiting">
            <p>{words.freezePlacements}</p>
          </Note>
        ) : null}
        <Summary
          viewer={viewer}
          rows={[
            {
              label: words.whom,
              value: (
                <>
                  {name}
                  <span class="quiet small under address">{email}</span>
                </>
              ),
            },
            { label: words.roles, value: rolesText(account, viewer.locale) || words.noRole },
          ]}
        />
        <AreaField name="reason" label={words.reason} hint={words.reasonHint} typed={typed} faults={faults} maxlength={2000} />
      </Confirm>
    </Frame>
  );
}

async function ask(c: Context<AppEnv>, way: Way) {
  const id = idAsked(c);
  const account = id === undefined ? undefined : await findInDirectory(c.var.db, id);
  return account === undefined ? c.notFound() : sendPrivate(c, freezePage({ viewer: viewerOf(c), account, way }));
}

async function take(c: Context<AppEnv>, way: Way) {
  const id = idAsked(c);
  const account = id === undefined ? undefined : await findInDirectory(c.var.db, id);
  if (account === undefined) return c.notFound();
  const viewer = viewerOf(c);
  const typed = await typedIn(c);
  const refuse = async (faults: readonly FieldFault[]) => sendPrivate(c, freezePage({ viewer, account, way, typed, faults }), 422);
  const parsed = reasonSchema.safeParse({ reason: typed.optional('reason') });
  if (!parsed.success) return refuse(fieldFaults(faultsOf(parsed.error), c.var.locale));
  const done = await freezeAccount(actionContext(c), account.id, { frozen: way === 'freeze', ...parsed.data });
  if (done.ok) return seeOther(c, `${address}/${account.id}?done=${way === 'freeze' ? 'frozen' : 'thawed'}`);
  if (done.error.kind !== 'own-account') throw new Problem(done.error);
  return refuse([{ field: 'reason', message: toldOf(done.error, viewer).title }]);
}

export const freezePages = new PageRouter()
  .get(`${address}/:id/freeze`, 'account.freeze', async (c) => ask(c, 'freeze'))
  .post(`${address}/:id/freeze`, 'account.freeze', async (c) => take(c, 'freeze'))
  .get(`${address}/:id/thaw`, 'account.freeze', async (c) => ask(c, 'thaw'))
  .post(`${address}/:id/thaw`, 'account.freeze', async (c) => take(c, 'thaw'));
