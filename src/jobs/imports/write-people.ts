import { recordAll } from '../../actions/record.ts';
import { addParts, insertAccounts, newIds, type NewAccount } from '../../db/queries/import-accounts.ts';
import { insertOrigins } from '../../db/queries/imports.ts';
import { hasAddress, noAddressOf } from '../../domain/account.ts';
import { homeZone } from '../../domain/calendar.ts';
import { personKey, type PlacementRecord } from '../../domain/import/placements.ts';
import { lookForBarredAmong } from './accounts-work.ts';
import { peopleByKey, serviceIn, type Person } from './service-people.ts';
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
  await addParts(db, partsOf(known, rows));
  return new Map([...[...known].map(([key, { id }]) => [key, id] as const), ...made.map(({ key, account }) => [key, account.id] as const)]);
}

/** People who were there already are volunteers now, with what their first row says of them where nothing else does. */
function partsOf(known: ReadonlyMap<string, Person>, rows: readonly RowToWrite[]) {
  const parts = new Map<string, Pick<NewAccount, 'id' | 'roles' | 'countyCodes' | 'profile'>>();
  for (const record of rows.map(serviceIn)) {
    const person = known.get(personKey(record));
    if (person === undefined || parts.has(person.id)) continue;
    const { id, hasProfile } = person;
    parts.set(id, { id, roles: ['volunteer'], countyCodes: [], profile: hasProfile ? null : profileOf(record) });
  }
  return [...parts.values()];
}

/** Neither birthday nor languages are known: such a profile is not enough to apply with. */
function profileOf({ kind, institution, region }: PlacementRecord): NewAccount['profile'] {
  return { kind, homeInstitution: institution, homeRegion: region, bornDay: null, languages: ['und'], timeZone: homeZone };
}

function accountFor(record: PlacementRecord, id: string): NewAccount {
  const { name, email, madeUp } = record;
  return {
    id,
    email: email ?? noAddressOf(id),
    name,
    locale: 'zh',
    madeUp: madeUp ?? false,
    roles: ['volunteer'],
    countyCodes: [],
    profile: profileOf(record),
  };
}
