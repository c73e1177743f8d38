import { sql } from 'drizzle-orm';

import type { QueryOutcome } from '../../domain/clearance.ts';
import type { Connection } from '../client.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { allOf, containing } from './queue.ts';

export type ListedBatch = {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly answeredDay: string | null;
  readonly people: number;
  readonly found: number;
};

/** Lists for the employment query, the newest first. */
export async function listBatchesInFull(db: Connection, page: PageWanted): Promise<Page<ListedBatch>> {
  const rows = await db.execute<ListedBatch>(sql`
    select b.id, b.created_at::text as "createdAt", who.name as "createdBy", b.answered_day::text as "answeredDay",
      (select count(*)::int from query_batch_entries e where e.batch_id = b.id) as people,
      (select count(*)::int from query_batch_entries e where e.batch_id = b.id and e.outcome = 'record_found') as found
    from query_batches b join accounts who on who.id = b.created_by where ${page.after === undefined ? sql`true` : sql`b.id < ${page.after}`}
    order by b.id desc limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

export type ForBatch = { readonly waiting: readonly string[]; readonly ending: readonly string[] };

/** Who would stand on a list made now: those who wait, and those whose last query ends by the day. */
export async function findForBatch(db: Connection, byDay: string): Promise<ForBatch> {
  const [row] = await db.execute<ForBatch>(sql`
    select (select coalesce(json_agg(a.name order by c.id), '[]') from clearances c join accounts a on a.id = c.account_id
        where c.kind = 'employment_query' and c.state = 'submitted' and not exists (select from query_batch_entries e
          join query_batches b on b.id = e.batch_id where e.clearance_id = c.id and b.answered_day is null)) as waiting,
      (select coalesce(json_agg(x.name order by x.name), '[]') from (
        select a.name from clearances c join accounts a on a.id = c.account_id
        where c.kind = 'employment_query' and a.erased_at is null and a.frozen_at is null and not exists (select from clearances other
          where other.account_id = c.account_id and other.kind = c.kind and other.state in ('requested', 'submitted'))
        group by a.id, a.name having max(c.valid_through_day) filter (where c.state = 'cleared') <= ${byDay}) x) as ending`);
  return row ?? { waiting: [], ending: [] };
}

export type BatchInWhole = ListedBatch & {
  readonly entries: readonly {
    readonly clearanceId: string;
    readonly accountId: string;
    readonly name: string;
    readonly outcome: QueryOutcome | null;
  }[];
};

/** One list with who stands on it; without their numbers. */
export async function findBatch(db: Connection, id: string): Promise<BatchInWhole | undefined> {
  const [row] = await db.execute<{ json: BatchInWhole }>(sql`
    select json_build_object('id', b.id, 'createdAt', b.created_at, 'createdBy', who.name, 'answeredDay', b.answered_day,
      'people', (select count(*) from query_batch_entries e where e.batch_id = b.id),
      'found', (select count(*) from query_batch_entries e where e.batch_id = b.id and e.outcome = 'record_found'),
      'entries', (select coalesce(json_agg(json_build_object('clearanceId', e.clearance_id, 'accountId', c.account_id, 'name', a.name,
          'outcome', e.outcome) order by a.name, e.clearance_id), '[]')
        from query_batch_entries e join clearances c on c.id = e.clearance_id join accounts a on a.id = c.account_id where e.batch_id = b.id)) as json
    from query_batches b join accounts who on who.id = b.created_by where b.id = ${id}`);
  return row?.json;
}

export type Trainee = {
  readonly accountId: string;
  readonly name: string;
  readonly institution: string | null;
  /** Whether the check is cleared through the season already. */
  readonly isCleared: boolean;
  readonly lastAttended: string | null;
};

export const mostTrainees = 200;

/** Who may have come to a season's training: those approved in it or whose check is under way, by name. */
export async function listTrainees(db: Connection, seasonId: string, text: string | undefined): Promise<readonly Trainee[]> {
  const conditions = allOf([
    sql`p.erased_at is null`,
    text === undefined ? undefined : sql`(p.name ilike ${containing(text)} or v.home_institution ilike ${containing(text)})`,
  ]);
  return [
    ...(await db.execute<Trainee>(sql`
    select p.id as "accountId", p.name, v.home_institution as institution,
      exists (select from clearances c where c.account_id = p.id and c.kind = 'training' and c.state = 'cleared' and c.valid_through_day >= s.teaching_end_day) as "isCleared",
      (select max(t.held_day)::text from training_attendances t where t.account_id = p.id and t.season_id = s.id) as "lastAttended"
    from seasons s cross join volunteers v join accounts p on p.id = v.account_id
    where s.id = ${seasonId} and ${conditions} and (
      exists (select from applications a where a.account_id = p.id and a.season_id = s.id and a.state = 'approved')
      or exists (select from clearances c where c.account_id = p.id and c.kind = 'training' and c.state in ('requested', 'submitted')))
    order by "isCleared", p.name, p.id limit ${mostTrainees}`)),
  ];
}
