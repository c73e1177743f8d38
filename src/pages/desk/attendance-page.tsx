import type { Context } from 'hono';
import { z } from 'zod';

import { recordAttendance } from '../../actions/attendance/record-attendance.ts';
import { listFilterChoices, type ApplicationChoices } from '../../db/queries/desk-applications.ts';
import { listTrainees, mostTrainees, type Trainee } from '../../db/queries/desk-lists.ts';
import { attendanceSchema } from '../../domain/attendance.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { DayField, FaultSummary, SelectField, TextField, type FieldFault } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Table } from '../parts/table.tsx';
import { dayText } from '../parts/time.tsx';
import { Typed, typedIn, typedInAddress } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { askedId, askedText } from './asked.ts';
import { clearanceWords } from './clearance-words.ts';
import { deskWords } from './desk-words.ts';
import { listWords } from './list-words.ts';
import { optionsOf } from './named.ts';
import { faultsAt, JustDone, nothingTyped } from './queue.tsx';

type Shown = {
  readonly viewer: Viewer;
  readonly choices: ApplicationChoices;
  readonly seasonId: string | undefined;
  readonly text: string | undefined;
  readonly trainees: readonly Trainee[];
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

function attendancePage(shown: Shown) {
  const { viewer, choices, seasonId, text, trainees, faults } = shown;
  const words = listWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const filters = new Typed([
    ...(seasonId === undefined ? [] : [['season', seasonId] as const]),
    ...(text === undefined ? [] : [['q', text] as const]),
  ]);
  return (
    <Frame viewer={viewer} title={words.attendance}>
      <JustDone viewer={viewer} />
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={words.attendance}
        above={{ href: '/desk/clearances', name: clearanceWords[viewer.locale].title }}
        lead={words.attendanceLead}
      />
      <Filters viewer={viewer} action="/desk/attendance">
        <SelectField
          name="season"
          label={desk.season}
          typed={filters}
          none={words.chooseSeason}
          options={optionsOf(choices.seasons, viewer)}
          faults={faults}
        />
        <TextField type="search" name="q" label={words.who} typed={filters} />
      </Filters>
      {seasonId === undefined ? (
        <Empty>
          <p>{words.chooseSeason}</p>
        </Empty>
      ) : trainees.length === 0 ? (
        <Empty>
          <p>{words.noTrainees}</p>
        </Empty>
      ) : (
        <Sheet {...shown} />
      )}
    </Frame>
  );
}

function Sheet({ viewer, seasonId, text, trainees, typed, faults }: Shown) {
  const words = listWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  return (
    <form method="post" action="/desk/attendance" novalidate>
      <input type="hidden" name="season" value={seasonId} />
      <input type="hidden" name="q" value={text ?? ''} />
      <DayField name="heldDay" label={words.heldDay} typed={typed} faults={faults} />
      {trainees.length === mostTrainees ? <p class="small quiet">{words.most(mostTrainees)}</p> : null}
      <Table
        caption={words.attendance}
        viewer={viewer}
        rows={trainees}
        isDense
        columns={[
          {
            title: desk.name,
            cell: ({ name, isCleared }) => (
              <>
                {name} {isCleared ? <Pill tone="done">{words.alreadyCleared}</Pill> : null}
              </>
            ),
          },
          {
            title: words.who,
            cell: ({ institution, lastAttended }) => (
              <>
                {institution ?? desk.noValue}
                {lastAttended === null ? null : (
                  <span class="quiet small"> {words.lastAttended(dayText(lastAttended, viewer.locale))}</span>
                )}
              </>
            ),
          },
          {
            title: words.howLong,
            cell: ({ accountId, name }) => {
              const said = typed.text(`who.${accountId}`);
              return (
                <select name={`who.${accountId}`} class="small-select" aria-label={words.attendanceOf(name)}>
                  <option value="">{words.absent}</option>
                  <option value="whole" selected={said === 'whole'}>
                    {words.whole}
                  </option>
                  <option value="part" selected={said === 'part'}>
                    {words.part}
                  </option>
                </select>
              );
            },
          },
        ]}
      />
      <p class="actions">
        <button class="button">{words.recordButton}</button>
      </p>
    </form>
  );
}

type Asked = { readonly seasonId: string | undefined; readonly text: string | undefined };

async function show(c: Context<AppEnv>, { seasonId, text }: Asked, typed: Typed, faults: readonly FieldFault[]): Promise<Response> {
  const { db } = c.var;
  const trainees = seasonId === undefined ? [] : await listTrainees(db, seasonId, text);
  const shown = { viewer: viewerOf(c), choices: await listFilterChoices(db), seasonId, text, trainees, typed, faults };
  return sendPrivate(c, attendancePage(shown), faults.length === 0 ? 200 : 422);
}

const askedSchema = z.object({ season: askedId, q: askedText });
const markSchema = z.enum(['whole', 'part']);

function askedIn(typed: Typed): Asked {
  const { season: seasonId, q: text } = askedSchema.parse({ season: typed.optional('season'), q: typed.optional('q') });
  return { seasonId, text };
}

function attendanceIn(typed: Typed): Result<z.infer<typeof attendanceSchema>, KnownFailure> {
  const attendees = typed.names('who').flatMap((volunteerId) => {
    const mark = markSchema.safeParse(typed.text(`who.${volunteerId}`));
    return mark.success ? [{ volunteerId, attendedWhole: mark.data === 'whole' }] : [];
  });
  const parsed = attendanceSchema.safeParse({ heldDay: typed.optional('heldDay'), attendees });
  return parsed.success ? ok(parsed.data) : fail({ kind: 'invalid', faults: faultsOf(parsed.error) });
}

/** What is wrong with somebody is told at the day: the table has no places for faults. */
function attendanceFaults(failure: KnownFailure, viewer: Viewer): readonly FieldFault[] {
  const words = listWords[viewer.locale];
  return faultsAt(failure, 'heldDay', viewer, () => words.heldDay).map((fault) => {
    if (fault.field === 'attendees') return { field: 'heldDay', message: words.nobodyMarked };
    return fault.field.startsWith('attendees') ? { ...fault, field: 'heldDay', label: words.howLong } : fault;
  });
}

export const attendancePages = new PageRouter()
  .get('/desk/attendance', 'attendance.record', async (c) => show(c, askedIn(typedInAddress(c)), nothingTyped, []))
  .post('/desk/attendance', 'attendance.record', async (c) => {
    const typed = await typedIn(c);
    const viewer = viewerOf(c);
    const asked = askedIn(typed);
    if (asked.seasonId === undefined) return show(c, asked, typed, [{ field: 'season', message: listWords[viewer.locale].chooseSeason }]);
    const attendance = attendanceIn(typed);
    const result = attendance.ok ? await recordAttendance(actionContext(c), asked.seasonId, attendance.value) : attendance;
    if (result.ok) return seeOther(c, `/desk/attendance?season=${asked.seasonId}&done=recorded`);
    return show(c, asked, typed, attendanceFaults(result.error, viewer));
  });
