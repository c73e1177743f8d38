import { createHash } from 'node:crypto';

import { copyRows } from '../copy.ts';
import { moveThrough, recordBegun } from '../moves.ts';
import type { Scene } from './scene.ts';

type Accepted = { readonly id: string; readonly accountId: string; readonly lineId: string; readonly conditionsId: string | null };
type State = 'invited' | 'proposed' | 'agreed' | 'refused';

/** Some of those who are to go would rather go elsewhere: one swap waits for a coordinator, one for whoever invited, one for an answer, and one was refused. */
export async function makeSwaps(scene: Scene, seasonId: string): Promise<void> {
  const waiting = await acceptedIn(scene, seasonId);
  const wanted: readonly State[] = ['agreed', 'invited', 'proposed', 'refused'];
  for (const state of wanted) {
    const first = waiting.shift();
    const at = waiting.findIndex(({ accountId, lineId }) => accountId !== first?.accountId && lineId !== first?.lineId);
    const [second] = state === 'invited' || at === -1 ? [] : waiting.splice(at, 1);
    if (first === undefined || (second === undefined && state !== 'invited')) return;
    await swap(scene, seasonId, { state, first, second });
  }
}

/** Placements that were accepted and begin in some days, the first to begin first. */
async function acceptedIn({ sql, days }: Scene, seasonId: string): Promise<Accepted[]> {
  return sql<Accepted[]>`
    select p.id, p.account_id as "accountId", p.line_id as "lineId",
      (select h.id from host_conditions h where h.request_id = p.request_id order by h.id desc limit 1) as "conditionsId"
    from placements p where p.season_id = ${seasonId} and p.state = 'accepted' and p.start_day > ${days.day(3)} order by p.start_day, p.id`;
}

type Made = { readonly state: State; readonly first: Accepted; readonly second: Accepted | undefined };

async function swap({ sql, random, days, year, actors }: Scene, seasonId: string, { state, first, second }: Made): Promise<void> {
  const id = random.id(`${year}-03-21T01:00:00Z`);
  const [invited, answered, agreed] = [days.at(-3), days.at(-2), days.at(-1)];
  // Nobody holds the link of made-up data.
  const key = createHash('sha256').update(id).digest();
  const about = { season_id: seasonId, first_placement_id: first.id, lapses_at: days.at(3), created_at: invited };
  await copyRows(sql, 'swaps', [{ id, ...about, key_sha256: `\\x${key.toString('hex')}` }]);
  const moved = { thing: 'swap', ids: [id], by: 'own' } as const;
  await recordBegun(sql, { ...moved, at: invited, whose: new Map([[id, first.accountId]]) }, 'invited');
  if (second === undefined) return;
  const given = { second_placement_id: second.id, first_conditions_id: first.conditionsId, proposed_at: answered, key_sha256: null };
  await moveThrough(sql, { ...moved, at: answered, whose: new Map([[id, second.accountId]]) }, ['invited', 'proposed'], given);
  if (state === 'proposed') return;
  const both = { second_conditions_id: second.conditionsId, agreed_at: agreed };
  await moveThrough(sql, { ...moved, at: agreed, whose: new Map([[id, first.accountId]]) }, ['proposed', 'agreed'], both);
  if (state === 'agreed') return;
  const reason = '两地所需的科目水平不同，暂不互换。（演示文字）';
  await moveThrough(sql, { thing: 'swap', ids: [id], at: days.hoursAgo(1), by: actors.coordinator, reason }, ['agreed', 'refused']);
}
