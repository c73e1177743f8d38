import type postgres from 'postgres';

import { copyRows } from './copy.ts';
import { moveThrough, recordBegun } from './moves.ts';
import type { Person } from './people.ts';
import type { SeededRandom } from './random.ts';
import { termsOf, type MadeRequest, type Season } from './season.ts';

type Asked = { readonly people: readonly Person[]; readonly requests: readonly MadeRequest[]; readonly subjects: readonly string[] };

/** One approved application of each person, with one to four choices. Gives their ids in the people's order. */
export async function makeApplications(
  sql: postgres.Sql,
  random: SeededRandom,
  season: Season,
  { people, requests, subjects }: Asked,
): Promise<string[]> {
  const at = `${season.year}-03-15T01:00:00Z`;
  const rows = people.map((person) => ({
    id: random.id(at),
    season_id: season.id,
    account_id: person.id,
    deliveries: random.chance(0.6) ? ['on_site', 'blended'] : ['on_site', 'distance', 'blended'],
    scope: random.chance(0.15) ? 'only_these' : 'anywhere_after',
    submitted_at: at,
    created_at: at,
  }));
  const ids = rows.map(({ id }) => id);
  await copyRows(sql, 'applications', rows);
  const taught = ids.map((id) => ({ application_id: id, subject_code: random.pick(subjects), level: random.between(1, 3) }));
  await copyRows(sql, 'application_subjects', taught);
  const windows = ids.map((id) => {
    const [start, end] = random.chance(0.4) ? [`${season.year}-07-01`, `${season.year}-08-31`] : random.pick(termsOf(season.year));
    return { application_id: id, position: 0, days: `[${start},${end}]`, weekly_hours: random.between(5, 40) };
  });
  await copyRows(sql, 'application_windows', windows);
  await copyRows(
    sql,
    'application_choices',
    ids.flatMap((id) => choicesOf(random, season, id, requests)),
  );
  await recordBegun(sql, { thing: 'application', ids, at }, 'draft');
  await moveThrough(sql, { thing: 'application', ids, at }, ['draft', 'submitted', 'approved']);
  return ids;
}

/** Requests, counties and provinces, ranked in turn; the same target only once. */
function choicesOf(random: SeededRandom, season: Season, applicationId: string, requests: readonly MadeRequest[]) {
  const targets = new Map<string, { request_id: string | null; county_code: string | null; province_code: string | null }>();
  for (let i = random.between(1, 4); i > 0; i -= 1) {
    const { id, code } = random.pick(requests);
    const none = { request_id: null, county_code: null, province_code: null };
    const province = `${code.slice(0, 2)}0000`;
    const kind = random.pick(['request', 'request', 'request', 'county', 'province']);
    if (kind === 'request') targets.set(id, { ...none, request_id: id });
    else if (kind === 'county') targets.set(code, { ...none, county_code: code });
    else targets.set(province, { ...none, province_code: province });
  }
  return [...targets.values()].map((target, i) => ({
    application_id: applicationId,
    season_id: season.id,
    position: i + 1,
    rank: i + 1,
    ...target,
  }));
}
