import { clearanceKinds } from '../../domain/clearance.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { seasonFaultsIn, seasonInputSchema, type SeasonInput } from '../../domain/season.ts';
import { deliveries } from '../../domain/teaching.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { DayField, NumberField, TextField, type FieldFault } from '../parts/form.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { seasonWords } from './season-words.ts';

const days = [
  ['applicationsOpenDay', 'applicationsCloseDay'],
  ['requestsOpenDay', 'requestsCloseDay'],
  ['matchDay'],
  ['teachingStartDay', 'teachingEndDay'],
] as const;

type Props = { readonly viewer: Viewer; readonly typed: Typed; readonly faults: readonly FieldFault[] };

/** Everything a season says, to fill in or to change. */
export function SeasonFields({ viewer, typed, faults }: Props) {
  const words = seasonWords[viewer.locale];
  return (
    <>
      <fieldset class="group">
        <legend>{words.names}</legend>
        <div class="row">
          <TextField name="nameZh" label={words.nameZh} hint={words.nameZhHint} typed={typed} faults={faults} maxlength={120} />
          <TextField name="nameEn" label={words.nameEn} hint={words.nameEnHint} typed={typed} faults={faults} maxlength={120} />
        </div>
      </fieldset>
      <fieldset class="group">
        <legend>{words.days}</legend>
        {days.map((pair) => (
          <div class="row">
            {pair.map((name) => (
              <DayField name={name} label={words[name]} typed={typed} faults={faults} />
            ))}
          </div>
        ))}
        <NumberField name="replyHours" label={words.replyHours} hint={words.replyHoursHint} typed={typed} faults={faults} />
      </fieldset>
      <ChecksGrid viewer={viewer} typed={typed} />
    </>
  );
}

/** What each delivery asks: a line a check, a column a delivery. */
function ChecksGrid({ viewer, typed }: Omit<Props, 'faults'>) {
  const words = seasonWords[viewer.locale];
  const said = terms[viewer.locale];
  return (
    <fieldset class="group">
      <legend>{words.checks}</legend>
      <p class="quiet small">{words.checksLead}</p>
      <table class="grid-checks dense">
        <caption class="unseen">{words.checks}</caption>
        <thead>
          <tr>
            <th scope="col">{words.check}</th>
            {deliveries.map((delivery) => (
              <th scope="col">{said.deliveries[delivery]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {clearanceKinds.map((kind) => (
            <tr>
              <th scope="row">{said.clearances[kind]}</th>
              {deliveries.map((delivery) => (
                <td>
                  <input
                    type="checkbox"
                    name={`checks.${delivery}`}
                    value={kind}
                    checked={typed.list(`checks.${delivery}`).includes(kind)}
                    aria-label={words.checkOf(said.deliveries[delivery], said.clearances[kind])}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}

/** The season that a form says, or everything that is wrong with it at once. */
export function seasonIn(typed: Typed): Result<SeasonInput, KnownFailure> {
  const raw = {
    nameZh: typed.optional('nameZh'),
    nameEn: typed.optional('nameEn'),
    ...Object.fromEntries(days.flat().map((name) => [name, typed.optional(name)])),
    replyHours: typed.number('replyHours'),
    checks: Object.fromEntries(deliveries.map((delivery) => [delivery, typed.list(`checks.${delivery}`)])),
  };
  const parsed = seasonInputSchema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  return fail({ kind: 'invalid', faults: [...faultsOf(parsed.error), ...seasonFaultsIn(raw)] });
}

export function seasonLabel(field: string, viewer: Viewer): string | undefined {
  const words: Readonly<Record<string, unknown>> = seasonWords[viewer.locale];
  const word = words[field];
  return typeof word === 'string' ? word : undefined;
}
