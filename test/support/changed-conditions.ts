import type { HostConditions } from '../../src/domain/request.ts';
import type { TestDatabase } from './database.ts';
import { makeOfficer, personOf, type Person } from './people.ts';
import { advance, makeRoad, propose, type Road } from './rows.ts';

/** What the county signed when it handed the request in. */
export const signedFirst: HostConditions = {
  lodging: '教师宿舍，两人一间',
  waterAndPower: '水电正常',
  altitudeMetres: 1400,
  nearestHospital: '县人民医院，3 公里',
  bandwidthMbps: 100,
  largestClass: 45,
  knownRisks: '雨季有落石',
  signedBy: '李主任',
  signedDay: '2027-01-10',
};

/** The dormitory is gone: what it signs now. */
export const signedNow: HostConditions = { ...signedFirst, lodging: '镇上旅馆，距学校 6 公里', signedDay: '2027-05-18' };

export type Changeable = {
  readonly road: Road;
  readonly officer: Person;
  readonly coordinator: Person;
  /** Who accepted, who was offered, who only ranked it, who is proposed, and who ranked nothing; in this order. */
  readonly people: readonly Person[];
  readonly acceptedId: string;
  readonly offeredId: string;
};

/** A request with signed conditions and somebody at every stage before it: its offer is due on 20 May at midnight UTC. */
export async function makeChangeable(database: TestDatabase, maximum = 4): Promise<Changeable> {
  const { sql } = database;
  const road = await makeRoad(sql, { stage: 'matching', volunteers: 5, maximum });
  await sql`delete from season_checks where season_id = ${road.seasonId}`;
  await sql`insert into host_conditions (request_id, conditions) values (${road.requestId}, ${sql.json(signedFirst)})`;
  for (const [i, { applicationId }] of road.volunteers.entries()) {
    await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', 2)`;
    await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
    if (i === 4) continue;
    await sql`insert into application_choices (application_id, season_id, position, rank, request_id)
      values (${applicationId}, ${road.seasonId}, 1, 1, ${road.requestId})`;
  }
  const acceptedId = await propose(sql, road, 0);
  await advance(sql, acceptedId, 'offered', 'accepted');
  const offeredId = await propose(sql, road, 1);
  await advance(sql, offeredId, 'offered');
  await propose(sql, road, 3);
  return {
    road,
    officer: await makeOfficer(database, '532926'),
    coordinator: await personOf(database, road.coordinatorId),
    people: await Promise.all(road.volunteers.map(async ({ accountId }) => personOf(database, accountId))),
    acceptedId,
    offeredId,
  };
}

/** Signs changed conditions; gives the answer. */
export async function change({ officer, road }: Changeable, at: string, conditions: HostConditions = signedNow) {
  const site = officer.at(at);
  const { headers } = await site('GET', `/requests/${road.requestId}`);
  return site('POST', `/requests/${road.requestId}/host-conditions`, conditions, { 'If-Match': headers.get('ETag') ?? '' });
}
