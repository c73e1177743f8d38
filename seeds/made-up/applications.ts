import type postgres from 'postgres';

import { copyRows } from './copy.ts';
import { moveThrough, recordBegun } from './moves.ts';
import type { Person } from './people.ts';
import type { SeededRandom } from './random.ts';
import { termsOf, type MadeRequest, type Season, type Seat } from './season.ts';

type Asked = {
  readonly people: readonly Person[];
  readonly requests: readonly MadeRequest[];
  readonly subjects: readonly string[];
  /** The first person fits the first seat, and so on, and most wish for it: a season of few is matched well all the same. */
  readonly seats?: readonly Seat[];
  /** When they were written; in March where it is left out. */
  readonly madeAt?: string;
};

/** One approved application of each person, with one to four choices. Gives their ids in the people's order. */
export async function makeApplications(
  sql: postgres.Sql,
  random: SeededRandom,
  season: Season,
  { people, requests, subjects, seats = [], madeAt }: Asked,
): Promise<string[]> {
  const idAt = `${season.year}-03-15T01:00:00Z`;
  const at = madeAt ?? idAt;
  const rows = people.map((person, i) => ({
    id: random.id(idAt),
    season_id: season.id,
    account_id: person.id,
    deliveries: random.chance(0.6) && seats[i] === undefined ? ['on_site', 'blended'] : ['on_site', 'distance', 'blended'],
    scope: random.chance(0.15) ? 'only_these' : 'anywhere_after',
    submitted_at: at,
    created_at: at,
  }));
  const ids = rows.map(({ id }) => id);
  await copyRows(sql, 'applications', rows);
  const taught = ids.map((id, i) => {
    const [subject, level] = [random.pick(subjects), random.between(1, 3)];
    const seat = seats[i];
    return { application_id: id, subject_code: seat?.subject ?? subject, level: Math.max(level, seat?.level ?? 1) };
  });
  await copyRows(sql, 'application_subjects', taught);
  const windows = ids.map((id, i) => {
    const whole = random.chance(0.4) || seats[i] !== undefined;
    const [start, end] = whole ? [`${season.year}-07-01`, `${season.year}-08-31`] : random.pick(termsOf(season.year));
    return {
      application_id: id,
      position: 0,
      days: `[${start},${end}]`,
      weekly_hours: random.between(seats[i] === undefined ? 5 : 20, 40),
    };
  });
  await copyRows(sql, 'application_windows', windows);
  await copyRows(
    sql,
    'application_choices',
    ids.flatMap((id, i) => choicesOf(random, season, id, requests, seats[i])),
  );
  const whose = new Map(rows.map((row) => [row.id, row.account_id]));
  await recordBegun(sql, { thing: 'application', ids, at, whose }, 'draft');
  await moveThrough(sql, { thing: 'application', ids, at, whose }, ['draft', 'submitted', 'approved']);
  return ids;
}

type Choice = { readonly request_id: string | null; readonly county_code: string | null; readonly province_code: string | null };

/** Requests, counties and provinces, ranked in turn; the same target only once. */
export function choicesOf(
  random: SeededRandom,
  season: Pick<Season, 'id'>,
  applicationId: string,
  requests: readonly Pick<MadeRequest, 'id' | 'code'>[],
  seat?: Seat,
) {
  const targets = new Map<string, Choice>();
  const none = { request_id: null, county_code: null, province_code: null };
  const add = (kind: string, { id, code }: Pick<MadeRequest, 'id' | 'code'>) => {
    const province = `${code.slice(0, 2)}0000`;
    if (kind === 'request') targets.set(id, { ...none, request_id: id });
    else if (kind === 'county') targets.set(code, { ...none, county_code: code });
    else targets.set(province, { ...none, province_code: province });
  };
  const wishes = random.between(1, 4);
  if (seat !== undefined && random.chance(0.7)) add('request', seat.request);
  for (let i = wishes; i > 0; i -= 1) {
    const request = random.pick(requests);
    add(random.pick(['request', 'request', 'request', 'county', 'province']), request);
  }
  if (seat !== undefined) add('request', seat.request);
  return [...targets.values()].map((target, i) => ({
    application_id: applicationId,
    season_id: season.id,
    position: i + 1,
    rank: i + 1,
    ...target,
  }));
}
