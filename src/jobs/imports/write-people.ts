import { recordAll } from '../../actions/record.ts';
import { addParts, insertAccounts, newIds, type NewAccount } from '../../db/queries/import-accounts.ts';
import { insertOrigins } from '../../db/queries/imports.ts';
import { hasAddress, noAddressOf } from '../../domain/account.ts';
import { homeZone } from '../../domain/calendar.ts';
import { personKey, type PlacementRecord } from '../../domain/import/placements.ts';
import { lookForBarredAmong } from './accounts-work.ts';
import { peopleByKey, serviceIn } from './service-people.ts';
import type { RowToWrite, WritingContext } from './work.ts';

/** The accounts of the rows' people; who left no address has one that no letter can go to, and so cannot sign in. */
export async function writePeople(context: WritingContext, rows: readonly RowToWrite[]): Promise<ReadonlyMap<string, string>> {
  const { db, imported } = context;
  const known = await peopleByKey(db, rows);
  const unknown = new Map<string, RowToWrite>();
  for (const row of rows) {
    const key = personKey(serviceIn(row));
    if (!known.has(key) && !unknown.has(key)) unknown.set(key, row);
  }
  const ids = await newIds(db, unknown.size);
  const made = [...unknown].map(([key, row], i) => ({ key, row, account: accountFor(serviceIn(row), ids[i] ?? '') }));
  await insertAccounts(
    db,
    made.map(({ account }) => account),
  );
  await recordAll(
    context,
    made.map(({ account: { id }, row: { line } }) => ({
      thing: 'account',
      thingId: id,
      subjectId: id,
      event: 'account.imported',
      details: { importId: imported.id, line },
    })),
  );
  await insertOrigins(
    db,
    made.map(({ key, account, row: { line, confidence } }) => {
      const own = hasAddress(account.email) ? null : key;
      return { importId: imported.id, line, thing: 'account', thingId: account.id, key: own, confidence };
    }),
  );
  await lookForBarredAmong(
    context,
    made.map(({ account: { id, name } }) => ({ accountId: id, name })),
  );
  await addParts(
    db,
    [...new Set([...known.values()].map(({ id }) => id))].map((id) => ({ id, roles: ['volunteer'], countyCodes: [], profile: null })),
  );
  return new Map([...[...known].map(([key, { id }]) => [key, id] as const), ...made.map(({ key, account }) => [key, account.id] as const)]);
}

function accountFor({ name, email, kind, institution, region, madeUp }: PlacementRecord, id: string): NewAccount {
  // Neither birthday nor languages are known: such a profile is not enough to apply with.
  const profile = { kind, homeInstitution: institution, homeRegion: region, bornDay: null, languages: ['und'], timeZone: homeZone };
  return {
    id,
    email: email ?? noAddressOf(id),
    name,
    locale: 'zh',
    madeUp: madeUp ?? false,
    roles: ['volunteer'],
    countyCodes: [],
    profile,
  };
}
