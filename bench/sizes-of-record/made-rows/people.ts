import type postgres from 'postgres';

/**
 * Of each block of applications: those whose placement was completed, those whose placement ended otherwise, and those that were not
 * placed.
 */
export const block = { completed: 20, otherwise: 2, unplaced: 5 } as const;

/** People in `people`, by number: those who completed a placement first, then those who never did; and officers beside them. */
export async function makePeople(tx: postgres.Sql, completions: number): Promise<void> {
  const served = (completions * 5) / 8;
  const others = (completions / block.completed) * (block.otherwise + block.unplaced);
  await tx`create temp table people on commit drop as
    select n, uuidv7() as id, hashtext('person' || n) & 1048575 as dice from generate_series(0, ${served + others - 1}::int) n`;
  await tx`insert into accounts (id, email, name, email_verified, created_at, updated_at)
    select id, 'person-' || n || '@example.org', substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', 1 + dice % 20, 1) ||
        substr('子文雨思嘉晓明志佳梦', 1 + (dice / 20) % 10, 1) || substr('涵轩怡博宇欣然杰琪宁', 1 + (dice / 200) % 10, 1), true,
      '2009-01-01'::timestamptz + n * interval '1 second', '2009-01-01'::timestamptz + n * interval '1 second' from people order by n`;
  await tx`insert into account_roles (account_id, role) select id, 'volunteer' from people order by n`;
  await tx`insert into volunteers (account_id, kind, home_institution, home_region, time_zone, born_day, languages)
    select id, (array['student', 'student', 'student', 'teacher'])[1 + (dice / 4) % 4], 'University ' || (dice / 11) % 300,
      (array['mainland', 'mainland', 'mainland', 'mainland', 'united_states', 'united_kingdom', 'hong_kong', 'macao', 'taiwan', 'other'])[1 + (dice / 16) % 10],
      'Asia/Shanghai', '1995-01-01'::date + dice % 4000, array['zh-CN', 'en'] from people order by n`;
  await makeOfficers(tx);
  await tx`create unique index on people (n)`;
  await tx`analyze people`;
}

/** One of each partner county. */
async function makeOfficers(tx: postgres.Sql): Promise<void> {
  await tx`create temp table officers on commit drop as select n, code, uuidv7() as id from places order by n`;
  await tx`insert into accounts (id, email, name, email_verified) select id, 'officer-' || n || '@example.org', '联络员 ' || n, true from officers order by n`;
  await tx`insert into account_roles (account_id, role) select id, 'county' from officers order by n`;
  await tx`insert into account_counties (account_id, county_code) select id, code from officers order by n`;
}
