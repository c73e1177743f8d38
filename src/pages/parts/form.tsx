import type { Child } from 'hono/jsx';

import type { Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import type { Typed } from '../typed.ts';

/** What is wrong, and in which field; with its label where the message alone does not say what is meant. */
export type FieldFault = { readonly field: string; readonly message: string; readonly label?: string | undefined };

/** What is wrong, first on the page and with links to the fields; it takes the focus. */
export function FaultSummary({ faults, viewer }: { faults: readonly FieldFault[]; viewer: Viewer }) {
  if (faults.length === 0) return null;
  const words = wordsIn(viewer.locale);
  return (
    <div class="faults" role="alert" aria-labelledby="faults-title" tabindex={-1} autofocus>
      <h2 id="faults-title">{words.faultsTitle}</h2>
      <ul>
        {faults.map(({ field, message, label }) => (
          <li>
            <a href={`#${field}`}>{label === undefined ? message : words.labelled(label, message)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

type Described = { id: string; name: string; 'aria-describedby'?: string; 'aria-invalid'?: 'true' };

type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly hint?: Child;
  readonly faults?: readonly FieldFault[];
  /** The input itself; it is told by what it is described. */
  readonly children: (described: Described) => Child;
};

/** A field as people read it: label, hint, what is wrong, then the input. */
export function Field({ name, label, hint, faults = [], children }: FieldProps) {
  const fault = faults.find(({ field }) => field === name);
  return (
    <div class={fault === undefined ? 'field' : 'field faulty'}>
      <label for={name}>{label}</label>
      <Said name={name} hint={hint} fault={fault} />
      {children(describedBy(name, hint, fault))}
    </div>
  );
}

function Said({ name, hint, fault }: { name: string; hint: Child | undefined; fault: FieldFault | undefined }) {
  return (
    <>
      {hint === undefined ? null : (
        <p class="quiet small" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {fault === undefined ? null : (
        <p class="fault" id={`${name}-fault`}>
          {fault.message}
        </p>
      )}
    </>
  );
}

function describedBy(name: string, hint: Child | undefined, fault: FieldFault | undefined): Described {
  const ids = [hint === undefined ? '' : `${name}-hint`, fault === undefined ? '' : `${name}-fault`].filter((id) => id !== '');
  return {
    id: name,
    name,
    ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }),
    ...(fault === undefined ? {} : { 'aria-invalid': 'true' }),
  };
}

type InputProps = {
  readonly name: string;
  readonly label: string;
  readonly typed: Typed;
  readonly hint?: Child;
  readonly faults?: readonly FieldFault[];
};

type TextProps = InputProps & {
  readonly type?: 'text' | 'email' | 'search' | 'date' | 'datetime-local';
  /** How wide, for what has a known length. */
  readonly size?: 'short' | 'middle';
  readonly maxlength?: number;
  readonly inputmode?: 'numeric' | 'decimal' | 'email';
  readonly autocomplete?: string;
};

export function TextField({ name, label, typed, hint, faults = [], type = 'text', size, ...rest }: TextProps) {
  return (
    <Field name={name} label={label} hint={hint} faults={faults}>
      {(described) => <input {...described} {...rest} type={type} class={size} value={typed.text(name)} />}
    </Field>
  );
}

/** A number as it is typed: digits, and the phone's keyboard for them. */
export function NumberField(props: Omit<TextProps, 'type' | 'inputmode'>) {
  return <TextField {...props} size={props.size ?? 'short'} inputmode="numeric" autocomplete="off" />;
}

export function DayField(props: Omit<TextProps, 'type' | 'inputmode' | 'size'>) {
  return <TextField {...props} type="date" size="middle" />;
}

export function AreaField({
  name,
  label,
  typed,
  hint,
  faults = [],
  rows = 4,
  maxlength,
}: InputProps & { rows?: number; maxlength?: number }) {
  return (
    <Field name={name} label={label} hint={hint} faults={faults}>
      {(described) => (
        <textarea {...described} rows={rows} maxlength={maxlength}>
          {typed.text(name)}
        </textarea>
      )}
    </Field>
  );
}

export type Option = { readonly value: string; readonly label: string; readonly hint?: string | undefined };

/** One of many. `none` is what stands there before anything is chosen. */
export function SelectField({
  name,
  label,
  typed,
  hint,
  faults = [],
  options,
  none,
}: InputProps & { options: readonly Option[]; none?: string | undefined }) {
  const chosen = typed.text(name);
  return (
    <Field name={name} label={label} hint={hint} faults={faults}>
      {(described) => (
        <select {...described}>
          {none === undefined ? null : <option value="">{none}</option>}
          {options.map((option) => (
            <option value={option.value} selected={option.value === chosen}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type OptionsProps = InputProps & {
  readonly options: readonly Option[];
  readonly legendIsTitle?: boolean;
  /** Many short ones stand beside each other. */
  readonly areShort?: boolean;
  /** They are the steps of a scale: in one line, each above its name. */
  readonly isScale?: boolean;
};

/** One of few. */
export function RadioField(props: OptionsProps) {
  return <Options {...props} type="radio" />;
}

/** Any of few. */
export function ChecksField(props: OptionsProps) {
  return <Options {...props} type="checkbox" />;
}

function Options({
  name,
  label,
  typed,
  hint,
  faults = [],
  options,
  type,
  legendIsTitle = false,
  areShort = false,
  isScale = false,
}: OptionsProps & { type: 'radio' | 'checkbox' }) {
  const fault = faults.find(({ field }) => field === name);
  const chosen = typed.list(name);
  const { 'aria-describedby': describedby } = describedBy(name, hint, fault);
  const laidOut = isScale ? ' side-by-side scale' : areShort ? ' side-by-side' : '';
  return (
    <fieldset class={`field${fault === undefined ? '' : ' faulty'}${laidOut}`} aria-describedby={describedby}>
      <legend>{legendIsTitle ? <h1>{label}</h1> : label}</legend>
      <Said name={name} hint={hint} fault={fault} />
      {options.map((option, i) => {
        // The first carries the field's name as its id: links to the field lead there.
        const id = i === 0 ? name : `${name}-${option.value}`;
        return (
          <div class="option">
            <input type={type} id={id} name={name} value={option.value} checked={chosen.includes(option.value)} />
            <label for={id}>
              {option.label}
              {option.hint === undefined ? null : <span class="quiet small under">{option.hint}</span>}
            </label>
          </div>
        );
      })}
    </fieldset>
  );
}

/** One thing that is so or not. */
export function CheckField({ name, label, typed, hint, faults = [] }: InputProps) {
  const fault = faults.find(({ field }) => field === name);
  return (
    <div class={fault === undefined ? 'field' : 'field faulty'}>
      <Said name={name} hint={undefined} fault={fault} />
      <div class="option">
        <input type="checkbox" {...describedBy(name, undefined, fault)} value="yes" checked={typed.list(name).includes('yes')} />
        <label for={name}>
          {label}
          {hint === undefined ? null : <span class="quiet small under">{hint}</span>}
        </label>
      </div>
    </div>
  );
}
