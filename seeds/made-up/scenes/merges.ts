import { recordEvents } from '../moves.ts';
import { runningIdAt, type Scene } from './scene.ts';

/** Somebody who signed up twice, whose accounts an administrator made one: still to be undone for a while. */
export async function mergeTwins(scene: Scene): Promise<void> {
  const { sql, random, days, actors } = scene;
  const at = days.at(-4);
  const [merged, kept, merge] = [0, 1, 2].map(() => random.id(runningIdAt(scene)));
  if (merged === undefined || kept === undefined || merge === undefined) throw new Error('an id is missing');
  for (const [id, email] of [
    [merged, 'signed-up-twice@example.org'],
    [kept, 'signed-up-once-more@example.org'],
  ] as const) {
    await sql`insert into accounts (id, email, name, made_up) values (${id}, ${email}, '演示双号', true)`;
    await sql`insert into account_roles (account_id, role) values (${id}, 'volunteer')`;
  }
  const consent = random.id(runningIdAt(scene));
  await sql`insert into consents (id, account_id, kind, version, given_at) values (${consent}, ${kept}, 'code_of_conduct', 1, ${days.at(-30)})`;
  await sql`insert into account_merges (id, merged_id, kept_id, merged_by, merged_at) values (${merge}, ${merged}, ${kept}, ${actors.admin.id}, ${at})`;
  await sql`insert into merge_moves (merge_id, table_name, row_key, column_name, from_value, to_value, row_sha256)
    select ${merge}, 'consents', jsonb_build_object('id', c.id)::text, 'account_id', ${merged}, ${kept}, merge_digest(to_jsonb(c)) from consents c where c.id = ${consent}`;
  await sql`update accounts set merged_into = ${kept} where id = ${merged}`;
  for (const id of [merged, kept]) {
    const about = { thing: 'account', ids: [id], at, by: actors.admin, whose: new Map([[id, id]]), details: { mergeId: merge } };
    await recordEvents(sql, { ...about, reason: '本人来信说明：换了邮箱，又注册了一次' }, { event: 'account.merged' });
  }
}
