import type { Context } from 'hono';

import { eraseOwnAccount, planErasure, type ErasurePlan } from '../../actions/accounts/erase-own-account.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem, valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate, sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { CheckField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { Pill, type Tone } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { accountWords } from './account-words.ts';
import { dataWords } from './data-words.ts';

type Shown = { readonly viewer: Viewer; readonly plan: ErasurePlan; readonly faults: readonly FieldFault[] };

/** What goes, what stays and why; then the one button, unless a county still counts on the person. */
function erasePage({ viewer, plan, faults }: Shown) {
  const words = dataWords[viewer.locale];
  const mayErase = plan.standingPlacements.length === 0;
  return (
    <Frame viewer={viewer} title={words.eraseTitle} width="reading">
      <Title title={words.eraseTitle} above={{ href: '/me', name: accountWords[viewer.locale].title }} lead={words.eraseLead} />
      {mayErase ? null : <Standing viewer={viewer} plan={plan} />}
      <Lines viewer={viewer} plan={plan} />
      {mayErase ? (
        <>
          <p class="after-table">{words.also}</p>
          <Confirm viewer={viewer} action="/me/erase" back="/me" button={words.button} faults={faults} isGrave>
            <CheckField name="confirm" label={words.confirm} typed={new Typed()} faults={faults} />
          </Confirm>
        </>
      ) : null}
    </Frame>
  );
}

function Standing({ viewer, plan }: Pick<Shown, 'viewer' | 'plan'>) {
  const words = dataWords[viewer.locale];
  return (
    <Note tone="waiting">
      <p class="strong">{words.standsTitle}</p>
      <p>{words.stands}</p>
      <ul>
        {plan.standingPlacements.map(({ id, place, startDay, endDay }) => (
          <li>
            <a href={`/placements/${id}`}>{words.placement(place, daysText(startDay, endDay, viewer.locale))}</a>
          </li>
        ))}
      </ul>
    </Note>
  );
}

const tones: Readonly<Record<ErasurePlan['lines'][number]['becomes'], Tone>> = { deleted: 'refused', emptied: 'waiting', kept: 'plain' };

function Lines({ viewer, plan }: Pick<Shown, 'viewer' | 'plan'>) {
  const words = dataWords[viewer.locale];
  const kinds: Readonly<Record<string, string>> = words.kinds;
  return (
    <Table
      caption={words.eraseTitle}
      viewer={viewer}
      rows={plan.lines.filter(({ held }) => held > 0)}
      columns={[
        { title: words.kind, cell: ({ kind }) => kinds[kind] ?? kind },
        { title: words.held, isNumber: true, cell: ({ held }) => held },
        { title: words.becomes, cell: ({ becomes }) => <Pill tone={tones[becomes]}>{words.outcomes[becomes]}</Pill> },
        { title: words.reason, cell: ({ why }) => why[viewer.locale] },
      ]}
    />
  );
}

function gonePage(viewer: Viewer) {
  const words = dataWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.goneTitle} width="reading">
      <Title title={words.goneTitle} lead={words.gone} />
      <p>
        <a href="/">{wordsIn(viewer.locale).toFirstPage}</a>
      </p>
    </Frame>
  );
}

async function sendPlan(c: Context<AppEnv>, faults: readonly FieldFault[] = []) {
  const plan = valueOf(await planErasure(actionContext(c)));
  return sendPrivate(c, erasePage({ viewer: viewerOf(c), plan, faults }), faults.length === 0 ? 200 : 422);
}

export const erasePages = new PageRouter()
  .get('/me/erase', 'me.erase', async (c) => sendPlan(c))
  .post('/me/erase', 'me.erase', async (c) => {
    const words = dataWords[c.var.locale];
    const typed = await typedIn(c);
    if (typed.text('confirm') !== 'yes') return sendPlan(c, [{ field: 'confirm', message: words.confirmMissing }]);
    const erased = await eraseOwnAccount(actionContext(c));
    if (erased.ok) return seeOther(c, '/erased');
    if (erased.error.kind === 'last-admin') return sendPlan(c, [{ field: 'confirm', message: words.lastAdmin }]);
    if (erased.error.kind === 'placements-stand') return sendPlan(c, [{ field: 'confirm', message: words.standsTitle }]);
    throw new Problem(erased.error);
  })
  // The session went with the account: whoever reads this is nobody known.
  .get('/erased', 'open-data.read', async (c) => sendPublic(c, gonePage(viewerOf(c))));
