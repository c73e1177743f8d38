import { writtenChange, type Draft } from './draft.ts';

/** The draft in a form that asks for another part of a list: a browser leaves out what stands in the form's own address. */
export function DraftFields({ draft }: { draft: Draft }) {
  return (
    <>
      {draft.map((change) => (
        <input type="hidden" name="change" value={writtenChange(change)} />
      ))}
    </>
  );
}
