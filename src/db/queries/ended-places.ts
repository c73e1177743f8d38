import { sql } from 'drizzle-orm';

import type { EndedPlace } from '../../matching/repair/moves.ts';
import type { Connection } from '../client.ts';
import { isExchanged } from './swaps.ts';

/** Places of the run's season that were told and ended, other than by a swap, between the last match that was published before it and its own beginning, in their order. */
export async function listEndedPlaces(db: Connection, runId: string): Promise<EndedPlace[]> {
  return [
    ...(await db.execute<EndedPlace>(sql`
      select p.id as "placementId", p.application_id as "applicationId", p.line_id as "lineId", p.state,
        exists (select from condition_questions q where q.placement_id = p.id and q.state = 'refused') as "isForConditions",
        r.state = 'cancelled' as "isOfRequest"
      from runs run join placements p on p.season_id = run.season_id and p.state in ('declined', 'lapsed', 'withdrawn', 'cancelled', 'no_show', 'ended_early')
      join requests r on r.id = p.request_id
      cross join lateral (select max(e.at) as at from events e where e.thing = 'placement' and e.thing_id = p.id::text and e.to_state = p.state) ended
      where run.id = ${runId} and not ${isExchanged(sql`p.id`)}
        and ended.at <= run.started_at and ended.at > coalesce((select max(earlier.published_at) from runs earlier
        where earlier.season_id = run.season_id and earlier.id <> run.id and earlier.state = 'published' and earlier.published_at <= run.started_at), '-infinity')
      order by ended.at, p.id`)),
  ];
}
