import type { Connection } from '../../db/client.ts';
import { listAccountsAt } from '../../db/queries/import-accounts.ts';
import { listPeople } from '../../db/queries/import-placements.ts';
import { findByKeys } from '../../db/queries/imports.ts';
import type { StagedRow } from '../../db/queries/import-rows.ts';
import { personKey, type PlacementRecord } from '../../domain/import/placements.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of this work are placements
export const serviceIn = (row: StagedRow) => row.record as PlacementRecord;

export type Person = { readonly id: string; readonly isClosed: boolean; readonly hasProfile: boolean };

/** Who the people of the rows are, by their keys: by their address, or as an earlier file named them. */
export async function peopleByKey(db: Connection, rows: readonly StagedRow[]): Promise<ReadonlyMap<string, Person>> {
  const records = rows.map(serviceIn);
  const byKey = new Map(await findByKeys(db, 'account', [...new Set(records.map(personKey))]));
  const atAddress = await listAccountsAt(
    db,
    records.flatMap(({ email }) => email ?? []),
  );
  for (const { email, id } of atAddress) byKey.set(`address ${email}`, id);
  const people = new Map((await listPeople(db, [...new Set(byKey.values())])).map((person) => [person.id, person]));
  return new Map(
    [...byKey].flatMap(([key, id]) => {
      const person = people.get(id);
      return person === undefined ? [] : [[key, { id: person.keptId, isClosed: person.isClosed, hasProfile: person.hasProfile }] as const];
    }),
  );
}
