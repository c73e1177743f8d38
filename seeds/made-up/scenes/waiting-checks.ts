import { createHash } from 'node:crypto';

import { answerPlace, refereeEmailPlace } from '../../../src/db/queries/referees.ts';
import type { ClearanceKind } from '../../../src/domain/clearance.ts';
import { copyRows } from '../copy.ts';
import { moveThrough, recordEvents, type Moved } from '../moves.ts';
import { beginChecks, submitChecks } from './checks.ts';
import { runningIdAt, type Scene } from './scene.ts';

/** Checks of people who wait: of several kinds, a few refused or revoked, employment queries on a list and on none. */
export async function makeWaitingChecks(scene: Scene, accountIds: readonly string[]): Promise<void> {
  const { sql, days, actors } = scene;
  const kinds: readonly ClearanceKind[] = ['identity', 'health', 'training', 'accident_insurance', 'teaching_permit'];
  for (const [i, kind] of kinds.entries()) await submitChecks(scene, accountIds.slice(i, i + 4), kind, days.at(-4));
  const refused = await submitChecks(scene, accountIds.slice(9, 11), 'health', days.at(-6));
  const reason = '报告超过六个月，请重新体检';
  const decided = { ...refused, at: days.at(-3), by: actors.coordinator, reason };
  await moveThrough(sql, decided, ['submitted', 'refused'], { decision_reason: reason });
  for (const [i, accountId] of accountIds.slice(0, 3).entries()) {
    const { ids } = await beginChecks(scene, [accountId], 'first_reference', days.at(-20));
    await askReferee(scene, {
      clearanceId: ids[0] ?? '',
      accountId,
      name: `示范推荐人 ${i + 1}`,
      askedAt: days.at(-18),
      isAnswered: i < 2,
    });
  }
  await makeQueryLists(scene, accountIds);
}

type Asked = {
  readonly clearanceId: string;
  readonly accountId: string;
  readonly name: string;
  readonly askedAt: string;
  readonly isAnswered: boolean;
};

/** Somebody is asked for a reference; nobody has the key of the form, for only its hash is made. */
export async function askReferee(scene: Scene, { clearanceId, accountId, name, askedAt, isAnswered }: Asked): Promise<void> {
  const { sql, random, days, keys } = scene;
  const id = random.id(runningIdAt(scene));
  const keySha256 = new Uint8Array(
    createHash('sha256')
      .update(crypto.getRandomValues(new Uint8Array(32)))
      .digest(),
  );
  const sealedEmail = await keys.seal(`referee-${clearanceId.slice(-6)}@example.org`, refereeEmailPlace(keySha256));
  const answeredAt = isAnswered ? days.at(-2) : null;
  await sql`insert into referees (id, clearance_id, account_id, name, relation, sealed_email, key_sha256, asked_at, expires_at, answered_at)
    values (${id}, ${clearanceId}, ${accountId}, ${name}, '示范大学辅导员', ${bytes(sealedEmail)}, ${bytes(keySha256)}, ${askedAt}, ${days.at(20)}, ${answeredAt})`;
  const whose = new Map([
    [id, accountId],
    [clearanceId, accountId],
  ]);
  await recordEvents(sql, { thing: 'reference', ids: [id], at: askedAt, by: 'own', whose }, { event: 'reference.asked' });
  if (answeredAt === null) return;
  const answer = {
    knownSince: '三年',
    wouldTrustWithChildren: 'yes',
    text: '工作认真，待人耐心；组织过班级活动，与低年级学生相处很好。（演示文字）',
  };
  const sealedText = await keys.seal(JSON.stringify(answer), answerPlace(id));
  await sql`insert into reference_answers (referee_id, sealed_text, created_at) values (${id}, ${bytes(sealedText)}, ${answeredAt})`;
  const by = { id: null, name: 'public' };
  await recordEvents(sql, { thing: 'reference', ids: [id], at: answeredAt, by, whose }, { event: 'reference.answered' });
  await moveThrough(sql, { thing: 'clearance', ids: [clearanceId], at: answeredAt, by, whose }, ['requested', 'submitted']);
}

/** One list that the authority has answered, one that it has not, and people who are on none yet. */
async function makeQueryLists(scene: Scene, accountIds: readonly string[]): Promise<void> {
  const { sql, days, actors } = scene;
  const { coordinator } = actors;
  const answered = await submitChecks(scene, accountIds.slice(0, 4), 'employment_query', days.at(-16));
  await writeList(scene, answered, days.at(-15), { day: days.day(-8), found: answered.ids.at(-1) });
  const cleared = { valid_through_day: days.day(356), verified_by: coordinator.id, verified_at: days.at(-8) };
  const decided = { ...answered, at: days.at(-8), by: coordinator };
  await moveThrough(sql, { ...decided, ids: answered.ids.slice(0, -1) }, ['submitted', 'cleared'], cleared);
  await moveThrough(sql, { ...decided, ids: answered.ids.slice(-1) }, ['submitted', 'refused']);
  const asked = await submitChecks(scene, accountIds.slice(4, 8), 'employment_query', days.at(-5));
  await writeList(scene, asked, days.at(-2));
  await submitChecks(scene, accountIds.slice(8), 'employment_query', days.at(-1));
}

async function writeList(
  { sql, random, year, actors }: Scene,
  { ids }: Moved,
  at: string,
  answer?: { readonly day: string; readonly found: string | undefined },
): Promise<void> {
  const { id: createdBy } = actors.coordinator;
  const id = random.id(runningIdAt({ year }));
  await copyRows(sql, 'query_batches', [{ id, created_by: createdBy, created_at: at, answered_day: answer?.day ?? null }]);
  await copyRows(
    sql,
    'query_batch_entries',
    ids.map((clearance_id) => ({
      batch_id: id,
      clearance_id,
      outcome: answer === undefined ? null : clearance_id === answer.found ? 'record_found' : 'no_record',
    })),
  );
  const made = { thing: 'query_batch', ids: [id], by: actors.coordinator, details: { people: ids.length } } as const;
  await recordEvents(sql, { ...made, at }, { event: 'query_batch.made' });
  if (answer !== undefined)
    await recordEvents(sql, { ...made, at: `${answer.day}T10:00:00+08:00`, details: {} }, { event: 'query_batch.answered' });
}

/** As the driver takes what goes into `bytea`. */
export function bytes(value: Uint8Array): Buffer {
  return Buffer.from(value);
}
