import type { ClearanceKind } from '../../../src/domain/clearance.ts';
import { isCheckedText, type TextKind } from '../../../src/domain/consent.ts';
import { copyRows } from '../copy.ts';
import { moveThrough, recordBegun, recordEvents, type Moved } from '../moves.ts';
import { runningIdAt, type Scene } from './scene.ts';

/** The version of every text that is in force in an installation that begins. */
const textVersion = 1;

/** Checks that their volunteers have begun, in the accounts' order. */
export async function beginChecks(scene: Scene, accountIds: readonly string[], kind: ClearanceKind, at: string): Promise<Moved> {
  const { sql, random } = scene;
  const rows = accountIds.map((account_id) => ({ id: random.id(runningIdAt(scene)), account_id, kind, created_at: at }));
  await copyRows(sql, 'clearances', rows);
  const whose = new Map(rows.map((row) => [row.id, row.account_id]));
  const moved = { thing: 'clearance', ids: rows.map(({ id }) => id), at, whose, by: 'own' } as const;
  await recordBegun(sql, moved, 'requested');
  return moved;
}

export async function submitChecks(scene: Scene, accountIds: readonly string[], kind: ClearanceKind, at: string): Promise<Moved> {
  const moved = await beginChecks(scene, accountIds, kind, at);
  await moveThrough(scene.sql, moved, ['requested', 'submitted']);
  return moved;
}

type Cleared = { readonly kind: ClearanceKind; readonly throughDay: string; readonly at: string };

/** Checks that are cleared: what is agreed to by the person, everything else by the coordinator. */
export async function clearFor(scene: Scene, accountIds: readonly string[], { kind, throughDay, at }: Cleared): Promise<Moved> {
  const { sql, actors } = scene;
  const moved = await submitChecks(scene, accountIds, kind, at);
  const cleared = { valid_through_day: throughDay, verified_at: at };
  if (isCheckedText(kind)) {
    await agreeTo(scene, accountIds, [kind], at);
    await moveThrough(sql, moved, ['submitted', 'cleared'], { ...cleared, text_version: textVersion });
  } else {
    await moveThrough(sql, { ...moved, by: actors.coordinator }, ['submitted', 'cleared'], {
      ...cleared,
      verified_by: actors.coordinator.id,
    });
  }
  return moved;
}

export async function agreeTo(
  { sql, random, year }: Scene,
  accountIds: readonly string[],
  kinds: readonly TextKind[],
  at: string,
): Promise<void> {
  for (const kind of kinds) {
    const rows = accountIds.map((account_id) => ({
      id: random.id(runningIdAt({ year })),
      account_id,
      kind,
      version: textVersion,
      given_at: at,
    }));
    await copyRows(sql, 'consents', rows);
    const whose = new Map(rows.map((row) => [row.id, row.account_id]));
    const given = {
      thing: 'consent',
      ids: rows.map(({ id }) => id),
      at,
      whose,
      by: 'own',
      details: { kind, version: textVersion },
    } as const;
    await recordEvents(sql, given, { event: 'consent.given' });
  }
}
