import { emergencyContactPlace } from '../../../src/db/queries/emergency-contacts.ts';
import { actionPlace, notePlace } from '../../../src/db/queries/safety.ts';
import { phonePlace, wechatPlace } from '../../../src/db/queries/squads.ts';
import { isTeachingDay } from '../../../src/domain/squad.ts';
import { copyRows } from '../copy.ts';
import { runningIdAt, type Scene } from './scene.ts';
import { bytes } from './waiting-checks.ts';

type Member = { readonly id: string; readonly account_id: string; readonly request_id: string };
type Squad = { readonly id: string; readonly first: string; readonly last: string; readonly members: readonly Member[] };

const reportedDays = 10;

/** How the squads of the running season are on their way: what they reported, whom they reach, and a question whether all are safe. */
export async function makeSquads(scene: Scene, seasonId: string): Promise<void> {
  const squads = await squadsOf(scene, seasonId);
  for (const [i, squad] of squads.entries()) await reportDays(scene, squad, i);
  const own = squads.find(({ members }) => members.some(({ account_id }) => account_id === scene.actors.volunteer.id));
  if (own !== undefined) await leadOwn(scene, own);
  await askSafe(scene, squads);
}

async function squadsOf({ sql, days }: Scene, seasonId: string): Promise<Squad[]> {
  const rows = await sql<(Member & { first: string; last: string })[]>`
    select p.id, p.account_id, p.request_id, p.start_day::text as first, p.end_day::text as last from placements p
    where p.season_id = ${seasonId} and p.state in ('accepted', 'started') and p.start_day <= ${days.day(0)} and p.end_day >= ${days.day(0)}
    order by p.request_id, p.id`;
  return [...Map.groupBy(rows, (row) => row.request_id)].map(([id, members]) => ({
    id,
    first: members[0]?.first ?? '',
    last: members[0]?.last ?? '',
    members,
  }));
}

/** The last two weeks, day by day: one cancelled, one put right; of today not everybody has said anything yet. */
async function reportDays({ sql, random, days, year }: Scene, { id: requestId, first, members }: Squad, turn: number): Promise<void> {
  const idAt = runningIdAt({ year });
  const offsets = Array.from({ length: reportedDays }, (_, i) => -i).filter((offset) => days.day(offset) >= first);
  const told = offsets.filter((offset) => isTeachingDay(days.day(offset)) && (offset < 0 || turn % 3 === 0));
  const reporter = members[0]?.account_id ?? null;
  const rows = told.map((offset, i) => {
    const isCancelled = i === 2;
    return {
      id: random.id(idAt),
      request_id: requestId,
      day: days.day(offset),
      version: 1,
      outcome: isCancelled ? 'cancelled' : 'held',
      cancel_reason: isCancelled ? 'weather' : null,
      learners: isCancelled ? 0 : random.between(18, 42),
      everybody_well: !(offset === -1 && turn === 1),
      had_incident: false,
      note: isCancelled ? '连日大雨，学校通知停课一天。（演示文字）' : '',
      reported_by: i % 4 === 3 ? null : reporter,
      reported_at: offset === 0 ? days.hoursAgo(0.2) : days.at(offset, '17:20'),
      key: random.id(idAt),
    };
  });
  const [latest] = rows;
  const corrected =
    latest === undefined || turn !== 0
      ? []
      : [
          {
            ...latest,
            id: random.id(idAt),
            key: random.id(idAt),
            version: 2,
            learners: latest.learners + 2,
            reported_at: days.hoursAgo(0.1),
          },
        ];
  await copyRows(sql, 'day_reports', [...rows, ...corrected]);
}

/** The demonstration volunteer is captain of their squad, which has a link; members share how to reach them, or not. */
async function leadOwn({ sql, days, keys, actors }: Scene, { id, members }: Squad): Promise<void> {
  const own = members.find(({ account_id }) => account_id === actors.volunteer.id);
  if (own === undefined) return;
  await sql`insert into squad_captains (request_id, placement_id, named_by, named_at) values (${id}, ${own.id}, ${actors.coordinator.id}, ${days.at(-20)})`;
  await sql`insert into report_links (request_id, key_sha256, made_by, made_at)
    values (${id}, sha256(${Buffer.from(id)}), ${actors.volunteer.id}, ${days.at(-19)})`;
  const mate = members.find(({ account_id }) => account_id !== actors.volunteer.id);
  for (const { id: placementId, account_id } of [own, ...(mate === undefined ? [] : [mate])]) {
    const phone = await keys.seal('138 0000 0000', phonePlace(placementId));
    const wechat = await keys.seal('demo_volunteer', wechatPlace(placementId));
    await sql`insert into squad_contacts (placement_id, account_id, shares_email, sealed_phone, sealed_wechat_id, agreed_at)
      values (${placementId}, ${account_id}, ${account_id === own.account_id}, ${bytes(phone)}, ${bytes(wechat)}, ${days.at(-19)})`;
    const toCall = { name: '示范家长', relation: '母亲', phone: '139 0000 0000' };
    const sealed = await keys.seal(JSON.stringify(toCall), emergencyContactPlace(placementId));
    await sql`insert into emergency_contacts (placement_id, account_id, sealed_contact, given_at)
      values (${placementId}, ${account_id}, ${bytes(sealed)}, ${days.at(-19)})`;
  }
}

/** Asked after heavy rain: some are well, one was helped, one waits for help, some have not answered; and an older call that is over. */
async function askSafe(scene: Scene, squads: readonly Squad[]): Promise<void> {
  const { sql, random, days, actors, codes, year } = scene;
  const idAt = runningIdAt({ year });
  const [current, over] = [random.id(idAt), random.id(idAt)];
  const text = '昨夜起持续大雨，部分道路中断。请不要外出，并告诉我们您是否平安。（演示文字）';
  await sql`insert into safety_calls (id, county_code, text, asked_by, asked_at, created_at)
    values (${current}, ${codes[0] ?? ''}, ${text}, ${actors.coordinator.id}, ${days.hoursAgo(2)}, ${days.hoursAgo(2)})`;
  await sql`insert into safety_calls (id, county_code, text, asked_by, asked_at, closed_at, created_at)
    values (${over}, ${codes[0] ?? ''}, '', ${actors.safeguarding.id}, ${days.at(-12)}, ${days.at(-11)}, ${days.at(-12)})`;
  const asked = await sql<{ id: string }[]>`select distinct p.request_id as id from placements p where p.county_code = ${codes[0] ?? ''}`;
  const inCounty = new Set(asked.map(({ id }) => id));
  const people = squads.filter(({ id }) => inCounty.has(id)).flatMap(({ members }) => members);
  for (const [i, person] of people.entries()) {
    await answer(scene, person, { callId: current, at: days.hoursAgo(1), ...currentAnswer(i) });
    await answer(scene, person, { callId: over, at: days.at(-12, '11:00'), said: 'well', isHelped: false });
  }
}

type Said = { readonly said: 'well' | 'needs_help' | null; readonly isHelped: boolean };

/** The first two need help, and one of them got it; every third has not answered. */
function currentAnswer(i: number): Said {
  if (i < 2) return { said: 'needs_help', isHelped: i === 1 };
  return { said: i % 3 === 2 ? null : 'well', isHelped: false };
}

async function answer(
  { sql, random, keys, actors, year }: Scene,
  { id: placementId, account_id, request_id }: Member,
  { callId, at, said, isHelped }: Said & { readonly callId: string; readonly at: string },
): Promise<void> {
  const id = random.id(runningIdAt({ year }));
  const note =
    said === 'needs_help' ? bytes(await keys.seal('宿舍进水，暂住学校教室，需要干衣服和被褥。（演示文字）', notePlace(id))) : null;
  const action = isHelped ? bytes(await keys.seal('已请学校送来被褥，晚上再联系一次。（演示文字）', actionPlace(id))) : null;
  const helped = isHelped ? { by: actors.coordinator.id, at } : { by: null, at: null };
  await sql`insert into safety_replies (id, call_id, placement_id, account_id, request_id, key_sha256, answer, sealed_note, answered_at,
      helped_by, helped_at, sealed_action, created_at)
    values (${id}, ${callId}, ${placementId}, ${account_id}, ${request_id}, sha256(${Buffer.from(id)}), ${said}, ${note}, ${said === null ? null : at},
      ${helped.by}, ${helped.at}, ${action}, ${at})`;
}
