import { createHash } from 'node:crypto';

import type postgres from 'postgres';

import type { ClearanceKind } from '../../src/domain/clearance.ts';
import type { Delivery } from '../../src/domain/teaching.ts';
import { copyRows, type Row } from './copy.ts';
import { signConditions } from './host-conditions.ts';
import { moveThrough, recordBegun } from './moves.ts';
import type { SeededRandom } from './random.ts';
import { StationRooms } from './stations.ts';

type Sql = postgres.Sql;

/** What everything of one made-up season hangs on. */
export type Season = { readonly id: string; readonly year: number; readonly begunAt: string };

export type MadeRequest = {
  readonly id: string;
  readonly code: string;
  readonly start_day: string;
  readonly end_day: string;
  readonly delivery: string;
  readonly lines: readonly { readonly id: string; readonly subject_code: string; readonly level: number; readonly maximum: number }[];
};

/** The terms of a summer, as first and last days. */
export function termsOf(year: number): readonly (readonly [string, string])[] {
  return [
    [`${year}-07-05`, `${year}-07-18`],
    [`${year}-07-10`, `${year}-07-31`],
    [`${year}-07-20`, `${year}-08-09`],
    [`${year}-08-01`, `${year}-08-21`],
  ];
}

/** The demonstration is one alone; sizes that are measured stand beside each other. */
export function seasonNameEn(size: string, year: number): string {
  return size === 'demo' ? `Summer ${year} (demonstration)` : `Summer ${year} (demonstration: ${size})`;
}

/** A summer, planned; it asks an identity check of everybody who travels. Its windows may open earlier than in November. */
export async function makeSeason(sql: Sql, random: SeededRandom, year: number, size: string, opensDay?: string): Promise<Season> {
  const begunAt = `${year - 1}-10-08T01:00:00Z`;
  const opens = opensDay ?? `${year - 1}-11-01`;
  const season = {
    id: random.id(begunAt),
    name_zh: size === 'demo' ? `${year} 年暑期（演示数据）` : `${year} 年暑期（演示数据：${size}）`,
    name_en: seasonNameEn(size, year),
    applications_open_day: opens,
    applications_close_day: `${year}-04-30`,
    requests_open_day: opens,
    requests_close_day: `${year}-04-30`,
    match_day: `${year}-05-10`,
    reply_hours: 72,
    teaching_start_day: `${year}-07-01`,
    teaching_end_day: `${year}-08-31`,
    created_at: opensDay === undefined ? begunAt : `${opensDay}T01:00:00Z`,
  };
  await writeSeason(sql, season, `demonstration ${size} ${year}`, [
    { delivery: 'on_site', kind: 'identity' },
    { delivery: 'blended', kind: 'identity' },
  ]);
  return { id: season.id, year, begunAt };
}

type SeasonRow = Row & { readonly id: string; readonly created_at: string };
type Check = { readonly delivery: Delivery; readonly kind: ClearanceKind };

/** Writes a planned season; the seed of its lottery follows from some words, so that it is the same each time. */
export async function writeSeason(sql: Sql, row: SeasonRow, words: string, checks: readonly Check[]): Promise<void> {
  const seed = createHash('sha256').update(words).digest('hex');
  const lottery = { lottery_seed: seed, lottery_seed_sha256: createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex') };
  await copyRows(sql, 'seasons', [{ ...row, ...lottery, made_up: true }]);
  await recordBegun(sql, { thing: 'season', ids: [row.id], at: row.created_at }, 'planned');
  await copyRows(
    sql,
    'season_checks',
    checks.map((check) => ({ season_id: row.id, ...check })),
  );
}

export type Seat = { readonly request: MadeRequest; readonly lineId: string; readonly subject: string; readonly level: number };

/** Every seat of the requests' lines, in their order. */
export function seatsOf(requests: readonly MadeRequest[]): Seat[] {
  return requests.flatMap((request) =>
    request.lines.flatMap(({ id, subject_code: subject, level, maximum }) =>
      Array.from({ length: maximum }, () => ({ request, lineId: id, subject, level })),
    ),
  );
}

/** Approved requests of the counties in turn, until their lines are as many as asked. */
export async function makeRequests(
  sql: Sql,
  random: SeededRandom,
  season: Season,
  {
    codes,
    subjects,
    lines: linesWanted,
    madeAt,
  }: { readonly codes: readonly string[]; readonly subjects: readonly string[]; readonly lines: number; readonly madeAt?: string },
): Promise<MadeRequest[]> {
  const at = `${season.year}-02-01T01:00:00Z`;
  const made: MadeRequest[] = [];
  const requests = [];
  const lines = [];
  const rooms = await StationRooms.read(sql, codes);
  for (let left = linesWanted; left > 0;) {
    const drawn = requestOf(random, season, codes[made.length % codes.length] ?? '', made.length + 1, at);
    const station_id = rooms.take(drawn);
    // Where no room is free, people travel.
    const request =
      drawn.delivery === 'on_site' || station_id !== null
        ? { ...drawn, station_id }
        : { ...drawn, station_id, kind: 'camp', delivery: 'on_site' as const };
    const count = Math.min(left, 1 + (made.length % 2));
    const own = Array.from({ length: count }, (_, i) => lineOf(random, season, request.id, i, subjects, at));
    left -= count;
    requests.push(request);
    lines.push(...own);
    made.push({ ...request, code: request.county_code, lines: own });
  }
  const then = madeAt ?? at;
  await copyRows(
    sql,
    'requests',
    requests.map((request) => ({ ...request, submitted_at: then, created_at: then })),
  );
  await copyRows(sql, 'lines', lines);
  const ids = made.map(({ id }) => id);
  await recordBegun(sql, { thing: 'request', ids, at: then }, 'draft');
  await moveThrough(sql, { thing: 'request', ids, at: then }, ['draft', 'submitted', 'approved']);
  await signConditions(sql, random, ids, then);
  return made;
}

function requestOf(random: SeededRandom, season: Season, code: string, number: number, at: string) {
  const [start, end] = random.pick(termsOf(season.year));
  const delivery = random.chance(0.7) ? 'on_site' : random.chance(0.7) ? 'distance' : 'blended';
  return {
    id: random.id(at),
    season_id: season.id,
    county_code: code,
    kind: delivery === 'distance' ? 'distance' : 'camp',
    delivery,
    place: `示范学校 ${number}`,
    start_day: start,
    end_day: end,
    weekly_hours: random.between(4, 20),
    squad_maximum: random.chance(0.5) ? random.between(3, 8) : null,
    asks_for_returners: random.chance(0.3),
  };
}

function lineOf(random: SeededRandom, season: Season, requestId: string, position: number, subjects: readonly string[], at: string) {
  const minimum = random.between(0, 2);
  const ideal = minimum + random.between(1, 2);
  return {
    id: random.id(at),
    request_id: requestId,
    season_id: season.id,
    position,
    subject_code: random.pick(subjects),
    level: random.between(1, 3),
    role: 'teacher',
    minimum,
    ideal,
    maximum: ideal + random.between(0, 2),
  };
}
