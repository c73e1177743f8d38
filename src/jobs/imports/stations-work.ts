import { insertOrigins } from '../../db/queries/imports.ts';
import { insertStations, listStationsOf, saveStations, type KnownStation } from '../../db/queries/import-stations.ts';
import type { StagedRow, WeighedRow } from '../../db/queries/import-rows.ts';
import { stationKey, type StationRecord } from '../../domain/import/stations.ts';
import { recordAll } from '../../actions/record.ts';
import type { Connection } from '../../db/client.ts';
import type { ImportWork, RowToWrite, WritingContext } from './work.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of this work are stations
const said = (row: StagedRow) => row.record as StationRecord;

async function knownByKey(db: Connection, rows: readonly StagedRow[]): Promise<ReadonlyMap<string, KnownStation>> {
  const known = await listStationsOf(db, [...new Set(rows.map((row) => said(row).county))]);
  // Where two are called alike, the older one is meant.
  return new Map(known.toReversed().map((station) => [keyOf(station), station]));
}

function keyOf({ countyCode, nameZh }: KnownStation): string {
  return stationKey({ county: countyCode, nameZh });
}

/** The station as the row says it; what it leaves empty stays as it was. */
function changedBy(known: KnownStation, { county: countyCode, nameEn, closedDay, madeUp: _, ...record }: StationRecord): KnownStation {
  return { ...known, ...record, countyCode, nameEn: nameEn ?? known.nameEn, closedDay: closedDay ?? known.closedDay };
}

function isSame(a: KnownStation, b: KnownStation): boolean {
  return (['nameZh', 'nameEn', 'rooms', 'seats', 'link', 'openedDay', 'closedDay'] as const).every((name) => a[name] === b[name]);
}

async function weigh(db: Connection, rows: readonly StagedRow[]): Promise<WeighedRow[]> {
  const byKey = await knownByKey(db, rows);
  return rows.map((row) => {
    const known = byKey.get(row.key);
    if (known === undefined) return { line: row.line, verdict: 'new', thingId: null, faults: [] };
    const changed = changedBy(known, said(row));
    const { openedDay, closedDay } = changed;
    if (closedDay !== null && closedDay < openedDay) {
      return { line: row.line, verdict: 'faulty', thingId: known.id, faults: [{ field: 'openedDay', code: 'ends-before-start' }] };
    }
    return { line: row.line, verdict: isSame(known, changed) ? 'same' : 'changed', thingId: known.id, faults: [] };
  });
}

async function write(context: WritingContext, rows: readonly RowToWrite[]): Promise<ReadonlyMap<number, string>> {
  const { db, imported } = context;
  const [added, changed] = [rows.filter(({ verdict }) => verdict === 'new'), rows.filter(({ verdict }) => verdict === 'changed')];
  const ids = await insertStations(
    db,
    added.map((row) => {
      const { county: countyCode, nameEn, madeUp, ...record } = said(row);
      return { ...record, countyCode, nameEn: nameEn ?? record.nameZh, madeUp: madeUp ?? false };
    }),
  );
  const byKey = changed.length === 0 ? new Map<string, KnownStation>() : await knownByKey(db, changed);
  await saveStations(
    db,
    changed.flatMap((row) => {
      const known = byKey.get(row.key);
      return known === undefined ? [] : [changedBy(known, said(row))];
    }),
  );
  const idByLine = new Map([
    ...added.map(({ line }, i) => [line, ids[i] ?? ''] as const),
    ...changed.map(({ line, thingId }) => [line, thingId ?? ''] as const),
  ]);
  await recordAll(
    context,
    rows.map(({ line, verdict }) => ({
      thing: 'station',
      thingId: idByLine.get(line) ?? '',
      event: verdict === 'new' ? 'station.registered' : 'station.changed',
      details: { importId: imported.id, line },
    })),
  );
  await insertOrigins(
    db,
    rows.map(({ line, confidence }) => ({ importId: imported.id, line, thing: 'station', thingId: idByLine.get(line) ?? '', confidence })),
  );
  return idByLine;
}

export const stationsWork: ImportWork = { keyField: 'nameZh', weigh, write };
