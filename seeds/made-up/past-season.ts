import type postgres from 'postgres';

import { makeApplications } from './applications.ts';
import { complete } from './completions.ts';
import { copyRows } from './copy.ts';
import { dayAfter, daysBetween } from './days.ts';
import { tellEarlyEnds } from './early-ends.ts';
import { moveThrough, type Moved } from './moves.ts';
import { clearIdentities, type People, type Person } from './people.ts';
import type { SeededRandom } from './random.ts';
import { makeRun, publishRun, type Matching, type Placed } from './runs.ts';
import { makeRequests, makeSeason, seatsOf, type Season } from './season.ts';

type Sql = postgres.Sql;
type Asked = {
  readonly year: number;
  readonly size: string;
  readonly codes: readonly string[];
  readonly subjects: readonly string[];
  readonly people: People;
  readonly placements: number;
  /** Who goes to the first seats of all, in Nanjian, and completes. */
  readonly guests: readonly Person[];
};
type Outcome = 'completed' | 'ended_early' | 'declined';

/** A summer from planning to its close: matched, most who were placed completed, a few ended early, a few declined. */
export async function makePastSeason(matching: Matching, asked: Asked): Promise<void> {
  const { sql, random } = matching;
  const { year, size, codes, subjects, people, placements, guests } = asked;
  const season = await makeSeason(sql, random, year, size);
  await moveSeason(sql, season, `${year - 1}-11-01T01:00:00Z`, ['planned', 'open']);
  const requests = await makeRequests(sql, random, season, { codes, subjects, lines: Math.ceil(placements / 2) });
  const volunteers = [...guests, ...(await people.gather(sql, placements - guests.length, year, 0.2))];
  const seats = seatsOf(requests);
  const applicationIds = await makeApplications(sql, random, season, { people: volunteers, requests, subjects, seats });
  const clearanceIds = await clearIdentities(sql, random, volunteers, year);
  await moveSeason(sql, season, `${year}-05-10T01:00:00Z`, ['open', 'matching']);
  const wanted = { seasonId: season.id, idAt: `${year}-05-11T01:00:00Z`, at: `${year}-05-11T01:00:00Z` };
  const keep = guests.map((_, i) => ({ applicationId: applicationIds[i] ?? '', lineId: seats[i]?.lineId ?? '' }));
  const runId = await makeRun(matching, { ...wanted, locks: { keep, exclude: [] } });
  const placed = await publishRun(matching, runId, { ...wanted, at: `${year}-05-12T01:00:00Z`, releasedAt: `${year}-05-12T01:00:00Z` });
  await moveSeason(sql, season, `${year}-05-12T01:00:00Z`, ['matching', 'placing']);
  const outcomes = new Map(placed.map(({ id, accountId }) => [id, outcomeFor(random, guests, accountId)]));
  await offerAll(sql, season, placed, outcomes);
  await moveSeason(sql, season, `${year}-07-01T01:00:00Z`, ['placing', 'teaching']);
  await teach(matching, season, placed, outcomes);
  await moveSeason(sql, season, `${year}-09-15T01:00:00Z`, ['teaching', 'closed']);
  await moveThrough(sql, { thing: 'clearance', ids: clearanceIds, at: `${year + 1}-01-01T01:00:00Z` }, ['cleared', 'expired']);
  noteServed(volunteers, placed, outcomes);
}

async function moveSeason(sql: Sql, { id }: Season, at: string, states: readonly string[]): Promise<void> {
  await moveThrough(sql, { thing: 'season', ids: [id], at }, states);
}

function outcomeFor(random: SeededRandom, guests: readonly Person[], accountId: string): Outcome {
  const drawn = random.chance(0.93) ? 'completed' : random.chance(0.4) ? 'ended_early' : 'declined';
  return guests.some(({ id }) => id === accountId) ? 'completed' : drawn;
}

type Outcomes = ReadonlyMap<string, Outcome>;

async function offerAll(sql: Sql, season: Season, placed: readonly Placed[], outcomes: Outcomes): Promise<void> {
  await moveThrough(sql, moved(placed, `${season.year}-05-12T01:00:00Z`), ['proposed', 'offered'], {
    reply_by_at: `${season.year}-05-15T01:00:00Z`,
  });
  const at = `${season.year}-05-13T01:00:00Z`;
  const [declined, accepted] = [placed.filter(({ id }) => outcomes.get(id) === 'declined'), goingOf(placed, outcomes)];
  await moveThrough(sql, { ...moved(declined, at), by: 'own', reason: 'dates' }, ['offered', 'declined']);
  await moveThrough(sql, { ...moved(accepted, at), by: 'own' }, ['offered', 'accepted']);
}

function goingOf(placed: readonly Placed[], outcomes: Outcomes): Placed[] {
  return placed.filter(({ id }) => outcomes.get(id) !== 'declined');
}

function moved(placed: readonly Placed[], at: string): Moved {
  return { thing: 'placement', ids: placed.map(({ id }) => id), at, whose: new Map(placed.map(({ id, accountId }) => [id, accountId])) };
}

async function teach({ sql, random }: Matching, season: Season, placed: readonly Placed[], outcomes: Outcomes): Promise<void> {
  await moveThrough(sql, moved(goingOf(placed, outcomes), `${season.year}-07-05T01:00:00Z`), ['accepted', 'started']);
  const early = placed.filter(({ id }) => outcomes.get(id) === 'ended_early');
  const why = { ...moved(early, `${season.year}-07-20T01:00:00Z`), reason: '因病返回' };
  await moveThrough(sql, why, ['started', 'ended_early'], { end_kind: 'medical' });
  await tellEarlyEnds(sql, why.ids, { at: why.at, by: null, mayReturn: 'yes', reason: '身体恢复后欢迎再来。（演示文字）' });
  const done = placed.filter(({ id }) => outcomes.get(id) === 'completed');
  await copyRows(
    sql,
    'lessons',
    done.flatMap((one) => lessonsOf(random, one)),
  );
  const writtenAt = `${season.year}-08-25T01:00:00Z`;
  const served = done.map(({ id, startDay, endDay }) => ({ placement_id: id, days_served: daysBetween(startDay, endDay) }));
  await copyRows(
    sql,
    'reports',
    served.map((row) => ({ ...row, text: '演示报告。', submitted_at: writtenAt })),
  );
  await copyRows(
    sql,
    'confirmations',
    served.map((row) => ({ ...row, signed_by: '演示县联络员', confirmed_at: writtenAt })),
  );
  const { ids, whose } = moved(done, writtenAt);
  await complete(sql, { ids, at: `${season.year}-09-01T01:00:00Z`, whose: whose ?? new Map() });
}

/** Every third day of the term, at half past eight in the morning. */
function lessonsOf(random: SeededRandom, { id, startDay, endDay, subject, accountId }: Placed) {
  const learners = random.between(12, 48);
  return Array.from({ length: Math.floor(daysBetween(startDay, endDay) / 3) }, (_, i) => {
    const day = dayAfter(startDay, i * 3);
    return {
      id: random.id(`${day}T01:00:00Z`),
      placement_id: id,
      account_id: accountId,
      during: `[${day}T08:30:00+08:00,${day}T09:15:00+08:00)`,
      subject_code: subject,
      learners,
      created_at: `${day}T10:00:00Z`,
    };
  });
}

function noteServed(volunteers: readonly Person[], placed: readonly Placed[], outcomes: Outcomes): void {
  const byId = new Map(volunteers.map((person) => [person.id, person]));
  for (const { id, accountId, countyCode } of placed) {
    if (outcomes.get(id) === 'completed') byId.get(accountId)?.served.add(countyCode);
  }
}
