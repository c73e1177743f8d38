import { sql, type SQL } from 'drizzle-orm';

import type { Locale } from '../../domain/account.ts';
import type { Connection } from '../client.ts';

/** Who a letter goes to, and in which language. */
export type Reader = { readonly id: string; readonly email: string; readonly name: string; readonly locale: Locale };
type Named = Readonly<Record<Locale, string>>;

/** People of the past who left no address have one that nothing can go to. */
const reader = sql`select a.id, a.email, a.name, a.locale from accounts a where a.erased_at is null and a.frozen_at is null and a.merged_into is null
  and a.email not like '%.invalid'`;

/** The person, unless their data is gone or nothing may be done with it. */
export async function findReader(db: Connection, accountId: string): Promise<Reader | undefined> {
  const [row] = await db.execute<Reader>(sql`${reader} and a.id = ${accountId}`);
  return row;
}

/** People by their id, without those whose data is gone or of whom nothing may be done with it. */
export async function listReaders(db: Connection, accountIds: readonly string[]): Promise<ReadonlyMap<string, Reader>> {
  const rows = await db.execute<Reader>(sql`${reader} and a.id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those who answer for the county, by id. */
export async function listOfficersOf(db: Connection, countyCode: string): Promise<Reader[]> {
  return [
    ...(await db.execute<Reader>(sql`${reader}
      and exists (select from account_roles r where r.account_id = a.id and r.role = 'county')
      and exists (select from account_counties c where c.account_id = a.id and c.county_code = ${countyCode}) order by a.id`)),
  ];
}

/** Those who answer for any of the counties, each with a county of theirs, by county. */
export async function listOfficersOfCounties(
  db: Connection,
  countyCodes: readonly string[],
): Promise<(Reader & { readonly countyCode: string })[]> {
  if (countyCodes.length === 0) return [];
  const codes = sql.join(
    countyCodes.map((code) => sql`${code}`),
    sql`, `,
  );
  return [
    ...(await db.execute<Reader & { countyCode: string }>(sql`
      select a.*, c.county_code as "countyCode" from (${reader}) a join account_counties c on c.account_id = a.id and c.county_code in (${codes})
      where exists (select from account_roles r where r.account_id = a.id and r.role = 'county') order by c.county_code, a.id`)),
  ];
}

/** Those who look after the installation, by id. */
export async function listAdmins(db: Connection): Promise<Reader[]> {
  return [
    ...(await db.execute<Reader>(
      sql`${reader} and exists (select from account_roles r where r.account_id = a.id and r.role = 'admin') order by a.id`,
    )),
  ];
}

/** What letters about a request say of it. */
export type RequestFacts = {
  readonly countyCode: string;
  readonly county: Named;
  readonly season: Named;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
};

const facts = (
  startDay: SQL,
  endDay: SQL,
) => sql`r.county_code as "countyCode", json_build_object('zh', c.name_zh, 'en', c.name_en) as county,
  json_build_object('zh', s.name_zh, 'en', s.name_en) as season, r.place, ${startDay}::text as "startDay", ${endDay}::text as "endDay"`;
const requestFacts = facts(sql`r.start_day`, sql`r.end_day`);
const ofRequest = sql`join counties c on c.code = r.county_code join seasons s on s.id = r.season_id`;

export async function findRequestFacts(db: Connection, requestId: string): Promise<RequestFacts | undefined> {
  const [row] = await db.execute<RequestFacts>(sql`select ${requestFacts} from requests r ${ofRequest} where r.id = ${requestId}`);
  return row;
}

/** What letters about a placement say of it: with its volunteer's name, and what they teach. */
export type PlacementFacts = RequestFacts & { readonly id: string; readonly volunteerName: string; readonly subject: Named };

export async function findPlacementFacts(db: Connection, placementId: string): Promise<PlacementFacts | undefined> {
  const [row] = await db.execute<PlacementFacts>(sql`
    select ${facts(sql`lower(p.served)`, sql`(upper(p.served) - 1)`)}, p.id, a.name as "volunteerName", json_build_object('zh', t.name_zh, 'en', t.name_en) as subject
    from placements p join requests r on r.id = p.request_id ${ofRequest} join lines l on l.id = p.line_id
    join subjects t on t.code = l.subject_code join accounts a on a.id = p.account_id where p.id = ${placementId}`);
  return row;
}
