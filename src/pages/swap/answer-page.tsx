import type { Context } from 'hono';
import { z } from 'zod';

import { accountIdOf } from '../../actions/context.ts';
import { invitationOf, proposeSwap } from '../../actions/swaps/propose-swap.ts';
import { listGivable, type Givable, type SwapInvitation } from '../../db/queries/swaps.ts';
import { standingOf, swapKeySchema } from '../../domain/swap.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { clientOf, TooManyKnocks } from '../../http/session.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { RadioField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { swapFaults } from './rules-told.ts';
import { SwapPlace } from './swap-parts.tsx';
import { swapWords } from './swap-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly invitation: SwapInvitation;
  readonly givable: readonly Givable[];
  readonly action: string;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
};

/** What the link offers, and what the reader would give for it. */
function invitationPage(shown: Shown) {
  const { viewer, invitation } = shown;
  const words = swapWords[viewer.locale];
  const [first] = invitation.sides;
  return (
    <Frame viewer={viewer} title={words.invitation} width="reading">
      <Title
        title={words.invitation}
        beside={
          <>
            {invitation.season[viewer.locale]} · {words.until} <Instant at={invitation.lapsesAt} viewer={viewer} />
          </>
        }
        lead={words.invitationLead}
      />
      {first === undefined ? null : (
        <SwapPlace viewer={viewer} side={first} id="other" title={first.isOwn ? words.own : words.other} showsHost />
      )}
      <Answer {...shown} />
    </Frame>
  );
}

function Answer({ viewer, invitation, givable, action, typed, faults = [] }: Shown) {
  const { locale } = viewer;
  const words = swapWords[locale];
  const notice =
    standingOf(invitation, viewer.now) !== 'invited'
      ? words.over
      : invitation.sides[0]?.isOwn === true
        ? words.isOwn
        : givable.length === 0
          ? words.nothingToGive
          : undefined;
  if (notice !== undefined) {
    return (
      <Note tone="waiting">
        <p>{notice}</p>
      </Note>
    );
  }
  const options = givable.map(({ placementId, county, place, subjectName, startDay, endDay }) => ({
    value: placementId,
    label: `${county[locale]} · ${place} · ${subjectName[locale]} · ${daysText(startDay, endDay, locale)}`,
  }));
  return (
    <section class="part">
      <Confirm viewer={viewer} action={action} back="/placements" button={words.giveButton} faults={faults}>
        <RadioField name="placementId" label={words.give} hint={words.giveHint} options={options} typed={typed} faults={faults} />
      </Confirm>
    </section>
  );
}

function gonePage(viewer: Viewer) {
  const words = swapWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.gone} width="reading">
      <Title title={words.gone} lead={words.goneLead} />
    </Frame>
  );
}

type Call = Context<AppEnv>;

/** Guessing keys is hopeless; it is also slow. */
async function opened(c: Call): Promise<{ readonly key: string; readonly invitation: SwapInvitation } | undefined> {
  const wait = await c.var.knock('swap', clientOf(c), 120, 15 * 60);
  if (wait > 0) throw new TooManyKnocks(wait);
  const key = swapKeySchema.safeParse(c.req.param('key'));
  if (!key.success) return undefined;
  const invitation = await invitationOf(actionContext(c), key.data);
  return invitation.ok ? { key: key.data, invitation: invitation.value } : undefined;
}

async function send(c: Call, invitation: SwapInvitation, tried?: { readonly typed: Typed; readonly faults: readonly FieldFault[] }) {
  const givable = await listGivable(c.var.db, accountIdOf(c.var.actor) ?? '', invitation.seasonId);
  // Where there is but one to give, it is chosen.
  const [only, ...others] = givable;
  const typed = tried?.typed ?? Typed.of({ placementId: others.length === 0 ? only?.placementId : undefined });
  const shown = { viewer: viewerOf(c), invitation, givable, action: c.req.path, typed, faults: tried?.faults ?? [] };
  return sendPrivate(c, invitationPage(shown), tried === undefined ? 200 : 422);
}

const gone = async (c: Call) => sendPrivate(c, gonePage(viewerOf(c)), 404);

export const answerPages = new PageRouter()
  .get('/swap/:key', 'swap.make', async (c) => {
    const found = await opened(c);
    return found === undefined ? gone(c) : send(c, found.invitation);
  })
  .post('/swap/:key', 'swap.make', async (c) => {
    const found = await opened(c);
    if (found === undefined) return gone(c);
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const placementId = z.uuid().safeParse(typed.text('placementId'));
    if (!placementId.success) {
      const faults = [{ field: 'placementId', message: swapWords[viewer.locale].giveFault }];
      return send(c, found.invitation, { typed, faults });
    }
    const proposed = await proposeSwap(actionContext(c), found.key, placementId.data);
    if (proposed.ok) return seeOther(c, `/placements/${placementId.data}/swap?done=proposed`);
    return send(c, found.invitation, { typed, faults: swapFaults(proposed.error, 'placementId', viewer) });
  });
