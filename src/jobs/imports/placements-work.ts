import type { Connection } from '../../db/client.ts';
import { listBarredPairs, listSeasonsNamed, listServicesOf, type KnownService } from '../../db/queries/import-placements.ts';
import type { StagedRow, WeighedRow } from '../../db/queries/import-rows.ts';
import { overlaps } from '../../domain/calendar.ts';
import type { RowFault } from '../../domain/import/field.ts';
import { personKey, seasonOf, type PlacementRecord } from '../../domain/import/placements.ts';
import { peopleByKey, serviceIn, type Person } from './service-people.ts';
import type { ImportWork } from './work.ts';
import { writeServices } from './write-services.ts';

const agrees = (said: number | null, held: number | null) => said === null || said === held;

/** Does the record of a service say what the row says? What the row leaves open it does not contradict. */
function isSame(known: KnownService, { endDay, subject, delivery, daysServed, lessons, hours, learners }: PlacementRecord): boolean {
  return (
    known.isCompleted &&
    known.endDay === endDay &&
    known.subjectCode === subject &&
    known.delivery === delivery &&
    agrees(daysServed, known.daysServed) &&
    agrees(lessons, known.lessonsHeld) &&
    agrees(hours, known.minutesTaught) &&
    agrees(learners, known.learners)
  );
}

type Against = {
  readonly person: Person | undefined;
  readonly services: readonly KnownService[];
  readonly barred: ReadonlySet<string>;
  readonly isSeasonOpen: boolean;
};

function weighOne(row: StagedRow, { person, services, barred, isSeasonOpen }: Against): WeighedRow {
  const record = serviceIn(row);
  const { line } = row;
  const own = person === undefined ? [] : services.filter(({ accountId }) => accountId === person.id);
  const known = own.find(({ countyCode, startDay }) => countyCode === record.county && startDay === record.startDay);
  if (known !== undefined) {
    if (isSame(known, record)) return { line, verdict: 'same', thingId: known.id, faults: [] };
    return { line, verdict: 'faulty', thingId: known.id, faults: [{ field: 'startDay', code: 'recorded-otherwise' }] };
  }
  const faults: RowFault[] = [
    ...(person?.isClosed === true ? [{ field: 'name', code: 'account-closed' } as const] : []),
    ...(person !== undefined && barred.has(`${person.id} ${record.county}`) ? [{ field: 'county', code: 'barred' } as const] : []),
    ...(own.some((other) => overlaps(other, record)) ? [{ field: 'startDay', code: 'overlaps-record' } as const] : []),
    ...(isSeasonOpen ? [{ field: 'season', code: 'season-not-closed' } as const] : []),
  ];
  return { line, verdict: faults.length > 0 ? 'faulty' : 'new', thingId: null, faults };
}

async function weigh(db: Connection, rows: readonly StagedRow[]): Promise<WeighedRow[]> {
  const people = await peopleByKey(db, rows);
  const accountIds = [...new Set([...people.values()].map(({ id }) => id))];
  const services = await listServicesOf(db, accountIds);
  const barred = await listBarredPairs(db, accountIds);
  const seasons = await listSeasonsNamed(db, [...new Set(rows.map((row) => seasonOf(serviceIn(row)).nameZh))]);
  const open = new Set(seasons.filter(({ state }) => state !== 'closed').flatMap(({ nameZh, nameEn }) => [nameZh, nameEn]));
  const servicesOf = Map.groupBy(services, ({ accountId }) => accountId);
  return rows.map((row) => {
    const record = serviceIn(row);
    const person = people.get(personKey(record));
    const own = person === undefined ? [] : (servicesOf.get(person.id) ?? []);
    return weighOne(row, { person, services: own, barred, isSeasonOpen: open.has(seasonOf(record).nameZh) });
  });
}

export const placementsWork: ImportWork = { keyField: 'startDay', overlapField: 'startDay', weigh, write: writeServices };
