import { sql } from 'drizzle-orm';

import type { ClearanceKind, ClearanceState } from '../../domain/clearance.ts';
import type { Connection } from '../client.ts';

/** A check as its volunteer sees it, with whoever was asked where it is a reference; never the answer. */
export type OwnCheck = {
  readonly id: string;
  readonly kind: ClearanceKind;
  readonly state: ClearanceState;
  readonly validThroughDay: string | null;
  readonly decisionReason: string | null;
  readonly verifiedAt: string | null;
  readonly createdAt: string;
  readonly referee: {
    readonly name: string;
    readonly relation: string;
    readonly askedAt: string;
    readonly expiresAt: string;
    readonly answeredAt: string | null;
  } | null;
};

const shown = sql`c.id, c.kind, c.state, c.valid_through_day::text as "validThroughDay", c.decision_reason as "decisionReason",
  c.verified_at as "verifiedAt", c.created_at as "createdAt",
  (select json_build_object('name', r.name, 'relation', r.relation, 'askedAt', r.asked_at, 'expiresAt', r.expires_at, 'answeredAt', r.answered_at)
    from referees r where r.clearance_id = c.id and r.replaced_at is null) as referee`;

/**
 * Of every kind the check that counts: the one cleared longest into the future, and beside it the newest other one that is
 * under way or came after.
 */
export async function listOwnChecks(db: Connection, accountId: string): Promise<OwnCheck[]> {
  return [
    ...(await db.execute<OwnCheck>(sql`select ${shown} from (
        select distinct on (kind, state = 'cleared') * from clearances where account_id = ${accountId}
        order by kind, state = 'cleared', state in ('requested', 'submitted') desc, case when state = 'cleared' then valid_through_day end desc, id desc) c
      order by c.kind, c.id`)),
  ];
}

export type AskedKind = { readonly kind: ClearanceKind; readonly throughDay: string | null; readonly isPlaced: boolean };

/** Which checks the person's seasons ask, and through which day their placements need them. */
export async function listAskedKinds(db: Connection, accountId: string): Promise<AskedKind[]> {
  return [
    ...(await db.execute<AskedKind>(sql`
      select k.kind, max(upper(p.served) - 1)::text as "throughDay", bool_or(p.id is not null) as "isPlaced"
      from applications a join season_checks k on k.season_id = a.season_id and k.delivery = any(a.deliveries)
      join seasons n on n.id = a.season_id and n.state <> 'closed'
      left join placements p on p.application_id = a.id and p.state in ('offered', 'accepted', 'started')
      where a.account_id = ${accountId} and a.state not in ('withdrawn', 'rejected') group by k.kind`)),
  ];
}

/** One of the person's own checks; with whether what it looks at was given. */
export type OwnCheckInFull = OwnCheck & { readonly hasDocument: boolean; readonly hasHealthNote: boolean };

export async function findOwnCheck(db: Connection, accountId: string, id: string): Promise<OwnCheckInFull | undefined> {
  const [row] = await db.execute<OwnCheckInFull>(sql`select ${shown},
      exists (select from identity_documents i where i.account_id = c.account_id) as "hasDocument",
      exists (select from health_notes h where h.account_id = c.account_id) as "hasHealthNote"
    from clearances c where c.id = ${id} and c.account_id = ${accountId}`);
  return row;
}
