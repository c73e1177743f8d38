import type { HostConditions } from '../../domain/request.ts';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { hostConditionWords } from '../words/host-condition-words.ts';
import { AreaField, DayField, NumberField, TextField, type FieldFault } from './form.tsx';

type HostField = { readonly name: keyof HostConditions } & (
  | { readonly as: 'area'; readonly maxlength: number; readonly rows: number }
  | { readonly as: 'text' | 'number'; readonly maxlength: number }
  | { readonly as: 'day' }
);

/** The host conditions as they stand on the form: a line each, short ones beside each other. */
const hostLines: readonly (readonly HostField[])[] = [
  [{ name: 'lodging', as: 'area', rows: 3, maxlength: 1000 }],
  [{ name: 'waterAndPower', as: 'area', rows: 2, maxlength: 1000 }],
  [
    { name: 'altitudeMetres', as: 'number', maxlength: 5 },
    { name: 'bandwidthMbps', as: 'number', maxlength: 9 },
    { name: 'largestClass', as: 'number', maxlength: 3 },
  ],
  [{ name: 'nearestHospital', as: 'area', rows: 2, maxlength: 500 }],
  [{ name: 'knownRisks', as: 'area', rows: 4, maxlength: 2000 }],
  [
    { name: 'signedBy', as: 'text', maxlength: 120 },
    { name: 'signedDay', as: 'day' },
  ],
];

type Shown = { readonly viewer: Viewer; readonly typed: Typed; readonly faults: readonly FieldFault[] };

/** What a county says of itself and signs, under `hostConditions.`. */
export function HostConditionFields({ viewer, typed, faults }: Shown) {
  return (
    <>
      {hostLines.map((line) => (
        <div class={line.length === 1 ? undefined : 'row'}>
          {line.map((field) => (
            <Condition viewer={viewer} typed={typed} faults={faults} field={field} />
          ))}
        </div>
      ))}
    </>
  );
}

function Condition({ viewer, typed, faults, field }: Shown & { readonly field: HostField }) {
  const { asked, hints: all } = hostConditionWords[viewer.locale];
  const hints: Readonly<Record<string, string>> = all;
  const shown = { name: `hostConditions.${field.name}`, label: asked[field.name], hint: hints[field.name], typed, faults };
  if (field.as === 'day') return <DayField {...shown} />;
  const { maxlength } = field;
  if (field.as === 'area') return <AreaField {...shown} maxlength={maxlength} rows={field.rows} />;
  if (field.as === 'number') return <NumberField {...shown} maxlength={maxlength} />;
  return <TextField {...shown} maxlength={maxlength} autocomplete="off" />;
}
