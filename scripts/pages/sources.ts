import { createHash, randomBytes } from 'node:crypto';

import type postgres from 'postgres';

import { problems } from '../../src/http/failure/problem-words.ts';

/** What stands in the place of a parameter: known words, or what a query gives as `value`. */
export type Source = readonly string[] | ((sql: postgres.Sql) => Promise<readonly string[]>);

const volunteer = "(select id from accounts where email = 'volunteer@example.org')";
const running = "(select id from seasons where state = 'placing' and made_up order by id desc limit 1)";
/** One of each kind, the newest; the order of the kinds is that of their newest. */
const newestOfEach = (kinds: string, from: string) =>
  `select value from (select distinct on (${kinds}) t.id::text as value from ${from} order by ${kinds}, t.id desc) newest order by value desc`;

const asked =
  (query: string): Source =>
  async (sql) =>
    (await sql.unsafe<{ value: string }[]>(query)).map(({ value }) => value);

const ofOneKind = { applications: 't.state', requests: 's.state, t.state' } as const;
const words = '(select 1 from reports r where r.placement_id = t.id), exists (select 1 from confirmations c where c.placement_id = t.id)';
const placementKinds = `t.state, exists ${words}`;
const withSeason = (table: string, where: string) => `${table} t join seasons s on s.id = t.season_id where ${where}`;
const runningPlacements = `placements t where t.season_id = ${running} and t.state`;
const ownPlacements = `placements t where t.account_id = ${volunteer} and t.state`;
const nanjian = "t.county_code = '532926'";

/** By where a route begins, the first that fits: more particular ones stand before. */
const sources: readonly (readonly [at: RegExp, source: Source])[] = [
  [
    /^\/record\/years\/:/,
    asked('select year::text as value from completions group by year having count(distinct account_id) >= 5 order by year desc limit 1'),
  ],
  [/^\/desk\/partnerships\/:/, asked('select id::text as value from partnerships order by id limit 1')],
  [/^\/me\/passkeys\//, []],
  [
    /^\/me\/announcements\//,
    asked(`select max(announcement_id::text) as value from messages where announcement_id is not null and account_id = ${volunteer}`),
  ],
  [/^\/desk\/announcements\/:[^/]+\/./, asked('select max(id::text) as value from announcements where sent_at is null')],
  [/^\/desk\/announcements\/:/, asked(newestOfEach('t.sent_at is null', 'announcements t'))],
  [/^\/me\/notices\//, asked(`select max(id::text) as value from messages where account_id = ${volunteer} and notice_path is not null`)],
  [/^\/unsubscribe\//, ['no-such-key']],
  [/^\/me\/consents\//, asked(`select max(id::text) as value from consents where account_id = ${volunteer} and withdrawn_at is null`)],
  [
    /^\/me\/tokens\//,
    asked("select max(t.id::text) as value from tokens t join accounts a on a.id = t.account_id where a.email = 'admin@example.org'"),
  ],
  [/^\/me\/certificates\/:/, asked(`select serial as value from certificates where account_id = ${volunteer} order by status_index desc`)],
  [/^\/certificates\/:/, asked('select distinct on (state) serial as value from certificates order by state, status_index')],
  [
    /^\/desk\/certificates\/:[^/]+\/decline/,
    asked('select serial as value from certificate_corrections where answered_at is null limit 1'),
  ],
  [
    /^\/desk\/certificates\/:[^/]+\/./,
    asked("select serial as value from certificates where state = 'issued' order by status_index limit 1"),
  ],
  [
    /^\/desk\/certificates\/:/,
    asked(`select distinct on (t.state, k.id is null) t.serial as value from certificates t
      left join certificate_corrections k on k.serial = t.serial order by t.state, k.id is null, t.status_index`),
  ],
  [/^\/admin\/merges\/:/, asked('select id::text as value from account_merges order by undone_at is null desc, id desc limit 2')],
  [/^\/admin\/webhooks\/:/, asked(newestOfEach('t.state, t.failing_since is null', 'webhooks t'))],
  [/^\/admin\/signatories\/:/, asked('select id::text as value from signatories order by from_day desc limit 1')],
  [/^\/applications\/:[^/]+\/./, asked(newestOfEach('t.state', `applications t where t.account_id = ${volunteer} and t.state = 'draft'`))],
  [/^\/applications\/:/, asked(newestOfEach(ofOneKind.applications, `applications t where t.account_id = ${volunteer}`))],
  [/^\/ask-backs\/:[^/]+\/./, asked(newestOfEach('t.state', `ask_backs t where t.account_id = ${volunteer} and t.state = 'invited'`))],
  [/^\/ask-backs\/:/, asked(newestOfEach('t.state', `ask_backs t where t.account_id = ${volunteer}`))],
  [/^\/county\/ask-backs\/:/, asked(newestOfEach('t.state', `ask_backs t where ${nanjian} and t.state in ('invited', 'agreed')`))],
  [
    /^\/county\/requests\/:[^/]+\/ask-back/,
    asked(
      newestOfEach('t.state', withSeason('requests', `${nanjian} and t.state in ('draft', 'submitted', 'approved') and s.state = 'open'`)),
    ),
  ],
  [/^\/swap\/:/, async (sql) => [await newSwapKey(sql), 'no-such-key']],
  [/^\/desk\/swaps\/:/, asked(newestOfEach('t.state', 'swaps t'))],
  [/^\/placements\/:/, asked(newestOfEach('t.state', `${ownPlacements} not in ('proposed', 'dropped')`))],
  [/^\/clearances\/:/, asked(newestOfEach("t.state, t.kind like '%reference'", `clearances t where t.account_id = ${volunteer}`))],
  [
    /^\/county\/requests\/:[^/]+\/(squad|arrival|conditions|station)/,
    asked(newestOfEach('t.id', withSeason('requests', `${nanjian} and t.state = 'approved' and s.state = 'placing'`))),
  ],
  [/^\/county\/requests\/:/, asked(newestOfEach(ofOneKind.requests, withSeason('requests', nanjian)))],
  [/^\/county\/placements\/:[^/]+\/dispute/, asked(newestOfEach('t.state', `placements t where ${nanjian} and t.state = 'started'`))],
  [
    /^\/county\/placements\/:[^/]+\/feedback/,
    asked(
      newestOfEach(
        't.state',
        `placements t where ${nanjian} and t.state in ('started', 'completed') and last_day_served(t.id) < current_date`,
      ),
    ),
  ],
  [/^\/county\/placements\/:[^/]+\/confirm/, asked(newestOfEach(placementKinds, `placements t where ${nanjian} and t.state = 'started'`))],
  [
    /^\/county\/placements\/:[^/]+\/(no-show|start)/,
    asked(newestOfEach('t.state', `placements t where ${nanjian} and t.state = 'accepted'`)),
  ],
  [
    /^\/county\/placements\/:/,
    asked(newestOfEach(placementKinds, `placements t where ${nanjian} and t.state not in ('proposed', 'dropped')`)),
  ],
  [/^\/county\/stations\/:/, asked(newestOfEach('t.closed_day is null, t.link', `stations t where ${nanjian}`))],
  [
    /^\/county\/trainings\/:/,
    asked(
      newestOfEach(
        'k.state, t.reports',
        `training_receptions t join trainings k on k.id = t.training_id where ${nanjian} and k.state <> 'planned'`,
      ),
    ),
  ],
  [/^\/desk\/trainings\/:/, asked(newestOfEach('t.state', 'trainings t'))],
  [/^\/trainings\/:/, asked(newestOfEach('t.state', "trainings t where t.state <> 'planned'"))],
  [/^\/desk\/applications\/:/, asked(newestOfEach('t.state', 'applications t'))],
  [/^\/desk\/requests\/:[^/]+\/conditions/, asked(newestOfEach('t.season_id', "requests t where t.state = 'approved'"))],
  [/^\/desk\/requests\/:[^/]+\/cancel/, asked(newestOfEach('t.season_id', "requests t where t.state = 'approved'"))],
  [/^\/desk\/requests\/:/, asked(newestOfEach('t.state', 'requests t'))],
  [
    /^\/desk\/clearances\/:/,
    asked(newestOfEach("t.state, t.kind in ('first_reference', 'second_reference'), t.kind = 'identity'", 'clearances t')),
  ],
  [/^\/desk\/query-batches\/:/, asked(newestOfEach('t.answered_day is null', 'query_batches t'))],
  [/^\/desk\/seasons\/:[^/]+\/(runs|release)/, asked(newestOfEach('t.state', "seasons t where t.state in ('placing', 'closed')"))],
  [/^\/desk\/seasons\/:[^/]+\/(advance|back)/, asked(newestOfEach('t.state', "seasons t where t.state in ('open', 'placing')"))],
  [/^\/desk\/seasons\/:/, asked(newestOfEach('t.state', 'seasons t'))],
  [/^\/desk\/placements\/:[^/]+\/days/, asked(newestOfEach('t.state', `${runningPlacements} in ('accepted', 'started')`))],
  [
    /^\/desk\/placements\/:[^/]+\/may-return/,
    asked(newestOfEach('e.may_return', 'placements t join early_ends e on e.placement_id = t.id')),
  ],
  [/^\/desk\/placements\/:[^/]+\/offer/, asked(newestOfEach('t.state', `${runningPlacements} = 'proposed'`))],
  [/^\/desk\/placements\/:[^/]+\/cancel/, asked(newestOfEach('t.state', `${runningPlacements} in ('offered', 'accepted')`))],
  [
    /^\/desk\/placements\/:[^/]+\/./,
    asked(newestOfEach('t.state', `${runningPlacements} = 'started' and exists (select from confirmations c where c.placement_id = t.id)`)),
  ],
  [/^\/desk\/placements\/:/, asked(newestOfEach(placementKinds, `placements t where t.season_id = ${running}`))],
  [/^\/desk\/alternates\/:[^/]+\/skip/, asked(`select line_id::text as value from (${linesFreed()}) freed limit 1`)],
  [/^\/desk\/alternates\/:/, asked(`select line_id::text as value from (${linesFreed()}) freed limit 3`)],
  [/^\/desk\/people\/:/, asked(newestOfEach('t.frozen_at is null, r.state', peopleSeen()))],
  [
    /^\/desk\/runs\/:[^/]+\/publish/,
    asked(`select id::text as value from runs where season_id = ${running} and state = 'done' order by id desc`),
  ],
  [
    /^\/desk\/runs\/:[^/]+\//,
    asked(
      `select id::text as value from runs where season_id = ${running} and state in ('done', 'published') order by state = 'done', id desc limit 2`,
    ),
  ],
  [/^\/desk\/runs\/:/, asked(newestOfEach('t.state', `runs t where t.season_id = ${running}`))],
  [/^\/desk\/imports\/:/, asked(newestOfEach('t.state', "imports t where t.kind <> 'accounts'"))],
  [/^\/safeguarding\/incidents\/:/, asked(newestOfEach('t.state, t.act_by_at < now()', 'incidents t'))],
  [/^\/safeguarding\/reviews\/:/, asked(newestOfEach('t.state', 'barred_reviews t'))],
  [/^\/safeguarding\/barred[a-z-]*\/:/, asked(newestOfEach('t.lifted_at is null', 'barred_people t'))],
  [/^\/safeguarding\/people\/:/, asked(`select ${volunteer}::text as value`)],
  [/^\/admin\/accounts\/:/, asked(newestOfEach('r.role, t.frozen_at is null', 'accounts t join account_roles r on r.account_id = t.id'))],
  [/^\/(admin\/)?texts\/:/, ['code_of_conduct', 'pass_to_county']],
  [/^\/counties\/:/, asked(countiesSeen())],
  [/^\/provinces\/:/, ['530000']],
  [/^\/stations\/:/, asked(newestOfEach('t.closed_day is null, t.link', `stations t where ${nanjian}`))],
  [/^\/seasons\/:/, asked(newestOfEach('t.state', 'seasons t'))],
  [
    /^\/(needs|requests)\/:/,
    asked(newestOfEach('s.state', withSeason('requests', "t.state = 'approved' and s.state in ('open', 'placing')"))),
  ],
  [/^\/problems\/:/, ['not-found', ...Object.keys(problems).filter((name) => name === 'lesson-overlaps')]],
  [/^\/disputes\/:/, asked(newestOfEach('t.state', `disputes t where t.account_id = ${volunteer}`))],
  [/^\/squads\/:/, asked(squadsSeen())],
  [/^\/desk\/safety-calls\/:/, asked(newestOfEach('t.closed_at is null', 'safety_calls t'))],
  [/^\/report\/:/, async (sql) => [await newLinkKey(sql), 'no-such-key']],
  [/^\/safe\/:/, async (sql) => [await newSafeKey(sql), 'no-such-key']],
  [/^\/reference\/:/, async (sql) => [await newFormKey(sql), 'no-such-key']],
];

/** Lines of the season under way in which a seat fell free. */
function linesFreed(): string {
  return `select t.line_id, max(t.id::text) as newest from placements t where t.season_id = ${running}
    and t.state in ('declined', 'lapsed', 'withdrawn') group by t.line_id order by newest desc`;
}

/** Volunteers, frozen or not, looked at by safeguarding or not. */
function peopleSeen(): string {
  return 'accounts t join volunteers v on v.account_id = t.id left join barred_reviews r on r.account_id = t.id';
}

/** Nanjian, a partner without stations of its own kind, and a county that does not take part. */
function countiesSeen(): string {
  return `(select '532926' as value) union all (select code from counties where tier is not null and code <> '532926' order by code limit 1)
    union all (select code from counties where tier is null order by code limit 1)`;
}

/** The squad that the demonstration volunteer teaches in, where Nanjian's officer and coordinators look as well. */
function squadsSeen(): string {
  return `select t.request_id::text as value from ${ownPlacements} = 'started' order by t.id desc limit 1`;
}

/** A key for the link of a squad under way. */
async function newLinkKey(sql: postgres.Sql): Promise<string> {
  const key = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(key).digest();
  await sql`update report_links set key_sha256 = ${sha256} where request_id =
    (select k.request_id from report_links k join requests r on r.id = k.request_id where r.end_day >= current_date order by k.request_id limit 1)`;
  return key;
}

/** A key for the link of a swap that nobody has answered. */
async function newSwapKey(sql: postgres.Sql): Promise<string> {
  const key = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(key).digest();
  await sql`update swaps set key_sha256 = ${sha256} where id = (select id from swaps where state = 'invited' order by id limit 1)`;
  return key;
}

/** A key for the letter of somebody who is asked and has not answered. */
async function newSafeKey(sql: postgres.Sql): Promise<string> {
  const key = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(key).digest();
  await sql`update safety_replies set key_sha256 = ${sha256} where id =
    (select s.id from safety_replies s join safety_calls k on k.id = s.call_id where s.answer is null and k.closed_at is null order by s.id limit 1)`;
  return key;
}

/** A key for the form of a referee who has not answered; the place that its address is bound to changes, so that is let go. */
async function newFormKey(sql: postgres.Sql): Promise<string> {
  const key = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(key).digest();
  await sql`update referees set key_sha256 = ${sha256}, sealed_email = null where id =
    (select id from referees where answered_at is null and replaced_at is null and expires_at > now() order by id limit 1)`;
  return key;
}

/** Where the values of a route's first parameter come from; undefined where it has none, nothing where nobody knows. */
export function sourceOf(path: string): Source | undefined {
  if (!path.includes(':')) return undefined;
  return sources.find(([at]) => at.test(path))?.[1] ?? [];
}

export async function valuesFrom(sql: postgres.Sql, source: Source): Promise<readonly string[]> {
  return typeof source === 'function' ? source(sql) : source;
}
