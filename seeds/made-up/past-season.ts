import type postgres from 'postgres';

import { makeApplications } from './applications.ts';
import { copyRows } from './copy.ts';
import { moveThrough, recordBegun, type Thing } from './moves.ts';
import { clearIdentities, type People, type Person } from './people.ts';
import type { SeededRandom } from './random.ts';
import { makeRequests, makeSeason, type MadeRequest, type Season } from './season.ts';

type Sql = postgres.Sql;
type Asked = {
  readonly year: number;
  readonly size: string;
  readonly codes: readonly string[];
  readonly subjects: readonly string[];
  readonly people: People;
  readonly placements: number;
};

/** A summer from planning to its close: most who were placed completed, a few ended early, a few declined. */
export async function makePastSeason(
  sql: Sql,
  random: SeededRandom,
  { year, size, codes, subjects, people, placements }: Asked,
): Promise<void> {
  const season = await makeSeason(sql, random, year, size);
  await moveSeason(sql, season, `${year - 1}-11-01T01:00:00Z`, ['planned', 'open']);
  const requests = await makeRequests(sql, random, season, { codes, subjects, lines: Math.ceil(placements / 2) });
  const volunteers = await people.gather(sql, placements, year, 0.2);
  const applicationIds = await makeApplications(sql, random, season, { people: volunteers, requests, subjects });
  const clearanceIds = await clearIdentities(sql, random, volunteers, year);
  await moveSeason(sql, season, `${year}-05-10T01:00:00Z`, ['open', 'matching', 'placing']);
  const placed = await placeAll(sql, random, season, seatsOf(requests), volunteers, applicationIds);
  await moveSeason(sql, season, `${year}-07-01T01:00:00Z`, ['placing', 'teaching']);
  await teach(sql, random, season, placed);
  await moveSeason(sql, season, `${year}-09-15T01:00:00Z`, ['teaching', 'closed']);
  await moveThrough(sql, { thing: 'clearance', ids: clearanceIds, at: `${year + 1}-01-01T01:00:00Z` }, ['cleared', 'expired']);
}

async function moveSeason(sql: Sql, { id }: Season, at: string, states: readonly string[]): Promise<void> {
  await moveThrough(sql, { thing: 'season', ids: [id], at }, states);
}

type Seat = { readonly request: MadeRequest; readonly lineId: string; readonly subject: string };

function seatsOf(requests: readonly MadeRequest[]): Seat[] {
  return requests.flatMap((request) =>
    request.lines.flatMap(({ id, subject_code: subject, maximum }) =>
      Array.from({ length: maximum }, () => ({ request, lineId: id, subject })),
    ),
  );
}

type Placed = {
  readonly id: string;
  readonly seat: Seat;
  readonly person: Person;
  readonly outcome: 'completed' | 'ended_early' | 'declined';
};

async function placeAll(
  sql: Sql,
  random: SeededRandom,
  season: Season,
  seats: readonly Seat[],
  people: readonly Person[],
  applicationIds: readonly string[],
): Promise<Placed[]> {
  const at = `${season.year}-05-12T01:00:00Z`;
  const placed = seats.slice(0, people.length).map((seat, i): Placed => {
    const outcome = random.chance(0.93) ? 'completed' : random.chance(0.4) ? 'ended_early' : 'declined';
    return { id: random.id(at), seat, person: people[i]!, outcome };
  });
  const rows = placed.map(({ id, seat: { request, lineId }, person }, i) => ({
    id,
    application_id: applicationIds[i]!,
    account_id: person.id,
    season_id: season.id,
    line_id: lineId,
    request_id: request.id,
    county_code: request.code,
    start_day: request.start_day,
    end_day: request.end_day,
    rank: null,
    created_at: at,
  }));
  await copyRows(sql, 'placements', rows);
  await recordBegun(sql, { ...which(placed), at }, 'proposed');
  await moveThrough(sql, { ...which(placed), at }, ['proposed', 'offered'], { reply_by_at: `${season.year}-05-15T01:00:00Z` });
  const declined = placed.filter(({ outcome }) => outcome === 'declined');
  const accepted = placed.filter(({ outcome }) => outcome !== 'declined');
  await moveThrough(sql, { ...which(declined), at: `${season.year}-05-13T01:00:00Z` }, ['offered', 'declined']);
  await moveThrough(sql, { ...which(accepted), at: `${season.year}-05-13T01:00:00Z` }, ['offered', 'accepted']);
  return accepted;
}

function which(placed: readonly Placed[]): { thing: Thing; ids: string[] } {
  return { thing: 'placement', ids: placed.map(({ id }) => id) };
}

async function teach(sql: Sql, random: SeededRandom, season: Season, placed: readonly Placed[]): Promise<void> {
  await moveThrough(sql, { ...which(placed), at: `${season.year}-07-05T01:00:00Z` }, ['accepted', 'started']);
  const early = placed.filter(({ outcome }) => outcome === 'ended_early');
  await moveThrough(sql, { ...which(early), at: `${season.year}-07-20T01:00:00Z` }, ['started', 'ended_early'], { end_kind: 'medical' });
  const done = placed.filter(({ outcome }) => outcome === 'completed');
  await copyRows(
    sql,
    'lessons',
    done.flatMap((one) => lessonsOf(random, one)),
  );
  const writtenAt = `${season.year}-08-25T01:00:00Z`;
  const served = done.map(({ id, seat: { request } }) => ({ placement_id: id, days_served: daysOf(request) }));
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
  await complete(sql, season, done);
}

function daysOf({ start_day, end_day }: MadeRequest): number {
  return (Date.parse(end_day) - Date.parse(start_day)) / 86_400_000 + 1;
}

/** Every third day of the term, at half past eight in the morning. */
function lessonsOf(random: SeededRandom, { id, seat: { request, subject }, person }: Placed) {
  const learners = random.between(12, 48);
  return Array.from({ length: Math.floor(daysOf(request) / 3) }, (_, i) => {
    const day = new Date(Date.parse(request.start_day) + i * 3 * 86_400_000).toISOString().slice(0, 10);
    return {
      id: random.id(`${day}T01:00:00Z`),
      placement_id: id,
      account_id: person.id,
      during: `[${day}T08:30:00+08:00,${day}T09:15:00+08:00)`,
      subject_code: subject,
      learners,
      created_at: `${day}T10:00:00Z`,
    };
  });
}

async function complete(sql: Sql, season: Season, done: readonly Placed[]): Promise<void> {
  const at = `${season.year}-09-01T01:00:00Z`;
  const { ids } = which(done);
  await sql`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind,
      home_region, days_served, lessons_held, minutes_taught, learners, completed_at, made_up)
    select p.id, p.account_id, p.season_id, c.province_code, c.code, l.subject_code, r.delivery, v.kind, v.home_region, f.days_served,
      t.held, t.minutes, t.learners, ${at}, true
    from placements p join counties c on c.code = p.county_code join lines l on l.id = p.line_id join requests r on r.id = p.request_id
      join volunteers v on v.account_id = p.account_id join confirmations f on f.placement_id = p.id
      cross join lateral (select count(*) as held, coalesce(max(learners), 0) as learners,
        coalesce(sum(extract(epoch from upper(during) - lower(during)) / 60), 0)::int as minutes from lessons where placement_id = p.id) t
    where p.id = any(${sql.array(ids)}::uuid[])`;
  await moveThrough(sql, { ...which(done), at }, ['started', 'completed']);
  for (const { person, seat } of done) person.served.add(seat.request.code);
}
