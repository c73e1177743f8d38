import type { EarlyEndTold } from '../../db/queries/early-ends.ts';
import type { ReturnAnswer } from '../../domain/early-end.ts';
import type { earlyEndKinds } from '../../domain/placement.ts';
import { AreaField, RadioField, type FieldFault } from '../parts/form.tsx';
import type { SummaryRow } from '../parts/lists.tsx';
import { Instant } from '../parts/time.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { placementWords } from './placement-words.ts';

/** When it ended, after how much, and whether the person may come again. */
export function earlyEndRows(viewer: Viewer, earlyEnd: EarlyEndTold | null): SummaryRow[] {
  const words = placementWords[viewer.locale];
  if (earlyEnd === null) return [];
  const { endedAt, minutesTaught, mayReturn, returnReason, decidedAt } = earlyEnd;
  return [
    { label: words.endedAt, value: <Instant at={endedAt} viewer={viewer} /> },
    { label: words.taughtUntilThen, value: words.hoursText(Math.round(minutesTaught / 6) / 10) },
    {
      label: words.mayReturn,
      value: (
        <>
          {words.returnAnswers[mayReturn]}
          {decidedAt === null ? null : (
            <span class="under">
              <Instant at={decidedAt} viewer={viewer} />
            </span>
          )}
          {returnReason === '' ? null : <span class="under told-text">{returnReason}</span>}
        </>
      ),
    },
  ];
}

type Note = { readonly viewer: Viewer; readonly endKind: (typeof earlyEndKinds)[number] | null; readonly earlyEnd: EarlyEndTold | null };

/** An early end in a line, under the state of the placement. */
export function EarlyEndNote({ viewer, endKind, earlyEnd }: Note) {
  const words = placementWords[viewer.locale];
  if (endKind === null || earlyEnd === null) return null;
  const { mayReturn, returnReason } = earlyEnd;
  return (
    <>
      <span class="under">
        {terms[viewer.locale].earlyEnds[endKind]} · {words.mayReturn}
        {viewer.locale === 'zh' ? '：' : ': '}
        {words.returnAnswers[mayReturn]}
      </span>
      {returnReason === '' ? null : <span class="under">{returnReason}</span>}
    </>
  );
}

type Fields = {
  readonly viewer: Viewer;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly answers: readonly ReturnAnswer[];
};

/** Whether the person may come again, and why. */
export function ReturnFields({ viewer, typed, faults, answers }: Fields) {
  const words = placementWords[viewer.locale];
  return (
    <>
      <RadioField
        name="mayReturn"
        label={words.mayReturn}
        hint={words.mayReturnHint}
        typed={typed}
        faults={faults}
        options={answers.map((value) => ({ value, label: words.returnAnswers[value] }))}
      />
      <AreaField name="returnReason" label={words.returnReason} typed={typed} faults={faults} rows={2} maxlength={2000} />
    </>
  );
}
