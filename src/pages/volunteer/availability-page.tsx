import type { Context } from 'hono';

import type { ApplicationSheet } from '../../db/queries/application-sheet.ts';
import { daySchema, periodFaults, type Period } from '../../domain/calendar.ts';
import { deliveries } from '../../domain/teaching.ts';
import type { AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import { ChecksField, DayField, NumberField, type FieldFault } from '../parts/form.tsx';
import { daysText } from '../parts/time.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { isEditable, taskPath } from './application-tasks.ts';
import { applicationWords } from './application-words.ts';
import { MonthGrid } from './month-grid.tsx';
import { afterSaving, isFromCheck, saveSection, SectionForm, SectionFrame, sheetIn, toldClosed } from './section.tsx';
import type { Obstacle, SectionProps } from './section.tsx';
import { sectionWords } from './section-words.ts';

const parts = ['startDay', 'endDay', 'weeklyHours'] as const;
const mostWindows = 20;

/** Rows of the form in which something stands, by their numbers there: what is left empty is no window. */
function rowsIn(typed: Typed): number[] {
  return typed.indexes('windows').filter((row) => parts.some((part) => typed.text(`windows.${row}.${part}`).trim() !== ''));
}

function fieldsIn(typed: Typed, rows: readonly number[]) {
  return {
    deliveries: typed.list('deliveries'),
    windows: rows.map((row) => ({
      startDay: typed.text(`windows.${row}.startDay`),
      endDay: typed.text(`windows.${row}.endDay`),
      weeklyHours: typed.number(`windows.${row}.weeklyHours`),
    })),
  };
}

/** What the schema would say of a day or of hours, in words that help. */
function faultsIn(typed: Typed, rows: readonly number[], teaching: Period, { locale }: Viewer): FieldFault[] {
  const words = sectionWords[locale].availability;
  if (rows.length > mostWindows) return [{ field: `windows.${rows[mostWindows] ?? 0}.startDay`, message: words.tooMany }];
  return rows.flatMap((row, i) => {
    const label = words.window(String(i + 1));
    const days = (['startDay', 'endDay'] as const).filter((part) => !daySchema.safeParse(typed.text(`windows.${row}.${part}`)).success);
    const hours = typed.number(`windows.${row}.weeklyHours`);
    const isSound = typeof hours === 'number' && Number.isInteger(hours) && hours >= 1 && hours <= 60;
    const window = { startDay: typed.text(`windows.${row}.startDay`), endDay: typed.text(`windows.${row}.endDay`) };
    const misplaced = days.length > 0 ? [] : fieldFaults(periodFaults(window, teaching, `/windows/${row}`), locale);
    return [
      ...days.map((part) => ({ field: `windows.${row}.${part}`, message: words.dayMissing, label })),
      ...misplaced.map((fault) => ({ ...fault, label })),
      ...(isSound ? [] : [{ field: `windows.${row}.weeklyHours`, message: words.hoursWrong, label }]),
    ];
  });
}

const teachingOf = ({ season }: ApplicationSheet): Period => ({ startDay: season.teachingStartDay, endDay: season.teachingEndDay });

/** What is needed before it is left, though not while windows are added. */
function missingIn(typed: Typed, rows: readonly number[], { locale }: Viewer): FieldFault[] {
  const words = sectionWords[locale].availability;
  return [
    ...(typed.list('deliveries').length === 0 ? [{ field: 'deliveries', message: words.missingDeliveries }] : []),
    ...(rows.length === 0 ? [{ field: `windows.${typed.indexes('windows')[0] ?? 0}.startDay`, message: words.missingWindows }] : []),
  ];
}

type ViewProps = SectionProps & { readonly obstacle?: Obstacle | undefined; readonly rows: readonly number[] };

function availabilityView({ viewer, sheet, typed, faults, obstacle, rows }: ViewProps) {
  const { locale } = viewer;
  const words = sectionWords[locale].availability;
  const { season } = sheet;
  const options = deliveries.map((value) => ({ value, label: terms[locale].deliveries[value], hint: words.deliveryHints[value] }));
  return (
    <SectionFrame
      viewer={viewer}
      sheet={sheet}
      name="availability"
      title={words.title}
      lead={words.lead(daysText(season.teachingStartDay, season.teachingEndDay, locale))}
      faults={faults}
      obstacle={obstacle}
    >
      <SectionForm viewer={viewer} sheet={sheet} name="availability">
        {/* What Enter presses: the first button of a form. */}
        <button class="unseen" tabindex={-1} aria-hidden="true"></button>
        <ChecksField
          name="deliveries"
          label={words.deliveries}
          hint={words.deliveriesHint}
          typed={typed}
          faults={faults}
          options={options}
        />
        <fieldset class="group">
          <legend>{words.windows}</legend>
          {rows.map((row, i) => (
            <WindowRow
              viewer={viewer}
              season={season}
              typed={typed}
              faults={faults}
              row={row}
              number={String(i + 1)}
              isOnly={rows.length === 1}
            />
          ))}
          <p>
            <button class="button second" name="move" value="add">
              {words.add}
            </button>
          </p>
        </fieldset>
        <Calendar viewer={viewer} sheet={sheet} typed={typed} />
      </SectionForm>
    </SectionFrame>
  );
}

type RowProps = Pick<SectionProps, 'viewer' | 'typed' | 'faults'> & {
  readonly season: ApplicationSheet['season'];
  readonly row: number;
  readonly number: string;
  readonly isOnly: boolean;
};

function WindowRow({ viewer, typed, faults, row, number, isOnly }: RowProps) {
  const words = sectionWords[viewer.locale].availability;
  return (
    <fieldset class="window">
      <legend>{words.window(number)}</legend>
      <div class="row">
        <DayField name={`windows.${row}.startDay`} label={words.startDay} typed={typed} faults={faults} />
        <DayField name={`windows.${row}.endDay`} label={words.endDay} typed={typed} faults={faults} />
        <NumberField name={`windows.${row}.weeklyHours`} label={words.weeklyHours} hint={words.weeklyHint} typed={typed} faults={faults} />
      </div>
      {isOnly ? null : (
        <button class="quiet-button" name="move" value={`remove:${row}`} aria-label={words.removeOf(number)}>
          {words.remove}
        </button>
      )}
    </fieldset>
  );
}

function soundWindows(typed: Typed): (Period & { weeklyHours: string })[] {
  return rowsIn(typed).flatMap((row) => {
    const [startDay, endDay] = [typed.text(`windows.${row}.startDay`), typed.text(`windows.${row}.endDay`)];
    const isSound = daySchema.safeParse(startDay).success && daySchema.safeParse(endDay).success && startDay <= endDay;
    return isSound ? [{ startDay, endDay, weeklyHours: typed.text(`windows.${row}.weeklyHours`) }] : [];
  });
}

function Calendar({ viewer: { locale }, sheet, typed }: Pick<SectionProps, 'viewer' | 'sheet' | 'typed'>) {
  const words = sectionWords[locale].availability;
  const windows = soundWindows(typed);
  const { perWeek } = applicationWords[locale];
  const said = windows.map(({ startDay, endDay, weeklyHours }) => `${daysText(startDay, endDay, locale)}, ${perWeek(weeklyHours)}`);
  return (
    <section class="calendar" aria-labelledby="calendar-title">
      <h2 id="calendar-title">{words.calendar}</h2>
      <p class="quiet small">{words.calendarLead}</p>
      <MonthGrid
        locale={locale}
        within={teachingOf(sheet)}
        marked={windows}
        label={said.length === 0 ? words.calendarEmpty : words.calendarSays(said.join('; '))}
      />
    </section>
  );
}

/** A fault of the third window lies in the third row that is filled. */
function placed(faults: readonly FieldFault[], rows: readonly number[], { locale }: Viewer): FieldFault[] {
  return faults.map((fault) => {
    const [, at, part] = /^windows\.(\d+)\.(\w+)$/.exec(fault.field) ?? [];
    const row = rows[Number(at)];
    if (at === undefined || row === undefined) return fault;
    return { ...fault, field: `windows.${row}.${part ?? ''}`, label: sectionWords[locale].availability.window(String(Number(at) + 1)) };
  });
}

/** Which window a button takes away, and whether the page is looked at again after saving. */
function pressed(typed: Typed): { readonly removed: string | undefined; readonly isAdding: boolean; readonly isStaying: boolean } {
  const move = typed.text('move');
  const removed = /^remove:(\d{1,4})$/.exec(move)?.[1];
  return { removed, isAdding: move === 'add', isStaying: move === 'add' || removed !== undefined };
}

async function sendAvailability(c: Context<AppEnv>): Promise<Response> {
  const sheet = await sheetIn(c);
  if (sheet === undefined) return c.notFound();
  if (!isEditable(sheet)) return toldClosed(c, sheet);
  const viewer = viewerOf(c);
  const typed = await typedIn(c);
  const { removed, isAdding, isStaying } = pressed(typed);
  const rows = rowsIn(typed).filter((row) => String(row) !== removed);
  const shown = typed.indexes('windows').length === 0 ? [0] : typed.indexes('windows');
  const again = async (faults: readonly FieldFault[], obstacle?: Obstacle) =>
    sendPrivate(c, availabilityView({ viewer, sheet, typed, faults, obstacle, rows: shown }), 422);
  const faults = [...(isStaying ? [] : missingIn(typed, rows, viewer)), ...faultsIn(typed, rows, teachingOf(sheet), viewer)];
  if (faults.length > 0) return again(faults);
  const saved = await saveSection(c, sheet, typed, fieldsIn(typed, rows));
  if (saved.kind === 'closed') return toldClosed(c, sheet);
  if (saved.kind === 'faults') return again(placed(saved.faults, rows, viewer));
  if (saved.kind === 'obstacle') return again([], saved.obstacle);
  return isStaying ? seeOther(c, stayingPath(c, sheet, isAdding, rows.length)) : afterSaving(c, saved.sheet, 'availability');
}

function stayingPath(c: Context<AppEnv>, { id }: ApplicationSheet, isAdding: boolean, windows: number): string {
  const asked = [...(isAdding ? ['row=new'] : []), ...(isFromCheck(c) ? ['from=check'] : [])].join('&');
  const at = isAdding ? `#windows.${windows}.startDay` : '#calendar-title';
  return `${taskPath(id, 'availability')}${asked === '' ? '' : `?${asked}`}${at}`;
}

async function showAvailability(c: Context<AppEnv>): Promise<Response> {
  const sheet = await sheetIn(c);
  if (sheet === undefined) return c.notFound();
  if (!isEditable(sheet)) return seeOther(c, taskPath(sheet.id));
  const { windows, deliveries: chosen } = sheet;
  const typed = Typed.of({ windows, deliveries: chosen });
  const isWanted = windows.length === 0 || (c.req.query('row') === 'new' && windows.length < mostWindows);
  const rows = [...windows.keys(), ...(isWanted ? [windows.length] : [])];
  return sendPrivate(c, availabilityView({ viewer: viewerOf(c), sheet, typed, faults: [], rows }));
}

export const availabilityPage = new PageRouter()
  .get('/applications/:id/availability', 'application.write', async (c) => showAvailability(c))
  .post('/applications/:id/availability', 'application.write', async (c) => sendAvailability(c));
