import { healthPlace, numberPlace } from '../../../src/db/queries/identity.ts';
import { plainNumber } from '../../../src/domain/identity.ts';
import { copyRows } from '../copy.ts';
import { moveThrough, recordBegun, recordEvents } from '../moves.ts';
import { agreeTo, beginChecks, clearFor, submitChecks } from './checks.ts';
import type { Scene } from './scene.ts';
import { askReferee, bytes } from './waiting-checks.ts';

/** A number that fits its check character and is nobody's: there is no division 110199. */
const identityNumber = '11019920050101999X';

/** The demonstration volunteer's own: checks in every state, what they agreed to and gave, and a draft for the coming summer. */
export async function playVolunteer(scene: Scene, companions: readonly string[]): Promise<void> {
  const { days, actors } = scene;
  const own = [actors.volunteer.id];
  await agreeTo(scene, own, ['sensitive_data', 'pass_to_county', 'transfer_abroad'], days.at(-101));
  await clearFor(scene, own, { kind: 'agreement', throughDay: days.day(260), at: days.at(-100) });
  await clearFor(scene, own, { kind: 'accident_insurance', throughDay: days.day(20), at: days.at(-90) });
  await submitChecks(scene, own, 'health', days.at(-2));
  await submitChecks(scene, own, 'employment_query', days.at(-1));
  await endChecks(scene, own);
  await beginChecks(scene, own, 'training', days.at(-2));
  await askReferees(scene, actors.volunteer.id);
  await giveDocuments(scene, actors.volunteer.id);
  const applicationId = await writeDraft(scene);
  await makeTeam(scene, applicationId, companions);
}

/** One refused, one revoked, each with its reason; last season's identity check has expired by itself. */
async function endChecks(scene: Scene, own: readonly string[]): Promise<void> {
  const { sql, days, actors } = scene;
  const refused = { ...(await submitChecks(scene, own, 'teaching_permit', days.at(-40))), at: days.at(-35), by: actors.coordinator };
  const unread = '照片不清楚，看不到证书编号';
  await moveThrough(sql, { ...refused, reason: unread }, ['submitted', 'refused'], { decision_reason: unread });
  const cleared = await clearFor(scene, own, { kind: 'training', throughDay: days.day(100), at: days.at(-80) });
  const moved = '培训日期登记有误，请参加下一期';
  const revoked = { ...cleared, at: days.at(-70), by: actors.coordinator, reason: moved };
  await moveThrough(sql, revoked, ['cleared', 'revoked'], { decision_reason: moved });
}

/** The first has not answered and is late, the second has. */
async function askReferees(scene: Scene, accountId: string): Promise<void> {
  const { days } = scene;
  const kinds = ['first_reference', 'second_reference'] as const;
  for (const [i, kind] of kinds.entries()) {
    const { ids } = await beginChecks(scene, [accountId], kind, days.at(-10));
    const asked = { clearanceId: ids[0] ?? '', accountId, name: i === 0 ? '示范推荐人甲' : '示范推荐人乙' };
    await askReferee(scene, { ...asked, askedAt: days.at(-9), isAnswered: i === 1 });
  }
}

/** An identity document that a coordinator has looked at, and a health note. */
async function giveDocuments({ sql, days, keys, actors }: Scene, accountId: string): Promise<void> {
  const number = plainNumber(identityNumber);
  const sealedNumber = await keys.seal(number, numberPlace(accountId));
  await sql`insert into identity_documents (account_id, document_type, sealed_number, number_hash, updated_at)
    values (${accountId}, 'resident_id', ${bytes(sealedNumber)}, ${await keys.hash(number)}, ${days.at(-99)})`;
  const sealedText = await keys.seal('对花生过敏，随身带药。（演示文字）', healthPlace(accountId));
  await sql`insert into health_notes (account_id, sealed_text, updated_at) values (${accountId}, ${bytes(sealedText)}, ${days.at(-99)})`;
  const about = { ids: [accountId], whose: new Map([[accountId, accountId]]) };
  await recordEvents(sql, { ...about, thing: 'identity', at: days.at(-99), by: 'own' }, { event: 'identity.given' });
  await recordEvents(sql, { ...about, thing: 'health_note', at: days.at(-99), by: 'own' }, { event: 'health_note.given' });
  const seen = { ...about, thing: 'identity', at: days.at(-66), by: actors.coordinator, reason: '核对身份证件' };
  await recordEvents(sql, seen, { event: 'identity.seen' });
}

async function writeDraft({ sql, random, year, days, coming, actors }: Scene): Promise<string> {
  const id = random.id(`${year}-03-15T01:00:00Z`);
  const at = days.at(-3);
  await copyRows(sql, 'applications', [
    {
      id,
      season_id: coming.id,
      account_id: actors.volunteer.id,
      deliveries: ['on_site', 'blended'],
      scope: 'anywhere_after',
      statement: '前年暑假在南涧教过英语，今年想带学生排一个小短剧。（演示文字）',
      created_at: at,
    },
  ]);
  await copyRows(sql, 'application_subjects', [
    { application_id: id, subject_code: 'english', level: 3 },
    { application_id: id, subject_code: 'learning_experience', level: 2 },
  ]);
  await copyRows(sql, 'application_windows', [
    { application_id: id, position: 0, days: `[${year}-07-03,${year}-07-31]`, weekly_hours: 20 },
    { application_id: id, position: 1, days: `[${year}-08-05,${year}-08-25]`, weekly_hours: 12 },
  ]);
  const [first, , third] = coming.requests;
  const none = { request_id: null, county_code: null, province_code: null };
  const choice = { application_id: id, season_id: coming.id };
  await copyRows(sql, 'application_choices', [
    { ...choice, position: 1, rank: 1, ...none, request_id: first?.id ?? null },
    { ...choice, position: 2, rank: 2, ...none, county_code: third?.code ?? null },
    { ...choice, position: 3, rank: 2, ...none, province_code: '530000' },
    { ...choice, position: 4, rank: 0, ...none, province_code: '620000' },
  ]);
  const begun = { thing: 'application', ids: [id], at, whose: new Map([[id, actors.volunteer.id]]), by: 'own' } as const;
  await recordBegun(sql, begun, 'draft');
  return id;
}

/** A team of three in the coming season: the demonstration volunteer and two whose applications wait. */
async function makeTeam(
  { sql, random, year, days, coming, actors }: Scene,
  applicationId: string,
  companions: readonly string[],
): Promise<void> {
  const id = random.id(`${year}-03-15T01:00:00Z`);
  await copyRows(sql, 'teams', [{ id, season_id: coming.id, code: 'yanshitongxg', created_at: days.at(-3) }]);
  const others = await sql<{ id: string }[]>`select id from applications where season_id = ${coming.id} and state = 'submitted'
    and account_id = any(${sql.array(companions.slice(0, 2))}::uuid[]) order by id`;
  const member = (id_: string, only_together: boolean) => ({ application_id: id_, team_id: id, season_id: coming.id, only_together });
  await copyRows(sql, 'team_members', [member(applicationId, true), ...others.map((other, i) => member(other.id, i === 0))]);
  await recordEvents(sql, { thing: 'team', ids: [id], at: days.at(-3), by: actors.volunteer }, { event: 'team.created' });
}
