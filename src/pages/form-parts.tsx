import type { Child } from 'hono/jsx';

import type { Words } from './words/shape.ts';

export type FieldFault = { readonly field: string; readonly message: string };

/** What is wrong, first on the page and with links to the fields; it takes the focus. */
export function FaultSummary({ faults, words }: { faults: readonly FieldFault[]; words: Words }) {
  if (faults.length === 0) return null;
  return (
    <div class="faults" role="alert" aria-labelledby="faults-title" tabindex={-1} autofocus>
      <h2 id="faults-title">{words.faultsTitle}</h2>
      <ul>
        {faults.map(({ field, message }) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly faults?: readonly FieldFault[];
  /** The input itself; it is told by what it is described. */
  readonly children: (described: { id: string; name: string; 'aria-describedby'?: string; 'aria-invalid'?: 'true' }) => Child;
};

/** A field as people read it: label, hint, what is wrong, then the input. */
export function Field({ name, label, hint, faults = [], children }: FieldProps) {
  const fault = faults.find(({ field }) => field === name);
  const described = [hint === undefined ? '' : `${name}-hint`, fault === undefined ? '' : `${name}-fault`].filter((id) => id !== '');
  return (
    <div class={fault === undefined ? 'field' : 'field faulty'}>
      <label for={name}>{label}</label>
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
      {children({
        id: name,
        name,
        ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
        ...(fault === undefined ? {} : { 'aria-invalid': 'true' }),
      })}
    </div>
  );
}
