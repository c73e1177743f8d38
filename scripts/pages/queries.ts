import type postgres from 'postgres';

/** Queries that show more of a page than its bare address, by route. A `select` gives them as `value`. */
const queries: Readonly<Record<string, readonly string[] | string>> = {
  '/needs': ['province=530000', 'subject=computing', 'delivery=distance', 'county=110101'],
  '/matching': [],
  '/counties': ['province=530000'],
  '/trainings': ['kind=certificate_programme', 'year=1999'],
  '/trainings/reach': ['by=province', 'by=group', 'by=programme', 'by=station'],
  '/desk/stations': ['reason=liaison-overdue'],
  '/desk/trainings': ['state=open'],
  '/statistics': ['by=county', 'by=delivery'],
  '/county/requests': ['state=returned', 'state=rejected'],
  '/desk/applications': ['state=returned', 'state=withdrawn', 'q=nobody-has-this-name'],
  '/desk/requests': ['state=approved', 'state=rejected'],
  '/desk/clearances': ['state=cleared', 'kind=health', 'kind=employment_query'],
  '/desk/placements': ['state=declined', 'state=no_show', 'state=lapsed'],
  '/desk/completions': ['show=missing', 'show=all'],
  '/safeguarding': ['state=closed'],
  '/desk/placements/new': `select 'application=' || a.id as value from applications a join seasons s on s.id = a.season_id
    where s.state = 'placing' and a.state = 'approved' and not exists (select from placements p where p.application_id = a.id) limit 1`,
  '/desk/runs/compare': `select 'a=' || a.id || '&b=' || b.id as value from runs a join runs b on b.season_id = a.season_id and b.id > a.id
    where a.state in ('done', 'published') and b.state in ('done', 'published') order by a.state = 'published' desc, a.id desc, b.id limit 2`,
  '/desk/runs/:id': `select 'application=' || application_id as value from (${ofRun('order by m.application_id limit 1')}) one
    union all select 'line=' || line_id from (${ofRun('order by m.application_id limit 1')}) one
    union all select 'short=yes' union all select 'county=532926'`,
  '/desk/runs/:id/volunteers': ['result=unplaced', 'result=rank-1'],
  '/desk/runs/:id/why': `select 'application=' || application_id || '&request=' || request_id as value
    from (${ofRun('order by m.application_id limit 2')}) pairs`,
};

/** Pairs of the newest run that can be asked. */
function ofRun(rest: string): string {
  return `select m.application_id, m.line_id, l.request_id from run_matches m join lines l on l.id = m.line_id
    where m.run_id = (select r.id from runs r join seasons s on s.id = r.season_id where s.state = 'placing' and r.state in ('done', 'published')
      order by r.id desc limit 1) ${rest}`;
}

export async function queriesOf(sql: postgres.Sql, path: string): Promise<readonly string[]> {
  const found = queries[path] ?? [];
  return typeof found === 'string' ? (await sql.unsafe<{ value: string }[]>(found)).map(({ value }) => value) : found;
}
