import type { Context } from 'hono';

import { setOwnDays } from '../../actions/placements/set-own-days.ts';
import { findPlacementInWhole } from '../../db/queries/desk-placements.ts';
import { ownDaysSchema } from '../../domain/own-days.ts';
import type { PlacementState } from '../../domain/placement.ts';
import { fail } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { hostedIn } from '../county/guest-parts.tsx';
import { idIn } from '../desk/asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, DayField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { daysText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { faultsIn, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { ownDaysWords } from './own-days-words.ts';

/** A placement whose volunteer's days are changed, wherever it is looked at from. */
type Changed = {
  readonly id: string;
  readonly name: string;
  readonly state: PlacementState;
  readonly startDay: string;
  readonly endDay: string;
  readonly termStartDay: string;
  readonly termEndDay: string;
};

type Shown = {
  readonly viewer: Viewer;
  readonly placement: Changed;
  readonly href: string;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

function daysView({ viewer, placement, href, typed, faults }: Shown) {
  const { locale } = viewer;
  const words = ownDaysWords[locale];
  const { name, state, startDay, endDay, termStartDay, termEndDay } = placement;
  const isOpen = state === 'accepted' || state === 'started';
  return (
    <Frame viewer={viewer} title={words.title(name)} width="reading">
      <Title
        title={words.title(name)}
        above={{ href, name }}
        beside={<State of="placement" state={state} locale={locale} />}
        lead={isOpen ? words.lead : undefined}
      />
      <Summary
        viewer={viewer}
        rows={[
          { label: words.term, value: daysText(termStartDay, termEndDay, locale) },
          { label: words.now, value: daysText(startDay, endDay, locale) },
        ]}
      />
      {isOpen ? (
        <Confirm viewer={viewer} action={`${href}/days`} button={words.button} back={href} faults={faults}>
          <DayField name="firstDay" label={words.firstDay} typed={typed} faults={faults} />
          <DayField name="lastDay" label={words.lastDay} typed={typed} faults={faults} />
          <AreaField name="reason" label={words.reason} hint={words.reasonHint} typed={typed} faults={faults} rows={2} maxlength={2000} />
        </Confirm>
      ) : (
        <Note tone="waiting">{words.forbidden}</Note>
      )}
    </Frame>
  );
}

type Call = Context<AppEnv>;
type Found = { readonly placement: Changed; readonly href: string } | undefined;

async function hosted(c: Call): Promise<Found> {
  const placement = await hostedIn(c);
  return placement === undefined ? undefined : { placement, href: `/county/placements/${placement.id}` };
}

async function onDesk(c: Call): Promise<Found> {
  const id = idIn(c);
  const placement = id === undefined ? undefined : await findPlacementInWhole(c.var.db, id);
  return placement === undefined ? undefined : { placement, href: `/desk/placements/${placement.id}` };
}

function ask(find: (c: Call) => Promise<Found>) {
  return async (c: Call): Promise<Response> => {
    const found = await find(c);
    if (found === undefined) return c.notFound();
    const typed = Typed.of({ firstDay: found.placement.startDay, lastDay: found.placement.endDay });
    return sendPrivate(c, daysView({ ...found, viewer: viewerOf(c), typed, faults: [] }));
  };
}

function change(find: (c: Call) => Promise<Found>) {
  return async (c: Call): Promise<Response> => {
    const found = await find(c);
    if (found === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const words = ownDaysWords[viewer.locale];
    const typed = await typedIn(c);
    const given = { firstDay: typed.optional('firstDay'), lastDay: typed.optional('lastDay'), reason: typed.optional('reason') };
    const parsed = ownDaysSchema.safeParse(given);
    const set = parsed.success
      ? await setOwnDays(actionContext(c), found.placement.id, parsed.data)
      : fail({ kind: 'invalid' as const, faults: faultsOf(parsed.error) });
    if (set.ok) return seeOther(c, found.href);
    const labels: Readonly<Record<string, string>> = { firstDay: words.firstDay, lastDay: words.lastDay, reason: words.reason };
    const faults = faultsIn(set.error, viewer.locale, (field) => labels[field]) ?? [
      { field: 'lastDay', message: toldOf(set.error, viewer).title },
    ];
    return sendPrivate(c, daysView({ ...found, viewer, typed, faults }), 422);
  };
}

/** On which days of the placement its volunteer is there, as agreed: for the county that hosts them, and for coordinators. */
export const ownDaysPages = new PageRouter()
  .get('/county/placements/:id/days', 'placement.host', ask(hosted))
  .post('/county/placements/:id/days', 'placement.host', change(hosted))
  .get('/desk/placements/:id/days', 'placement.decide', ask(onDesk))
  .post('/desk/placements/:id/days', 'placement.decide', change(onDesk));
