import { copyRows } from '../copy.ts';
import { moveThrough, recordBegun, type Moved } from '../moves.ts';
import type { Scene } from './scene.ts';

type Asked = {
  readonly accountId: string;
  readonly requestId: string;
  readonly subject: string;
  readonly message: string;
  readonly askedDaysAgo: number;
  readonly answer?: 'agreed' | 'refused' | 'withdrawn';
  readonly reason?: string;
};

/** Nanjian asks earlier volunteers back for the coming summer: one is to answer, one said yes, one no, and one is asked no more. */
export async function makeAskBacks(scene: Scene): Promise<void> {
  const { sql, codes, coming, actors } = scene;
  const requests = await requestsOf(scene);
  const approved = requests.find(({ state }) => state === 'approved');
  if (approved === undefined) throw new Error('Nanjian asks for nobody in the coming season');
  const guests = await sql<{ accountId: string; applicationId: string | null; state: string | null }[]>`
    select distinct c.account_id as "accountId", a.id as "applicationId", a.state,
      exists (select from application_subjects t where t.application_id = a.id and t.subject_code = ${approved.subject}) as teaches
    from completions c left join applications a on a.account_id = c.account_id and a.season_id = ${coming.id} and a.state <> 'withdrawn'
    where c.county_code = ${codes[0] ?? ''} and c.account_id <> ${actors.volunteer.id} order by teaches desc, 1`;
  const waiting = requests.find(({ state }) => state === 'submitted') ?? approved;
  const ended = requests.find(({ state }) => state === 'rejected');
  const willing = guests.find(({ state }) => state === 'approved');
  const unwilling = guests.find(({ accountId }) => accountId !== willing?.accountId);
  const of = ({ id, subject }: typeof approved) => ({ requestId: id, subject });
  const own = { accountId: actors.volunteer.id };
  await ask(scene, {
    ...own,
    ...of(waiting),
    message: '孩子们还在唱您教的歌，今年还是那间教室。盼您再来。（演示文字）',
    askedDaysAgo: 2,
  });
  if (ended !== undefined) await ask(scene, { ...own, ...of(ended), message: '', askedDaysAgo: 5, answer: 'withdrawn' });
  if (willing?.applicationId !== undefined && willing.applicationId !== null) {
    await ask(scene, { accountId: willing.accountId, ...of(approved), message: '', askedDaysAgo: 4, answer: 'agreed' });
    await putFirst(scene, willing.applicationId, approved.id);
  }
  if (unwilling !== undefined) {
    const said = { message: '学校很想请您再带一次英语角。（演示文字）', askedDaysAgo: 6, reason: '今年夏天要准备毕业论文' } as const;
    await ask(scene, { accountId: unwilling.accountId, ...of(approved), ...said, answer: 'refused' });
  }
}

async function requestsOf({ sql, codes, coming }: Scene) {
  return sql<{ id: string; state: string; subject: string }[]>`
    select r.id, r.state, (select l.subject_code from lines l where l.request_id = r.id order by l.position limit 1) as subject
    from requests r where r.season_id = ${coming.id} and r.county_code = ${codes[0] ?? ''} order by r.id`;
}

async function ask(scene: Scene, asked: Asked): Promise<void> {
  const { sql, random, days, year, codes, coming, actors } = scene;
  const { accountId, requestId, subject, message, askedDaysAgo, answer, reason } = asked;
  const id = random.id(`${year}-03-20T01:00:00Z`);
  const at = days.at(-askedDaysAgo);
  await copyRows(sql, 'ask_backs', [
    {
      id,
      season_id: coming.id,
      request_id: requestId,
      county_code: codes[0] ?? '',
      subject_code: subject,
      account_id: accountId,
      message,
      created_at: at,
    },
  ]);
  const about = { thing: 'ask_back', ids: [id], whose: new Map([[id, accountId]]) } as const;
  await recordBegun(sql, { ...about, at, by: actors.county }, 'invited');
  if (answer === undefined) return;
  const answered = days.at(-askedDaysAgo + 1);
  const by: Moved['by'] = answer === 'withdrawn' ? actors.county : 'own';
  const set = answer === 'withdrawn' ? {} : { answered_at: answered };
  await moveThrough(sql, { ...about, at: answered, by, reason }, ['invited', answer], set);
}

/** What a yes does to the choices. */
async function putFirst({ sql, coming }: Scene, applicationId: string, requestId: string): Promise<void> {
  await sql`delete from application_choices where application_id = ${applicationId} and request_id = ${requestId}`;
  await sql`update application_choices set rank = rank + 1 where application_id = ${applicationId} and rank > 0`;
  await sql`insert into application_choices (application_id, season_id, position, rank, request_id)
    values (${applicationId}, ${coming.id}, 0, 1, ${requestId})`;
}
