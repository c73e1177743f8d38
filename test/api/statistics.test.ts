import fc from 'fast-check';
import type postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';

import { foldTallies } from '../../src/jobs/fold-tallies.ts';
import { statisticsDimensions } from '../../src/domain/statistics.ts';
import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, type Road } from '../support/rows.ts';
import { jobFor, siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const site = siteFor(database);
let road: Road;
let coordinator: ReturnType<typeof siteFor>;
const counties = ['532926', '532925', '532924', '530102'];

beforeAll(async () => {
  road = await makeRoad(database.sql, { stage: 'open' });
  await database.sql`insert into provinces (code, name_zh, name_en) values ('620000', '甘肃省', 'Gansu')`;
  for (const code of [...counties.slice(1), '620102'])
    await database.sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day)
      values (${code}, ${`${code.slice(0, 2)}0000`}, ${code}, ${code}, 2, '2020-01-01')`;
  await database.sql`insert into subjects (code, name_zh, name_en, position) values ('computing', '计算机', 'Computing', 2)`;
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) });
});

type Written = {
  readonly account: string;
  readonly county: string;
  readonly subject?: string;
  readonly days?: number;
  readonly year?: number;
};

/** Rows as they stand after years, without the road that leads there: what is tested is how they are counted. */
async function past(write: (tx: postgres.Sql) => Promise<unknown>): Promise<void> {
  await database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    await tx`set local session_replication_role = replica`;
    await write(tx);
  });
}

const complete = async (written: readonly Written[]) =>
  past(
    async (tx) =>
      tx`insert into completions ${tx(
        written.map(({ account, county, subject = 'english', days = 15, year = 2026 }) => ({
          placement_id: crypto.randomUUID(),
          account_id: account,
          season_id: road.seasonId,
          province_code: `${county.slice(0, 2)}0000`,
          county_code: county,
          subject_code: subject,
          delivery: 'on_site',
          volunteer_kind: 'student',
          home_region: 'mainland',
          institution: '示范大学',
          year,
          tier: county === '532926' ? 1 : 2,
          request_kind: 'camp',
          role: 'teacher',
          first_timer: true,
          days_served: days,
          lessons_held: 10,
          minutes_taught: 600,
          learners: 30,
          completed_at: new Date('2026-09-01'),
        })),
      )}`,
  );

type Row = { key: string | null; andKey: string | null; completions: number | null; volunteers: number | null; counties: number | null };
async function rows(query: string): Promise<Row[]> {
  const { status, body } = await site('GET', `/statistics?${query}`);
  expect(status).toBe(200);
  return (body['recorded'] as { rows: Row[] }).rows;
}

/** Every tally as it would be if it were counted now, row by row. */
const scanned = async () => database.sql`
  with keyed as (select tally_keys(c) as keys, c.* from completions c)
  select k.first, k.second, coalesce(keys[k.first_place], '') as a, coalesce(keys[k.second_place], '') as b, count(*)::int as completions,
    count(distinct account_id)::int as volunteers, sum(days_served)::float8 as days, sum(minutes_taught)::float8 as minutes
  from keyed cross join tally_tables() k group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
const tallied = async () => database.sql`
  select t.first, t.second, t.first_key as a, t.second_key as b, t.completions, t.volunteers, t.days_served as days, t.minutes_taught as minutes
  from tallied((select array_agg(k.first order by k.first, k.second) from tally_tables() k),
    (select array_agg(k.second order by k.first, k.second) from tally_tables() k)) t order by 1, 2, 3, 4`;

test('whatever is written, moved to another person, taken out, folded in or rebuilt, the tallies are what a scan gives', async () => {
  const people = Array.from({ length: 4 }, () => crypto.randomUUID());
  const person = fc.constantFrom(...people);
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('write' as const),
      who: fc.array(person, { minLength: 1, maxLength: 3 }),
      county: fc.constantFrom(...counties),
    }),
    fc.record({ kind: fc.constant('merge' as const), from: person, to: person }),
    fc.record({ kind: fc.constantFrom('fold' as const, 'delete' as const, 'rebuild' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      await past(async (tx) => tx`delete from completions`);
      for (const one of steps) {
        if (one.kind === 'write') await complete(one.who.map((account) => ({ account, county: one.county })));
        else if (one.kind === 'merge')
          await past(async (tx) => tx`update completions set account_id = ${one.to} where account_id = ${one.from}`);
        else if (one.kind === 'fold') await foldTallies(jobFor(database, '2027-01-01T00:00:00Z'));
        else if (one.kind === 'delete')
          await past(async (tx) => tx`delete from completions where placement_id in (select placement_id from completions limit 1)`);
        else await database.sql`select rebuild_tallies()`;
        expect([...(await tallied())]).toEqual([...(await scanned())]);
      }
    }),
    { numRuns: 6 },
  );
  await past(async (tx) => tx`delete from completions`);
});

const peopleIn = (county: string, count: number, subject: string): Written[] =>
  Array.from({ length: count }, () => ({ account: crypto.randomUUID(), county, subject }));

describe('of 6 people in one county, 2 in another of its province, 30 in a third and 7 in another province', () => {
  beforeAll(async () => {
    await complete([
      ...peopleIn('532926', 30, 'english'),
      ...peopleIn('532925', 6, 'english'),
      ...peopleIn('532924', 2, 'computing'),
      ...peopleIn('620102', 7, 'computing'),
    ]);
  });

  test('the county of two is kept back, and the one of six with it; the rows of both say so', async () => {
    expect((await rows('by=county')).map(({ key, completions }) => [key, completions])).toEqual([
      ['532924', null],
      ['532925', null],
      ['532926', 30],
      ['620102', 7],
    ]);
    expect((await rows('by=county&province=530000')).map(({ completions }) => completions)).toEqual([null, null, 30]);
    expect((await rows('county=532924'))[0]).toMatchObject({ completions: null, volunteers: null });
    expect((await rows('by=province')).map(({ key, completions, counties: reached }) => [key, completions, reached])).toEqual([
      ['530000', 38, 3],
      ['620000', 7, 1],
    ]);
  });

  test('a pair is narrowed by either side, and what it keeps back cannot be had from its margins', async () => {
    const pair = await rows('by=province&and=subject');
    expect(pair.map(({ key, andKey, completions }) => [key, andKey, completions])).toEqual([
      ['530000', 'computing', null],
      ['530000', 'english', null],
      ['620000', 'computing', null],
      ['620000', 'english', null],
    ]);
    expect((await rows('by=subject')).map(({ completions }) => completions)).toEqual([9, 36]);
    expect((await rows('subject=computing&province=530000'))[0]?.completions).toBeNull();
    expect((await rows('by=subject&year=2026')).map(({ completions }) => completions)).toEqual([9, 36]);
  });

  test('by tier only counties that are told are added up', async () => {
    expect((await rows('by=tier')).map(({ key, completions, volunteers }) => [key, completions, volunteers])).toEqual([
      ['1', 30, 30],
      ['2', 7, null],
    ]);
  });

  test('a figure leads to its rows: how long each service was, in bands, and nothing more', async () => {
    const { body } = await site('GET', '/statistics/rows?county=532926');
    expect(body).toMatchObject({
      items: [{ completions: 30, daysFrom: 15, daysTo: 28, hoursFrom: 10, hoursTo: 19 }],
      nextCursor: null,
    });
    expect((await site('GET', '/statistics/rows?county=532924')).body['items']).toEqual([]);
    expect((await site('GET', '/statistics/rows?province=530000&subject=english')).body['items']).toEqual([
      { completions: null, daysFrom: null, daysTo: null, hoursFrom: null, hoursTo: null },
    ]);
  });

  test('coordinators count everything in any way, and are led to each placement', async () => {
    const exact = await coordinator('GET', '/statistics/exact?by=county&subject=computing&year=2026&homeRegion=mainland');
    expect((exact.body['recorded'] as { rows: Row[] }).rows.map(({ key, completions }) => [key, completions])).toEqual([
      ['532924', 2],
      ['620102', 7],
    ]);
    const { body } = await coordinator('GET', '/statistics/completions?county=532926&limit=20');
    const next = await coordinator('GET', `/statistics/completions?county=532926&limit=20&cursor=${String(body['nextCursor'])}`);
    const ids = [body, next.body].flatMap((page) => (page['items'] as { placementId: string }[]).map(({ placementId }) => placementId));
    expect([new Set(ids).size, next.body['nextCursor']]).toEqual([30, null]);
    for (const path of ['/statistics/exact', '/statistics/completions']) expect((await site('GET', path)).status).toBe(401);
  });

  test('each figure comes with its definition and its moment', async () => {
    const { body } = await siteFor(database, { now: '2027-02-03T04:05:06Z' })('GET', '/statistics');
    expect(body['asOf']).toBe('2027-02-03T04:05:06.000Z');
    const { measures, dimensions } = body['definitions'] as Record<string, { code: string; means: { zh: string; en: string } }[]>;
    expect(dimensions?.map(({ code }) => code)).toEqual([...statisticsDimensions]);
    expect(measures?.every(({ means }) => means.zh !== '' && means.en !== '')).toBe(true);
  });
});

test.each([
  ['and=year', '/and'],
  ['by=county&and=province', '/and'],
  ['by=subject&and=year&province=530000', '/by'],
  ['by=institution&and=year', '/by'],
  ['by=year&tier=1', '/tier'],
  ['by=shoeSize', '/by'],
  ['province=Yunnan', '/province'],
])('%s is refused, and the fault named', async (query, pointer) => {
  const { status, body } = await site('GET', `/statistics?${query}`);
  expect([status, (body['errors'] as { pointer: string }[])[0]?.pointer]).toEqual([422, pointer]);
});

test('a figure is read without reading completions, whatever there are of them', async () => {
  await foldTallies(jobFor(database, '2027-01-01T00:00:00Z'));
  const [before, after] = await database.sql.begin(async (tx) => {
    const reads = async () =>
      (await tx`select seq_scan + idx_scan as reads from pg_stat_xact_user_tables where relname = 'completions'`)[0]?.['reads'];
    const readsBefore = await reads();
    await tx`select count(*) from tallied(array['province', 'county', ''], array['subject', '', ''])`;
    return [readsBefore, await reads()];
  });
  expect(after).toBe(before);
});

test('two completions at once wait for nobody, and what is noted is counted before it is folded in', async () => {
  const before = (await rows(''))[0]?.completions ?? 0;
  await database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind, home_region,
        days_served, lessons_held, minutes_taught, learners, completed_at)
      values (uuidv7(), uuidv7(), ${road.seasonId}, '530000', '532926', 'english', 'on_site', 'student', 'mainland', 15, 1, 60, 9, now())`;
    await complete([{ account: crypto.randomUUID(), county: '532926' }]);
    expect(await foldTallies(jobFor(database, '2027-01-01T00:00:00Z'))).toBe(1);
  });
  expect((await rows(''))[0]?.completions).toBe(before + 2);
});

test('a completion writes down what it counts under on its day', async () => {
  await makeAccount(database.sql, 'volunteer', 'x');
  const [column] = await database.sql`select count(*)::int as count from information_schema.columns where table_name = 'completions'
    and column_name in ('year', 'tier', 'request_kind', 'institution', 'first_timer', 'role')`;
  expect(column?.['count']).toBe(6);
});
