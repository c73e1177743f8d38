import type { Context } from 'hono';

import { cancelReasons, dayOutcomes, dayReportSchema, type DayReport } from '../../domain/squad.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Locale } from '../../domain/account.ts';
import type { Fault } from '../../actions/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { AppEnv } from '../../http/context.ts';
import { AreaField, DayField, FaultSummary, NumberField, RadioField, SelectField, type FieldFault } from '../parts/form.tsx';
import { fieldFaults, typedIn, type Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { reportWords } from './report-words.ts';

/** The script that keeps a report on the device while there is no network. */
export const reportHead = <script src="/report.js" defer></script>;

type NoticeProps = {
  readonly viewer: Viewer;
  /** Who is signed in, as the script remembers them; nobody by the link. */ readonly by?: string;
};

/** Says what is kept on this device, and whose it waits for; the script fills it. */
export function KeptNotice({ viewer, by }: NoticeProps) {
  const words = reportWords[viewer.locale];
  return (
    <div class="note waiting" data-kept data-by={by} data-name={by === undefined ? undefined : viewer.name} role="status" hidden>
      <p data-said={words.kept} data-count={words.keptCount} data-refused={words.keptRefused}></p>
      <p data-whose={words.keptWhose} hidden></p>
    </div>
  );
}

type FormProps = {
  readonly viewer: Viewer;
  /** Stands for whoever writes it, signed in; the link speaks for itself. */
  readonly by?: string;
  /** Where it goes; offline its own address, which the script knows. */
  readonly action?: string;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
};

/** The one form of the day, whoever fills it in. What belongs to the other outcome is out of the way where styles can. */
export function ReportForm({ viewer, by, action, typed, faults = [] }: FormProps) {
  const words = reportWords[viewer.locale];
  const field = { typed, faults };
  const hasFault = (name: string) => faults.some((fault) => fault.field === name);
  return (
    <>
      <KeptNotice viewer={viewer} {...(by === undefined ? {} : { by })} />
      <FaultSummary faults={faults} viewer={viewer} />
      <form method="post" {...(action === undefined ? {} : { action })} class="day-report" data-report novalidate>
        <input type="hidden" name="key" value={typed.text('key')} />
        <input type="hidden" name="by" value={by ?? ''} />
        <DayField name="day" label={words.day} {...field} />
        <RadioField
          name="outcome"
          label={words.outcome}
          areShort
          {...field}
          options={dayOutcomes.map((value) => ({ value, label: words.outcomes[value] }))}
        />
        <div class={hasFault('learners') ? undefined : 'if-held'}>
          <NumberField name="learners" label={words.learners} hint={words.learnersHint} {...field} maxlength={4} />
        </div>
        <div class={hasFault('cancelReason') ? undefined : 'if-cancelled'}>
          <SelectField
            name="cancelReason"
            label={words.cancelReason}
            none={words.choose}
            {...field}
            options={cancelReasons.map((value) => ({ value, label: words.reasons[value] }))}
          />
        </div>
        <RadioField
          name="everybodyWell"
          label={words.everybodyWell}
          areShort
          {...field}
          options={[
            { value: 'yes', label: words.well },
            { value: 'no', label: words.notWell },
          ]}
        />
        <RadioField
          name="hadIncident"
          label={words.hadIncident}
          hint={words.hadIncidentHint}
          areShort
          {...field}
          options={[
            { value: 'no', label: words.no },
            { value: 'yes', label: words.yes },
          ]}
        />
        <AreaField name="note" label={words.note} hint={words.noteHint} {...field} rows={3} maxlength={1000} />
        {action === undefined ? <p class="quiet kept-as" data-as={words.keptAs} data-nobody={words.keptNobody} role="status"></p> : null}
        <button class="button">{words.send}</button>
      </form>
    </>
  );
}

const answers: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** The form that was sent: a report, or what is wrong with it. */
export async function reportIn(
  c: Context<AppEnv>,
): Promise<{ readonly typed: Typed; readonly report: Result<DayReport, { readonly kind: 'invalid'; readonly faults: readonly Fault[] }> }> {
  const typed = await typedIn(c);
  const parsed = dayReportSchema.safeParse({
    day: typed.text('day'),
    outcome: typed.optional('outcome'),
    cancelReason: typed.optional('cancelReason'),
    learners: typed.number('learners'),
    everybodyWell: answers[typed.text('everybodyWell')],
    hadIncident: answers[typed.text('hadIncident')],
    note: typed.text('note'),
    key: typed.text('key'),
  });
  return { typed, report: parsed.success ? ok(parsed.data) : fail({ kind: 'invalid', faults: faultsOf(parsed.error) }) };
}

/** The form says what is missing better than the schema. */
export function reportFaults(faults: readonly Fault[], locale: Locale): FieldFault[] {
  const messages: Readonly<Record<string, string>> = reportWords[locale].faults;
  const plain = new Set(['outside-term', 'in-the-future', 'reported-too-late']);
  return fieldFaults(faults, locale).map((fault, i) =>
    plain.has(faults[i]?.code ?? '') ? fault : { ...fault, message: messages[fault.field] ?? fault.message },
  );
}
