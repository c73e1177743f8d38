import { recordEvents } from '../moves.ts';
import type { Scene } from './scene.ts';

/** Of those who have still to come to Nanjian somebody comes two days later, as was agreed. */
export async function agreeOnDays({ sql, days, actors, codes }: Scene, seasonId: string): Promise<void> {
  const [late] = await sql<{ id: string; account_id: string }[]>`select id, account_id from placements
    where season_id = ${seasonId} and county_code = ${codes[0] ?? ''} and state = 'accepted' and end_day - start_day > 7 order by id limit 1`;
  if (late === undefined) return;
  await sql`update placements set first_day = start_day + 2 where id = ${late.id}`;
  const set = { thing: 'placement', ids: [late.id], at: days.at(-1), by: actors.county, whose: new Map([[late.id, late.account_id]]) };
  await recordEvents(sql, { ...set, reason: '学校考试推迟两天。（演示文字）' }, { event: 'placement.days-set' });
}
