import type { ImportKind, ImportState } from '../../src/domain/import/import.ts';
import type { Caller } from './caller.ts';
import type { Compared } from './compared.ts';

export type ListFile = { readonly kind: ImportKind; readonly name: string; readonly type: string; readonly bytes: ArrayBuffer };

type Held = {
  readonly id: string;
  readonly state: ImportState;
  readonly rows: number;
  readonly unmapped: readonly string[];
  readonly counts: { readonly new: number; readonly changed: number; readonly same: number; readonly faulty: number } | null;
  readonly written: number;
  readonly failure: string | null;
};
type Faulty = {
  readonly line: number;
  readonly errors: readonly { readonly field: string; readonly code: string; readonly message: string }[];
};

/** Sends a file, waits for what it would do, has it done, and waits again: nobody says which column is what. */
export async function imported(caller: Caller, file: ListFile): Promise<string> {
  const { counts, ...held } = await dryRun(caller, file);
  const { left, reasons } = await faultsOf(caller, held.id);
  if (counts === null || reasons.length > 0) throw new Error(`${file.name}: ${reasons.join('\n  ')}`);
  await caller.call(`/api/v1/imports/${held.id}/apply`, { method: 'POST' });
  const { state, written, failure } = await settled(caller, held.id);
  if (state !== 'done') throw new Error(`${file.name}: ${state}, ${failure ?? 'no reason given'}`);
  return `${held.rows.toLocaleString('en')} rows, ${counts.new.toLocaleString('en')} new, ${counts.changed} changed, ${counts.same} the same; ${written.toLocaleString('en')} written${left === 0 ? '' : `; ${left} frozen, left out`}`;
}

/** Sends a file without having anything done: every row of it must say what is on record. */
export async function checked(caller: Caller, file: ListFile): Promise<Compared> {
  const { id, rows, counts } = await dryRun(caller, file);
  const { left, reasons } = await faultsOf(caller, id);
  const others = rows - left - (counts?.same ?? 0);
  const different = Array.from({ length: others }, (_, i) => reasons[i] ?? 'a row would change something');
  return { subject: `${file.name}, sent again`, asked: rows - left, different };
}

async function dryRun(caller: Caller, { kind, name, type, bytes }: ListFile): Promise<Held> {
  const sent = await caller.read<Held>(`/imports/${kind}?mode=rows&name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: bytes,
  });
  if (sent.unmapped.length > 0) throw new Error(`${name}: no column was found for ${sent.unmapped.join(', ')}`);
  const held = await settled(caller, sent.id);
  if (held.state !== 'checked') throw new Error(`${name}: ${held.state}, ${held.failure ?? 'no reason given'}`);
  return held;
}

async function settled(caller: Caller, id: string): Promise<Held> {
  for (let tries = 0; tries < 600; tries += 1) {
    const held = await caller.read<Held>(`/imports/${id}`);
    if (held.state !== 'checking' && held.state !== 'applying') return held;
    // The installation's clock starts what is due; here nobody waits for it.
    await caller.call('/cdn-cgi/handler/scheduled');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the import ${id} did not end`);
}

/** Why rows cannot be, apart from frozen accounts: those stay out of other installations. */
async function faultsOf(caller: Caller, id: string): Promise<{ readonly left: number; readonly reasons: readonly string[] }> {
  const { items } = await caller.read<{ items: readonly Faulty[] }>(`/imports/${id}/faults?limit=200`);
  const wrong = items.filter(({ errors }) => !errors.every(({ field, code }) => field === 'isFrozen' && code === 'account-closed'));
  const reasons = wrong.map(({ line, errors }) => `line ${line}: ${errors.map(({ field, message }) => `${field}: ${message}`).join('; ')}`);
  return { left: items.length - wrong.length, reasons };
}
