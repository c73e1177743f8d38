import { openReview } from '../../actions/barred/look-for-barred.ts';
import { recordAll } from '../../actions/record.ts';
import type { Connection } from '../../db/client.ts';
import { listStandingBarred } from '../../db/queries/barred.ts';
import {
  addParts,
  insertAccounts,
  listAccountsAt,
  newIds,
  saveAccounts,
  type KnownAccount,
  type NewAccount,
} from '../../db/queries/import-accounts.ts';
import { findByKeys, insertOrigins } from '../../db/queries/imports.ts';
import type { StagedRow, WeighedRow } from '../../db/queries/import-rows.ts';
import type { VolunteerProfile } from '../../domain/account.ts';
import { homeZone } from '../../domain/calendar.ts';
import { personKeyOf, type AccountRecord } from '../../domain/import/accounts.ts';
import type { ImportWork, RowToWrite, WritingContext } from './work.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of this work are accounts
const said = (row: StagedRow) => row.record as AccountRecord;

/** The profile as the row says it, where it says one; what it leaves open stays as it was. */
function profileIn(
  { kind, institution, region, bornDay, languages, timeZone }: AccountRecord,
  known: Partial<VolunteerProfile> | null,
): VolunteerProfile | null {
  if (kind === null || institution === null || region === null || bornDay === null) return null;
  return {
    kind,
    homeInstitution: institution,
    homeRegion: region,
    bornDay,
    languages: [...(languages ?? known?.languages ?? ['zh-CN'])],
    timeZone: timeZone ?? known?.timeZone ?? homeZone,
  };
}

const sorted = (list: readonly string[]) => list.toSorted().join(' ');

/** The accounts that ids of another installation stand for. */
async function knownByIds(db: Connection, rows: readonly StagedRow[]): Promise<ReadonlyMap<string, string>> {
  return findByKeys(
    db,
    'account',
    rows.flatMap((row) => personKeyOf(said(row)) ?? []),
  );
}

/** The row's key for its person, where it stands for nobody yet. */
function newKeyOf(row: StagedRow, byIds: ReadonlyMap<string, string>): string | null {
  const key = personKeyOf(said(row));
  return key === null || byIds.has(key) ? null : key;
}

function weighOne(row: StagedRow, known: KnownAccount | undefined, byIds: ReadonlyMap<string, string>): WeighedRow {
  const { line } = row;
  const record = said(row);
  if (known === undefined) return { line, verdict: 'new', thingId: null, faults: [] };
  const thingId = known.id;
  if (known.isClosed) return { line, verdict: 'faulty', thingId, faults: [{ field: 'email', code: 'account-closed' }] };
  // Roles open doors: they are given and taken on the account's page, not by the way.
  if (sorted(record.roles) !== sorted(known.roles))
    return { line, verdict: 'faulty', thingId, faults: [{ field: 'roles', code: 'roles-kept' }] };
  const profile = profileIn(record, known.profile);
  const isSame =
    newKeyOf(row, byIds) === null &&
    record.name === known.name &&
    (record.counties === null || sorted(record.counties) === sorted(known.countyCodes)) &&
    (profile === null ||
      Object.entries(profile).every(
        ([name, value]) => String(value) === String(Object.entries(known.profile ?? {}).find(([own]) => own === name)?.[1]),
      ));
  return { line, verdict: isSame ? 'same' : 'changed', thingId, faults: [] };
}

async function knownBy(db: Connection, rows: readonly StagedRow[]): Promise<ReadonlyMap<string, KnownAccount>> {
  const known = await listAccountsAt(
    db,
    rows.map(({ key }) => key),
  );
  return new Map(known.map((account) => [account.email, account]));
}

async function weigh(db: Connection, rows: readonly StagedRow[]): Promise<WeighedRow[]> {
  const known = await knownBy(db, rows);
  const byIds = await knownByIds(db, rows);
  return rows.map((row) => weighOne(row, known.get(row.key), byIds));
}

async function write(context: WritingContext, rows: readonly RowToWrite[]): Promise<ReadonlyMap<number, string>> {
  const { db, imported } = context;
  const byIds = await knownByIds(db, rows);
  const added = rows.filter(({ verdict }) => verdict === 'new');
  const ids = await newIds(db, added.length);
  const made = added.map((row, i): NewAccount => {
    const { email, name, locale, roles, counties, madeUp } = said(row);
    const profile = profileIn(said(row), null);
    return { id: ids[i] ?? '', email, name, locale: locale ?? 'zh', madeUp: madeUp ?? false, roles, countyCodes: counties ?? [], profile };
  });
  await insertAccounts(db, made);
  await change(
    context,
    rows.filter(({ verdict }) => verdict === 'changed'),
  );
  const idByLine = new Map(rows.map(({ line, thingId }) => [line, thingId ?? '']));
  for (const [i, { line }] of added.entries()) idByLine.set(line, ids[i] ?? '');
  await recordAll(
    context,
    rows.map((row) => ({
      thing: 'account',
      thingId: idByLine.get(row.line) ?? '',
      subjectId: idByLine.get(row.line),
      event: row.verdict === 'new' ? 'account.created' : 'account.changed',
      details: { importId: imported.id, line: row.line, ...(row.verdict === 'new' ? { roles: said(row).roles } : {}) },
    })),
  );
  await insertOrigins(
    db,
    rows.map((row) => {
      const { line, confidence } = row;
      return { importId: imported.id, line, thing: 'account', thingId: idByLine.get(line) ?? '', key: newKeyOf(row, byIds), confidence };
    }),
  );
  await lookForBarredAmong(
    context,
    rows.map((row) => ({ accountId: idByLine.get(row.line) ?? '', name: said(row).name })),
  );
  return idByLine;
}

async function change({ db }: WritingContext, rows: readonly RowToWrite[]): Promise<void> {
  const known = await knownBy(db, rows);
  const wanted = rows.flatMap((row) => {
    const account = known.get(row.key);
    if (account === undefined) return [];
    const { name, counties } = said(row);
    const countyCodes = counties ?? account.countyCodes;
    return [{ id: account.id, name, countyCodes, roles: [], profile: profileIn(said(row), account.profile) }];
  });
  await saveAccounts(db, wanted);
  await addParts(db, wanted);
}

/** Compares new names with those of people who are barred, as whenever an account is made. */
export async function lookForBarredAmong(
  context: WritingContext,
  people: readonly { readonly accountId: string; readonly name: string }[],
): Promise<void> {
  for (const barred of await listStandingBarred(context.db)) {
    for (const person of people) await openReview(context, { ...person, numberHash: null }, barred);
  }
}

export const accountsWork: ImportWork = { keyField: 'email', weigh, write };
