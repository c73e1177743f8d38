import { confirmService } from '../../actions/placements/confirm-service.ts';
import { reportNoShow } from '../../actions/placements/report-no-show.ts';
import type { HostedPlacement } from '../../db/queries/county-placements.ts';
import { daysIn } from '../../domain/calendar.ts';
import { confirmationInputSchema } from '../../domain/completion.ts';
import { reasonSchema } from '../../domain/placement.ts';
import { actionContext } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, NumberField, TextField, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { faultsIn, fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { hostedIn, hoursText } from './guest-parts.tsx';
import { guestsWords, type GuestsWords } from './guests-words.ts';
import { todayOf } from './own.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly placement: HostedPlacement;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
};

/** The county's word on a service, with the volunteer's beside it. */
function confirmView({ viewer, placement, typed, faults = [] }: Shown) {
  const { locale } = viewer;
  const words = guestsWords[locale];
  const { id, name, state, report, taught, startDay, endDay } = placement;
  const href = `/county/placements/${id}`;
  return (
    <Frame viewer={viewer} title={words.confirmTitle(name)} width="reading">
      <Title title={words.confirmTitle(name)} above={{ href, name }} beside={<State of="placement" state={state} locale={locale} />} />
      {state === 'started' ? (
        <>
          <p>{report === null ? words.confirmNoReport : words.confirmLead}</p>
          <Summary
            viewer={viewer}
            rows={[
              { label: words.term, value: daysText(startDay, endDay, locale) },
              { label: words.taught, value: words.taughtOf(taught.lessons, hoursText(taught.minutes, locale), taught.days) },
              {
                label: words.reported,
                value:
                  report === null ? (
                    words.noReport
                  ) : (
                    <>
                      {words.reportDays(report.daysServed)}
                      <span class="under">{report.text}</span>
                    </>
                  ),
              },
            ]}
          />
          <Confirm viewer={viewer} action={`${href}/confirm`} button={words.confirmButton(name)} back={href} faults={faults}>
            <NumberField
              name="daysServed"
              label={words.daysServed}
              hint={words.daysServedHint(daysIn({ startDay, endDay }))}
              typed={typed}
              faults={faults}
              maxlength={3}
            />
            <TextField
              name="signedBy"
              label={words.signedByField}
              hint={words.signedByHint}
              typed={typed}
              faults={faults}
              maxlength={120}
            />
            <AreaField name="comment" label={words.comment} hint={words.commentHint} typed={typed} faults={faults} maxlength={2000} />
          </Confirm>
        </>
      ) : (
        <Note tone="waiting">{words.confirmForbidden}</Note>
      )}
    </Frame>
  );
}

function confirmLabel(words: GuestsWords, field: string): string | undefined {
  const labels: Readonly<Record<string, string>> = { daysServed: words.daysServed, signedBy: words.signedByField, comment: words.comment };
  return labels[field];
}

/** One person did not come: says what becomes of it before it is reported. */
function noShowView({ viewer, placement, typed, faults = [] }: Shown) {
  const { locale } = viewer;
  const words = guestsWords[locale];
  const { id, name, state, startDay } = placement;
  const href = `/county/placements/${id}`;
  const forbidden =
    state !== 'accepted' ? words.noShowForbidden : todayOf(viewer) < startDay ? words.tooEarly(dayText(startDay, locale)) : undefined;
  return (
    <Frame viewer={viewer} title={words.noShowTitle(name)} width="reading">
      <Title title={words.noShowTitle(name)} above={{ href, name }} beside={<State of="placement" state={state} locale={locale} />} />
      {forbidden === undefined ? (
        <Confirm viewer={viewer} action={`${href}/no-show`} button={words.noShowButton(name)} back={href} faults={faults} isGrave>
          <p>{words.noShowLead(name)}</p>
          <AreaField
            name="reason"
            label={words.noShowReason}
            hint={words.noShowReasonHint}
            typed={typed}
            faults={faults}
            maxlength={2000}
          />
        </Confirm>
      ) : (
        <Note tone="waiting">{forbidden}</Note>
      )}
    </Frame>
  );
}

export const guestMovesPage = new PageRouter()
  .get('/county/placements/:id/confirm', 'placement.host', async (c) => {
    const placement = await hostedIn(c);
    if (placement === undefined) return c.notFound();
    const { confirmation, report } = placement;
    const typed = Typed.of(confirmation ?? (report === null ? {} : { daysServed: report.daysServed }));
    return sendPrivate(c, confirmView({ viewer: viewerOf(c), placement, typed }));
  })
  .post('/county/placements/:id/confirm', 'placement.host', async (c) => {
    const placement = await hostedIn(c);
    if (placement === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const words = guestsWords[viewer.locale];
    const typed = await typedIn(c);
    const labelOf = (field: string) => confirmLabel(words, field);
    const given = { daysServed: typed.number('daysServed'), signedBy: typed.optional('signedBy'), comment: typed.text('comment') };
    const parsed = confirmationInputSchema.safeParse(given);
    const confirmed = parsed.success ? await confirmService(actionContext(c), placement.id, parsed.data) : undefined;
    if (confirmed?.ok === true) return seeOther(c, `/county/placements/${placement.id}?done=confirmed`);
    const faults =
      confirmed === undefined
        ? fieldFaults(parsed.success ? [] : faultsOf(parsed.error), viewer.locale, labelOf)
        : (faultsIn(confirmed.error, viewer.locale, labelOf) ?? [{ field: 'daysServed', message: toldOf(confirmed.error, viewer).title }]);
    return sendPrivate(c, confirmView({ viewer, placement, typed, faults }), 422);
  })
  .get('/county/placements/:id/no-show', 'placement.host', async (c) => {
    const placement = await hostedIn(c);
    return placement === undefined ? c.notFound() : sendPrivate(c, noShowView({ viewer: viewerOf(c), placement, typed: new Typed() }));
  })
  .post('/county/placements/:id/no-show', 'placement.host', async (c) => {
    const placement = await hostedIn(c);
    if (placement === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = reasonSchema.safeParse({ reason: typed.optional('reason') });
    const reported = parsed.success ? await reportNoShow(actionContext(c), placement.id, parsed.data.reason) : undefined;
    if (reported?.ok === true) return seeOther(c, `/county/placements/${placement.id}?done=missed`);
    const faults =
      reported === undefined
        ? fieldFaults(parsed.success ? [] : faultsOf(parsed.error), viewer.locale, () => guestsWords[viewer.locale].noShowReason)
        : [{ field: 'reason', message: toldOf(reported.error, viewer).title }];
    return sendPrivate(c, noShowView({ viewer, placement, typed, faults }), 422);
  });
