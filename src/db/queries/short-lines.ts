import { sql, type SQL } from 'drizzle-orm';

import type { PageWanted } from './page.ts';

type Wanted = {
  /** Of a line `l`, its request `r`, season `s` and county `c`, and what else is joined; the line's id as "lineId". */
  readonly columns: SQL;
  readonly joins?: SQL;
  readonly conditions: readonly SQL[];
};

/**
 * Lines of approved requests still short of teachers, in seasons that are open, matching or placing; by id of the line. Each season gives
 * a page at most, by an index of its own short lines, so that those of all years before are not read.
 */
export function shortLines({ columns, joins = sql``, conditions }: Wanted, page: PageWanted): SQL {
  const all = [
    sql`l.season_id = s.id and r.season_id = s.id and l.taken < l.ideal and r.state = 'approved'`,
    ...(page.after === undefined ? [] : [sql`l.id > ${page.after}`]),
    ...conditions,
  ];
  return sql`select x.* from seasons s cross join lateral (
      select ${columns} from lines l join requests r on r.id = l.request_id join counties c on c.code = r.county_code ${joins}
      where ${sql.join(all, sql` and `)} order by l.id limit ${page.limit + 1}) x
    where s.state in ('open', 'matching', 'placing') order by x."lineId" limit ${page.limit + 1}`;
}
