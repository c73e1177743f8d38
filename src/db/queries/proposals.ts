import { sql } from 'drizzle-orm';

import type { PlacementState } from '../../domain/placement.ts';
import type { Connection } from '../client.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { namedLine, type NamedLine } from './run-choice.ts';
import type { Run } from './runs.ts';

type Publishing = Pick<Run, 'id' | 'seasonId' | 'isRepair'>;

/** The run's pairs beside the placements that it would replace: proposals, and in a repair those that people were told of. */
const beside = ({ id, seasonId, isRepair }: Publishing) => sql`
  (select application_id, line_id from run_matches where run_id = ${id}) m
  full join (select application_id, line_id, state from placements where season_id = ${seasonId}
    and state in ${isRepair ? sql`('proposed', 'offered', 'accepted')` : sql`('proposed')`}) p on p.application_id = m.application_id`;

export type PublishingCounts = {
  readonly proposals: number;
  readonly same: number;
  readonly moved: number;
  readonly added: number;
  readonly dropped: number;
  /** Of those told: whose placement would be cancelled. */
  readonly cancelled: number;
};

/** What publishing a run would change of what stands now. */
export async function countPublishing(db: Connection, run: Publishing): Promise<PublishingCounts> {
  const [row] = await db.execute<PublishingCounts>(sql`
    select count(m.line_id)::int as proposals, count(*) filter (where m.line_id = p.line_id)::int as same,
      count(*) filter (where m.line_id <> p.line_id)::int as moved, count(*) filter (where p.line_id is null)::int as added,
      count(*) filter (where m.line_id is null)::int as dropped,
      count(*) filter (where p.state <> 'proposed' and m.line_id is distinct from p.line_id)::int as cancelled
    from ${beside(run)}`);
  if (row === undefined) throw new Error('a count gave no row');
  return row;
}

export type Changing = {
  readonly applicationId: string;
  readonly name: string;
  readonly state: PlacementState | null;
  readonly before: NamedLine | null;
  readonly after: NamedLine | null;
};

/** Whose place publishing would change: whoever was told comes first, then by application. */
export async function listChanging(db: Connection, run: Publishing, limit: number): Promise<Changing[]> {
  return [
    ...(await db.execute<Changing>(sql`
      select d.id as "applicationId", who.name, d.state, ${namedLine(sql`d.before`)} as before, ${namedLine(sql`d.after`)} as after
      from (select coalesce(m.application_id, p.application_id) as id, p.state, p.line_id as before, m.line_id as after from ${beside(run)}
        where p.line_id is not null and m.line_id is distinct from p.line_id
        order by p.state <> 'proposed' desc, 1 limit ${limit}) d
      join applications a on a.id = d.id join accounts who on who.id = a.account_id`)),
  ];
}

/** Applications and requests of the season, and checks of its people, that something happened to since the run began to compute. */
export async function countChangedSince(db: Connection, { id, seasonId }: Publishing): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(distinct e.thing_id)::int as count from events e
    where e.sequence > (select max(sequence) from events where thing = 'run' and thing_id = ${id} and event = 'run.running')
      and ((e.thing = 'application' and e.thing_id in (select id::text from applications where season_id = ${seasonId}))
        or (e.thing = 'request' and e.thing_id in (select id::text from requests where season_id = ${seasonId}))
        or (e.thing = 'clearance' and e.subject_id in (select account_id from applications where season_id = ${seasonId})))`);
  return row?.count ?? 0;
}

export type Proposal = {
  readonly id: string;
  readonly name: string;
  readonly line: NamedLine;
  readonly rank: number | null;
  readonly isByHand: boolean;
};

/** Proposed placements of a season, by id, with the names of people and places. */
export async function listProposals(db: Connection, seasonId: string, page: PageWanted): Promise<Page<Proposal>> {
  const rows = await db.execute<Proposal>(sql`
    select p.id, who.name, ${namedLine(sql`p.line_id`)} as line, p.rank, p.run_id is null as "isByHand"
    from (select id, account_id, line_id, rank, run_id from placements where season_id = ${seasonId} and state = 'proposed'
      and ${page.after === undefined ? sql`true` : sql`id > ${page.after}`} order by id limit ${page.limit + 1}) p
    join accounts who on who.id = p.account_id order by p.id`);
  return pageOf([...rows], page, (row) => row.id);
}
