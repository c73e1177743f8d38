import { choicesOf } from '../applications.ts';
import { copyRows } from '../copy.ts';
import { signConditions } from '../host-conditions.ts';
import { moveThrough, recordBegun } from '../moves.ts';
import { seatsOf, writeSeason, type MadeRequest, type Seat } from '../season.ts';
import { StationRooms } from '../stations.ts';
import { clearFor } from './checks.ts';
import { missedPlan, offeredPlan, plans, teachingPlan, type Plan } from './plans.ts';
import { runningIdAt, type Scene } from './scene.ts';

export type Planned = MadeRequest & { readonly plan: Plan };
/** The season that runs while the coming one is open, with who applied to it. */
export type Running = {
  readonly id: string;
  readonly requests: readonly Planned[];
  /** The application of the demonstration volunteer. */
  readonly ownApplicationId: string;
};

/** Its applications are in and approved, its requests too except those that come late, and its match is due. */
export async function makeRunningSeason(scene: Scene): Promise<Running> {
  const { sql, random, days, year } = scene;
  const at = days.at(-150);
  const id = random.id(runningIdAt(scene));
  const { zh, en } = nameOf(days.day(0));
  const row = {
    id,
    name_zh: `${zh}（演示数据）`,
    name_en: `${en} (demonstration)`,
    created_at: at,
    reply_hours: 168,
    applications_open_day: days.day(-120),
    applications_close_day: days.day(-70),
    match_day: days.day(-60),
    requests_open_day: days.day(-120),
    requests_close_day: days.day(-70),
    teaching_start_day: days.day(-56),
    teaching_end_day: days.day(70),
  };
  const deliveries = ['on_site', 'distance', 'blended'] as const;
  const checks = deliveries.flatMap((delivery) => [
    { delivery, kind: 'identity' as const },
    { delivery, kind: 'code_of_conduct' as const },
  ]);
  await writeSeason(sql, row, `demonstration running ${year}`, [...checks, { delivery: 'on_site', kind: 'health' }]);
  await moveThrough(sql, { thing: 'season', ids: [id], at: days.at(-120), by: scene.actors.coordinator }, ['planned', 'open']);
  const requests = await makePlanned(scene, id);
  const ownApplicationId = await makeApplicants(scene, id, requests);
  await moveThrough(sql, { thing: 'season', ids: [id], at: days.at(-64), by: scene.actors.coordinator }, ['open', 'matching']);
  return { id, requests, ownApplicationId };
}

/** Named after the half of the year in which it runs. */
function nameOf(today: string): { zh: string; en: string } {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  if (month >= 2 && month <= 7) return { zh: `${year} 年春季学期`, en: `Spring term ${year}` };
  const autumn = month === 1 ? year - 1 : year;
  return { zh: `${autumn} 年秋季学期`, en: `Autumn term ${autumn}` };
}

async function makePlanned(scene: Scene, seasonId: string): Promise<Planned[]> {
  const { sql, random, days, codes, actors } = scene;
  const idAt = runningIdAt(scene);
  const madeAt = (plan: Plan) => days.at(plan.isLate === true ? -15 : -90);
  const planned = plans.map((plan): Planned => {
    const code = codes[plan.county] ?? '';
    const lines = plan.lines.map(({ subject, level, seats }) => ({ id: random.id(idAt), subject_code: subject, level, maximum: seats[2] }));
    const term = { start_day: days.day(plan.days[0]), end_day: days.day(plan.days[1]) };
    return { id: random.id(idAt), code, ...term, delivery: plan.delivery, lines, plan };
  });
  const rooms = await StationRooms.read(sql, codes);
  const requests = planned.map(({ id, code, start_day, end_day, plan }) => ({
    id,
    season_id: seasonId,
    county_code: code,
    station_id: rooms.take({ county_code: code, delivery: plan.delivery, start_day, end_day }),
    kind: plan.kind,
    delivery: plan.delivery,
    place: plan.place,
    start_day,
    end_day,
    weekly_hours: plan.hours,
    squad_maximum: plan.squadMaximum ?? null,
    submitted_at: madeAt(plan),
    created_at: madeAt(plan),
  }));
  await copyRows(sql, 'requests', requests);
  await writeLines(scene, seasonId, planned);
  for (const late of [false, true]) {
    const own = planned.filter(({ plan }) => (plan.isLate ?? false) === late);
    const ids = own.map(({ id }) => id);
    const at = days.at(late ? -15 : -90);
    await recordBegun(sql, { thing: 'request', ids, at }, 'draft');
    await moveThrough(sql, { thing: 'request', ids, at }, ['draft', 'submitted']);
    await signConditions(sql, random, ids, at, actors.county.id);
    if (!late) await approveRequests(scene, ids, days.at(-80));
  }
  return planned;
}

async function writeLines({ sql }: Scene, seasonId: string, planned: readonly Planned[]): Promise<void> {
  const lines = planned.flatMap(({ id, lines: own, plan }) =>
    own.map((line, position) => {
      const { role = 'teacher', seats, kinds = [], teachingPermit = false } = plan.lines[position] ?? { seats: [0, 1, 1] as const };
      const [minimum, ideal] = seats;
      return {
        id: line.id,
        request_id: id,
        season_id: seasonId,
        position,
        subject_code: line.subject_code,
        level: line.level,
        role,
        minimum,
        ideal,
        maximum: line.maximum,
        kinds,
        teaching_permit: teachingPermit,
      };
    }),
  );
  await copyRows(sql, 'lines', lines);
}

export async function approveRequests({ sql, actors }: Scene, ids: readonly string[], at: string): Promise<void> {
  await moveThrough(sql, { thing: 'request', ids, at, by: actors.coordinator }, ['submitted', 'approved']);
}

type Applicant = { readonly accountId: string; readonly id: string; readonly seat: Seat; readonly isOwn: boolean };

/** One for every seat of the first round, some more, and the demonstration volunteer; gives the last one's application. */
async function makeApplicants(scene: Scene, seasonId: string, requests: readonly Planned[]): Promise<string> {
  const { sql, random, people, year, actors, days } = scene;
  const seats = seatsOf(requests.filter(({ plan }) => plan.isLate !== true && plan.isShort !== true));
  const coming = seats.filter(({ request }) => request.start_day > days.day(0));
  const wanted = [...seats, ...coming.slice(0, 8)];
  const added = await people.add(sql, wanted.length, year - 1);
  const idAt = runningIdAt(scene);
  const applicants = wanted.map((seat, i): Applicant => ({ accountId: added[i]?.id ?? '', id: random.id(idAt), seat, isOwn: false }));
  const [ownSeat] = seatsOf(requests.slice(teachingPlan));
  if (ownSeat === undefined) throw new Error('the plans have no seat for the demonstration volunteer');
  const own: Applicant = { accountId: actors.volunteer.id, id: random.id(idAt), seat: ownSeat, isOwn: true };
  const all = [...applicants, own];
  await sql`update volunteers set kind = 'teacher' where account_id = any(${sql.array(leadsOf(applicants, requests))}::uuid[])`;
  await writeApplications(scene, seasonId, requests, all);
  const everybody = all.map(({ accountId }) => accountId);
  await clearFor(scene, everybody, { kind: 'identity', throughDay: days.day(240), at: days.at(-66) });
  await clearFor(scene, everybody, { kind: 'code_of_conduct', throughDay: days.day(260), at: days.at(-100) });
  const travelling = applicants.filter(({ seat }) => seat.request.delivery === 'on_site').map(({ accountId }) => accountId);
  await clearFor(scene, travelling, { kind: 'health', throughDay: days.day(120), at: days.at(-66) });
  return own.id;
}

/** Accounts whose seat is for teachers alone. */
function leadsOf(applicants: readonly Applicant[], requests: readonly Planned[]): string[] {
  const forTeachers = new Set(
    requests.flatMap(({ lines, plan }) => lines.flatMap(({ id }, i) => ((plan.lines[i]?.kinds ?? []).includes('teacher') ? [id] : []))),
  );
  return applicants.filter(({ seat }) => forTeachers.has(seat.lineId)).map(({ accountId }) => accountId);
}

async function writeApplications(
  scene: Scene,
  seasonId: string,
  requests: readonly Planned[],
  applicants: readonly Applicant[],
): Promise<void> {
  const { sql, random, days, actors } = scene;
  const at = days.at(-100);
  const rows = applicants.map(({ id, accountId, isOwn }) => ({
    id,
    season_id: seasonId,
    account_id: accountId,
    deliveries: ['on_site', 'distance', 'blended'],
    submitted_at: at,
    created_at: at,
    scope: isOwn ? 'only_these' : 'anywhere_after',
    statement: '我愿意把学到的方法分享给更多学生。（演示文字）',
  }));
  await copyRows(sql, 'applications', rows);
  const taught = applicants.map(({ id, seat }) => ({ application_id: id, subject_code: seat.subject, level: seat.level }));
  await copyRows(sql, 'application_subjects', taught);
  // Whoever waits for a term to come is not free before it: the second round puts nobody where the first has ended.
  const windows = applicants.map(({ id, isOwn, seat }) => ({
    application_id: id,
    position: 0,
    weekly_hours: random.between(16, 30),
    days: `[${days.day(!isOwn && seat.request.start_day > days.day(0) ? 25 : -56)},${days.day(70)}]`,
  }));
  await copyRows(sql, 'application_windows', windows);
  const onTime = requests.filter(({ plan }) => plan.isLate !== true);
  const ownChoices = [requests[missedPlan], requests[teachingPlan], requests[offeredPlan]].map((request, i) => ({
    season_id: seasonId,
    position: i + 1,
    rank: i + 1,
    request_id: request?.id ?? null,
    county_code: null,
    province_code: null,
  }));
  const choices = applicants.flatMap(({ id, seat, isOwn }) =>
    isOwn ? ownChoices.map((choice) => ({ application_id: id, ...choice })) : choicesOf(random, { id: seasonId }, id, onTime, seat),
  );
  await copyRows(sql, 'application_choices', choices);
  const ids = rows.map(({ id }) => id);
  const moved = { thing: 'application', ids, whose: new Map(rows.map((row) => [row.id, row.account_id])) } as const;
  await recordBegun(sql, { ...moved, at, by: 'own' }, 'draft');
  await moveThrough(sql, { ...moved, at, by: 'own' }, ['draft', 'submitted']);
  await moveThrough(sql, { ...moved, at: days.at(-72), by: actors.coordinator }, ['submitted', 'approved']);
}
