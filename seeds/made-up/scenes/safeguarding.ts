import { barredReasonPlace, reviewReasonPlace } from '../../../src/db/queries/barred.ts';
import { incidentPlace } from '../../../src/db/queries/incidents.ts';
import type { IncidentKind } from '../../../src/domain/incident.ts';
import { moveThrough, recordBegun, recordEvents, type Mover } from '../moves.ts';
import { runningIdAt, type Scene } from './scene.ts';
import { bytes } from './waiting-checks.ts';

type Told = {
  readonly kind: IncidentKind;
  /** Hours ago that it was raised, and within how many somebody must act. */
  readonly raised: number;
  readonly within: number;
  readonly account: string;
  readonly action?: string;
  readonly outcome?: string;
};

const told: readonly Told[] = [
  { kind: 'misconduct', raised: 22, within: 24, account: '一名学生反映，有志愿者课后私下加了他的微信。（演示文字）' },
  { kind: 'other', raised: 60, within: 48, account: '学校反映远程教室摄像头角度可以看到学生名册。（演示文字）' },
  { kind: 'other', raised: 3, within: 48, account: '宿舍走廊灯坏了，晚上回来看不清台阶。（演示文字）' },
  {
    kind: 'accident',
    raised: 90,
    within: 4,
    account: '志愿者下楼时扭伤脚踝。（演示文字）',
    action: '已由学校老师陪同到县医院检查，通知家人和保险。（演示文字）',
  },
  {
    kind: 'harm_to_volunteer',
    raised: 700,
    within: 4,
    account: '志愿者返校途中被狗追咬，未破皮。（演示文字）',
    action: '当天接种疫苗，改走大路。（演示文字）',
    outcome: '志愿者情况良好，学校已与村委会处理。（演示文字）',
  },
];

/** Incidents that wait, one of them nearly due and one over it, that somebody acted on, and that are closed. */
export async function makeIncidents(scene: Scene): Promise<void> {
  const { sql, codes } = scene;
  const [placement] = await sql<{ id: string }[]>`select id from placements where county_code = ${codes[0] ?? ''} and state = 'started'
    order by id desc limit 1`;
  for (const [i, one] of told.entries()) await makeIncident(scene, one, i === 0 || i > 2 ? (placement?.id ?? null) : null);
}

async function makeIncident(
  scene: Scene,
  { kind, raised, within, account, action, outcome }: Told,
  placementId: string | null,
): Promise<void> {
  const { sql, random, days, keys, actors, codes } = scene;
  const id = random.id(runningIdAt(scene));
  const at = days.hoursAgo(raised);
  const sealedAccount = await keys.seal(account, incidentPlace(id, 'account'));
  await sql`insert into incidents (id, kind, placement_id, county_code, happened_at, sealed_account, raised_by, raised_at, act_by_at, created_at)
    values (${id}, ${kind}, ${placementId}, ${codes[0] ?? null}, ${days.hoursAgo(raised + 2)}, ${bytes(sealedAccount)}, ${actors.county.id}, ${at},
      ${days.hoursAgo(raised - within)}, ${at})`;
  const about = { thing: 'incident', ids: [id] } as const;
  await recordBegun(sql, { ...about, at, by: actors.county, details: { kind } }, 'open');
  if (action === undefined) return;
  const by = actors.safeguarding;
  const actedAt = days.hoursAgo(raised - 1);
  const sealedAction = await keys.seal(action, incidentPlace(id, 'action'));
  await sql`update incidents set sealed_action = ${bytes(sealedAction)} where id = ${id}`;
  await moveThrough(sql, { ...about, at: actedAt, by }, ['open', 'acted'], { acted_by: by.id, acted_at: actedAt });
  if (outcome === undefined) return;
  const closedAt = days.hoursAgo(raised - 100);
  const sealedOutcome = await keys.seal(outcome, incidentPlace(id, 'outcome'));
  await sql`update incidents set sealed_outcome = ${bytes(sealedOutcome)} where id = ${id}`;
  await moveThrough(sql, { ...about, at: closedAt, by }, ['acted', 'closed'], { closed_by: by.id, closed_at: closedAt });
}

type Bar = { readonly name: string; readonly isLifted: boolean; readonly review?: 'open' | 'dismissed' };

/** Names that are nobody's: the first sounds like the applicant's, the second is another's as well, the third was let off. */
const bars: readonly Bar[] = [
  { name: '示例同名者', isLifted: false, review: 'open' },
  { name: '示例重名者', isLifted: false, review: 'dismissed' },
  { name: '示例已解除者', isLifted: true },
];
const applicantNames = ['示例童名者', '示例重名者'] as const;

/** People who are barred, and reviews of applicants whose names are like theirs. */
export async function makeBars(scene: Scene, applicants: readonly string[]): Promise<void> {
  const { sql, random, days, keys, actors } = scene;
  const by: Mover = actors.safeguarding;
  for (const [i, { name, isLifted, review }] of bars.entries()) {
    const id = random.id(runningIdAt(scene));
    const at = days.at(-30 + i);
    const sealed = await keys.seal('法院判决的从业禁止。（演示文字）', barredReasonPlace(name));
    await sql`insert into barred_people (id, name, sealed_reason, added_by, created_at, lifted_at)
      values (${id}, ${name}, ${bytes(sealed)}, ${by.id}, ${at}, ${isLifted ? days.at(-4) : null})`;
    await recordEvents(sql, { thing: 'barred_person', ids: [id], at, by }, { event: 'barred_person.added' });
    const lifted = { thing: 'barred_person', ids: [id], at: days.at(-4), by, reason: '判决规定的期限已满' };
    if (isLifted) await recordEvents(sql, lifted, { event: 'barred_person.lifted' });
    if (review !== undefined)
      await makeReview(scene, { barredId: id, accountId: applicants[i] ?? '', name: applicantNames[i] ?? name, review });
  }
}

type Review = { readonly barredId: string; readonly accountId: string; readonly name: string; readonly review: 'open' | 'dismissed' };

async function makeReview(scene: Scene, { barredId, accountId, name, review }: Review): Promise<void> {
  const { sql, random, days, keys, actors } = scene;
  const id = random.id(runningIdAt(scene));
  const by = actors.safeguarding;
  await sql`update accounts set name = ${name} where id = ${accountId}`;
  await sql`insert into barred_reviews (id, account_id, barred_person_id, matched_by, similarity, created_at)
    values (${id}, ${accountId}, ${barredId}, 'name', 1, ${days.at(-2)})`;
  const opened = {
    thing: 'barred_review',
    ids: [id],
    at: days.at(-2),
    by: { id: null, name: 'look-for-barred' },
    details: { matchedBy: 'name' },
  };
  await recordEvents(sql, opened, { event: 'barred_review.opened' });
  if (review === 'open') return;
  const sealed = await keys.seal('出生年份不同，不是同一个人。（演示文字）', reviewReasonPlace(id));
  await sql`update barred_reviews set state = ${review}, decided_by = ${by.id}, decided_at = ${days.at(-1)}, sealed_reason = ${bytes(sealed)} where id = ${id}`;
  await recordEvents(sql, { thing: 'barred_review', ids: [id], at: days.at(-1), by }, { event: `barred_review.${review}` });
}
