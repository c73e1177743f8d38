import { z } from 'zod';

import { listGuests, type Guest } from '../../db/queries/county-placements.ts';
import type { Page } from '../../db/queries/page.ts';
import { daySchema } from '../../domain/calendar.ts';
import { placementStates } from '../../domain/placement.ts';
import { sendPrivate } from '../answer.tsx';
import { TakeAlong } from '../exports/take-along.tsx';
import { feedbackWords } from '../feedback/feedback-words.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { CheckField, DayField, SelectField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import { Typed, typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { dueOf, originOf, teachingOf } from './guest-parts.tsx';
import { guestsWords } from './guests-words.ts';
import { filterIn, ownCodes, todayOf } from './own.ts';

type Shown = { readonly viewer: Viewer; readonly typed: Typed; readonly page: Page<Guest>; readonly empty: string };

const seenStates = placementStates.filter((state) => state !== 'proposed' && state !== 'dropped');

/** Who is coming, and who was there. */
function viewOf({ viewer, typed, page, empty }: Shown) {
  const { locale } = viewer;
  const words = guestsWords[locale];
  const request = typed.optional('request');
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <Filters viewer={viewer} action="/county/placements">
        {request === undefined ? null : <input type="hidden" name="request" value={request} />}
        <SelectField
          name="state"
          label={words.state}
          typed={typed}
          none={words.allStates}
          options={seenStates.map((value) => ({ value, label: terms[locale].states.placement[value] }))}
        />
        <DayField name="from" label={words.fromDay} typed={typed} />
        <CheckField name="due" label={words.due} typed={typed} />
      </Filters>
      {page.items.length === 0 ? <Empty>{empty}</Empty> : <Guests viewer={viewer} rows={page.items} />}
      <Paging nextAfter={page.nextAfter} viewer={viewer} />
      <TakeAlong viewer={viewer} kind="placements" />
      <p class="others no-print">
        <a href="/county/calendar">{words.toCalendar}</a> · <a href="/county/feedback">{feedbackWords[locale].ofCounty}</a>
      </p>
    </Frame>
  );
}

function Guests({ viewer, rows }: { viewer: Viewer; rows: readonly Guest[] }) {
  const { locale } = viewer;
  const words = guestsWords[locale];
  const today = todayOf(viewer);
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={rows}
      columns={[
        {
          title: words.person,
          cell: (guest) => (
            <>
              <a href={`/county/placements/${guest.id}`}>{guest.name}</a>
              <span class="under">{originOf(guest, locale)}</span>
            </>
          ),
        },
        { title: words.teaches, cell: (guest) => teachingOf(guest, locale) },
        { title: words.place, cell: ({ requestId, place }) => <a href={`/county/requests/${requestId}/squad`}>{place}</a> },
        { title: words.term, cell: ({ startDay, endDay }) => daysText(startDay, endDay, locale) },
        { title: words.state, cell: (guest) => <GuestState guest={guest} viewer={viewer} today={today} /> },
      ]}
    />
  );
}

function GuestState({ guest, viewer, today }: { guest: Guest; viewer: Viewer; today: string }) {
  const { locale } = viewer;
  const due = dueOf(guest, today, locale);
  return (
    <>
      <State of="placement" state={guest.state} locale={locale} />
      {due === undefined ? null : (
        <>
          {' '}
          <Pill tone="waiting">{due}</Pill>
        </>
      )}
      {guest.state === 'offered' && guest.replyByAt !== null ? (
        <span class="under">
          {guestsWords[locale].replyBy} <Instant at={guest.replyByAt} viewer={viewer} />
        </span>
      ) : null}
    </>
  );
}

const rowsAPage = 50;
const keySchema = z
  .string()
  .regex(/^.{10}_[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
  .refine((key) => daySchema.safeParse(key.slice(0, 10)).success);

export const guestsPage = new PageRouter().get('/county/placements', 'placement.host', async (c) => {
  const viewer = viewerOf(c);
  const words = guestsWords[viewer.locale];
  const asked = typedInAddress(c);
  // Whoever asks for nothing sees who is there and who comes.
  const isPlain = !['state', 'from', 'request', 'due'].some((name) => asked.has(name));
  const typed = isPlain ? Typed.of({ from: todayOf(viewer) }) : asked;
  const state = filterIn(c, 'state', z.enum(seenStates));
  const fromDay = daySchema.safeParse(typed.text('from')).data;
  const requestId = filterIn(c, 'request', z.uuid());
  const isDue = filterIn(c, 'due', z.literal('yes')) !== undefined;
  const after = filterIn(c, 'after', keySchema);
  const due = isDue ? { today: todayOf(viewer) } : undefined;
  const page = await listGuests(c.var.db, { countyCodes: ownCodes(c), state, fromDay, requestId, due }, { limit: rowsAPage, after });
  const isFiltered = state !== undefined || requestId !== undefined || isDue;
  const empty = isFiltered ? words.noneFound : fromDay === undefined ? words.none : words.noneComing;
  return sendPrivate(c, viewOf({ viewer, typed, page, empty }));
});
