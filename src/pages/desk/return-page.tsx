import type { Context } from 'hono';

import { decideReturn } from '../../actions/placements/decide-return.ts';
import { findPlacementInWhole, type PlacementInWhole } from '../../db/queries/desk-placements.ts';
import { decideReturnSchema } from '../../domain/early-end.ts';
import { fail } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Confirm, Title } from '../parts/page.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { idIn } from './asked.ts';
import { earlyEndRows, ReturnFields } from './early-end-parts.tsx';
import { nameIn } from './named.ts';
import { placementWords } from './placement-words.ts';
import { faultsAt } from './queue.tsx';

type Shown = {
  readonly viewer: Viewer;
  readonly placement: PlacementInWhole;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

function returnView({ viewer, placement, typed, faults }: Shown) {
  const words = placementWords[viewer.locale];
  const { id, name, county, endKind, earlyEnd } = placement;
  const at = `/desk/placements/${id}`;
  const title = words.decideReturnTitle(name);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} above={{ href: at, name: words.one(name, nameIn(county, viewer)) }} lead={words.decideReturnLead} />
      <Summary
        viewer={viewer}
        rows={[
          ...(endKind === null ? [] : [{ label: words.endKind, value: terms[viewer.locale].earlyEnds[endKind] }]),
          ...earlyEndRows(viewer, earlyEnd),
        ]}
      />
      <Confirm viewer={viewer} action={`${at}/may-return`} button={words.decideReturnButton} back={at} faults={faults}>
        <ReturnFields viewer={viewer} typed={typed} faults={faults} answers={['yes', 'no']} />
      </Confirm>
    </Frame>
  );
}

async function endedIn(c: Context<AppEnv>): Promise<PlacementInWhole | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findPlacementInWhole(c.var.db, id);
}

export const returnPage = new PageRouter()
  .get('/desk/placements/:id/may-return', 'placement.decide', async (c) => {
    const placement = await endedIn(c);
    if (placement === undefined) return c.notFound();
    const { earlyEnd } = placement;
    if (earlyEnd === null) return seeOther(c, `/desk/placements/${placement.id}`);
    const typed = Typed.of({ mayReturn: earlyEnd.mayReturn, returnReason: earlyEnd.returnReason });
    return sendPrivate(c, returnView({ viewer: viewerOf(c), placement, typed, faults: [] }));
  })
  .post('/desk/placements/:id/may-return', 'placement.decide', async (c) => {
    const placement = await endedIn(c);
    if (placement === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const words = placementWords[viewer.locale];
    const typed = await typedIn(c);
    const parsed = decideReturnSchema.safeParse({ mayReturn: typed.optional('mayReturn'), reason: typed.optional('returnReason') });
    const decided = parsed.success
      ? await decideReturn(actionContext(c), placement.id, parsed.data)
      : fail({ kind: 'invalid' as const, faults: faultsOf(parsed.error) });
    if (decided.ok) return seeOther(c, `/desk/placements/${placement.id}?done=saved`);
    const labels: Readonly<Record<string, string>> = { mayReturn: words.mayReturn, reason: words.returnReason };
    const faults = faultsAt(decided.error, 'mayReturn', viewer, (field) => labels[field]).map((fault) =>
      fault.field === 'reason' ? { ...fault, field: 'returnReason' } : fault,
    );
    return sendPrivate(c, returnView({ viewer, placement, typed, faults }), 422);
  });
