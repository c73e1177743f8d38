import { sql } from 'drizzle-orm';

import type { Locale } from '../../domain/account.ts';
import type { DigestCounts } from '../../mail/digest-letter.ts';
import type { Connection } from '../client.ts';
import { findToDo } from './desk-home.ts';

export type DigestReader = { readonly id: string; readonly email: string; readonly name: string; readonly locale: Locale };

/** Takes the day for every coordinator who has not had it yet and wants a digest; gives them. Two that ask at once share them. */
export async function takeDigestDay(db: Connection, day: string): Promise<DigestReader[]> {
  return [
    ...(await db.execute<DigestReader>(sql`
    with taken as (insert into digests (account_id, day)
      select r.account_id, ${day}::date from account_roles r join accounts a on a.id = r.account_id
      where r.role = 'coordinator' and a.erased_at is null and a.frozen_at is null
        and not exists (select from unsubscriptions u where u.account_id = a.id and u.topic = 'digest')
        and not exists (select from digests d where d.account_id = a.id and d.day >= ${day}::date)
      order by r.account_id
      on conflict (account_id) do update set day = excluded.day where digests.day < excluded.day returning account_id)
    select a.id, a.email, a.name, a.locale from taken join accounts a on a.id = taken.account_id order by a.id`)),
  ];
}

/** What waits for coordinators now, and what happened since an instant. */
export async function findDigestCounts(db: Connection, now: string, today: string, since: string): Promise<DigestCounts> {
  const toDo = await findToDo(db, now, today);
  const [row] = await db.execute<{ lapsed: number; failedLetters: number }>(sql`select
    (select count(*)::int from events where event = 'placement.lapsed' and at >= ${since} and at < ${now}) as lapsed,
    (select count(*)::int from messages where failed_at >= ${since} and failed_at < ${now} and failure in ('refused', 'unreached')) as "failedLetters"`);
  return {
    late: toDo.late.count,
    lapsed: row?.lapsed ?? 0,
    applications: toDo.applications.count,
    requests: toDo.requests.count,
    clearances: toDo.clearances.count,
    unready: toDo.unready.count,
    lapsing: toDo.lapsing.count,
    conditions: toDo.conditions.count,
    swaps: toDo.swaps.count,
    completions: toDo.completions.count,
    disputes: toDo.disputes.count,
    failedLetters: row?.failedLetters ?? 0,
  };
}
