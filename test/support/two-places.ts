import { makeOfficer, personOf, type Person } from './people.ts';
import type { TestDatabase } from './database.ts';
import { advance, makeRoad, moveRow, propose, recordMove, type Road } from './rows.ts';

export type Place = { readonly volunteer: Person; readonly applicationId: string; readonly placementId: string; readonly lineId: string };
export type TwoPlaces = {
  readonly road: Road;
  readonly coordinator: Person;
  /** Goes to Nanjian. */
  readonly first: Place;
  /** Goes to Guandu. */
  readonly second: Place;
  /** Applied, and goes nowhere yet. */
  readonly third: { readonly volunteer: Person; readonly applicationId: string };
  readonly officers: { readonly nanjian: Person; readonly guandu: Person };
};

/** A season in which two volunteers accepted a place in one county each, either of which fits both. */
export async function makeTwoPlaces(database: TestDatabase): Promise<TwoPlaces> {
  const { sql } = database;
  const road = await makeRoad(sql, { stage: 'matching', volunteers: 3 });
  await sql`delete from season_checks where season_id = ${road.seasonId}`;
  await sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day, beds)
    values ('530111', '530000', '官渡区', 'Guandu', 2, '2013-01-01', 20) on conflict do nothing`;
  for (const { applicationId } of road.volunteers) {
    await sql`update applications set scope = 'anywhere_after' where id = ${applicationId}`;
    await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', 2)`;
    await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
  }
  const lineId = await approveLine(sql, road.seasonId, { place: '官渡中学', startDay: '2027-08-02', endDay: '2027-08-15' });
  const [a, b, c] = road.volunteers as [Road['volunteers'][number], Road['volunteers'][number], Road['volunteers'][number]];
  const firstId = await propose(sql, road, 0);
  await advance(sql, firstId, 'offered', 'accepted');
  const secondId = await proposeIn(sql, lineId, b.applicationId);
  await advance(sql, secondId, 'offered', 'accepted');
  const place = async ({ accountId, applicationId }: Road['volunteers'][number]) => ({
    volunteer: await personOf(database, accountId),
    applicationId,
  });
  return {
    road,
    coordinator: await personOf(database, road.coordinatorId),
    first: { ...(await place(a)), placementId: firstId, lineId: road.lineId },
    second: { ...(await place(b)), placementId: secondId, lineId },
    third: await place(c),
    officers: { nanjian: await makeOfficer(database, '532926'), guandu: await makeOfficer(database, '530111') },
  };
}

type Sql = TestDatabase['sql'];

type Asked = { readonly place: string; readonly startDay: string; readonly endDay: string };

/** An approved request of Guandu's for one teacher of English; gives its line. */
export async function approveLine(sql: Sql, seasonId: string, { place, startDay, endDay }: Asked): Promise<string> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as Sql;
    const [request] = await tx`insert into requests (season_id, county_code, kind, delivery, place, start_day, end_day, weekly_hours)
      values (${seasonId}, '530111', 'camp', 'on_site', ${place}, ${startDay}, ${endDay}, 20) returning id`;
    const requestId = String(request?.['id']);
    await recordMove(tx, 'request', requestId, null, 'draft');
    await moveRow(tx, 'request', requestId, 'draft', 'submitted');
    await moveRow(tx, 'request', requestId, 'submitted', 'approved');
    const [line] = await tx`insert into lines (request_id, season_id, position, subject_code, level, role, minimum, ideal, maximum)
      values (${requestId}, ${seasonId}, 0, 'english', 1, 'teacher', 1, 1, 1) returning id`;
    return String(line?.['id']);
  });
}

async function proposeIn(sql: Sql, lineId: string, applicationId: string): Promise<string> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as Sql;
    const [row] =
      await tx`insert into placements (application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day)
      select a.id, a.account_id, a.season_id, l.id, r.id, r.county_code, r.start_day, r.end_day
      from lines l join requests r on r.id = l.request_id, applications a where l.id = ${lineId} and a.id = ${applicationId} returning id`;
    await recordMove(tx, 'placement', String(row?.['id']), null, 'proposed');
    return String(row?.['id']);
  });
}

/** The key in an invitation's link. */
export function swapKeyIn(url: unknown): string {
  return String(url).split('/swap/')[1] ?? '';
}
