import { letterPlace } from '../../../src/db/queries/messages.ts';
import { expiryLetter } from '../../../src/mail/expiry-letter.ts';
import { recordEvents } from '../moves.ts';
import { runningIdAt, type Actor, type Scene } from './scene.ts';
import { bytes } from './waiting-checks.ts';

/** What an administrator finds: letters that were sent, failed or wait, tokens of programs, an account that is frozen. */
export async function makeOffice(scene: Scene, frozenId: string): Promise<void> {
  await makeLetters(scene);
  await makeTokens(scene);
  await makeCalendarAddresses(scene);
  await freeze(scene, frozenId);
}

type Fate = { readonly daysAgo: number; readonly attempts: number; readonly outcome: 'sent' | 'failed' | 'waiting' };
const fates: readonly Fate[] = [
  { daysAgo: 40, attempts: 1, outcome: 'sent' },
  { daysAgo: 12, attempts: 8, outcome: 'failed' },
  { daysAgo: 5, attempts: 2, outcome: 'sent' },
  { daysAgo: 1, attempts: 3, outcome: 'waiting' },
];

/** Notices of a coming end. The one that waits is tried again tomorrow, when it can be delivered. */
async function makeLetters(scene: Scene): Promise<void> {
  const { sql, random, days, keys } = scene;
  const rows = await sql<{ id: string; account_id: string; email: string; name: string; day: string }[]>`
    select c.id, c.account_id, a.email, a.name, c.valid_through_day::text as day from clearances c join accounts a on a.id = c.account_id
    where c.state = 'cleared' and c.kind = 'identity' order by c.id desc limit ${fates.length}`;
  for (const [i, { daysAgo, attempts, outcome }] of fates.entries()) {
    const row = rows[i];
    if (row === undefined) continue;
    const at = days.at(-daysAgo);
    const [event] = await sql<{ id: string }[]>`
      insert into events (at, actor_name, subject_id, thing, thing_id, event) values (${at}, 'remind-of-expiry', ${row.account_id}, 'clearance', ${row.id}, 'clearance.reminded')
      returning id`;
    const eventId = event?.id ?? '';
    const ending = { kind: 'identity', validThroughDay: row.day, link: 'https://zhijiao.example.org/sign-in' } as const;
    const letter = expiryLetter({ to: row.email, locale: 'zh', name: row.name, ...ending });
    const sealed = outcome === 'waiting' ? bytes(await keys.seal(JSON.stringify(letter), letterPlace(eventId, 'expiry'))) : null;
    const [sentAt, failedAt] = [outcome === 'sent' ? at : null, outcome === 'failed' ? days.at(-daysAgo + 2) : null];
    await sql`insert into messages (id, event_id, account_id, template, sealed_letter, created_at, attempts, next_attempt_at, sent_at, failed_at)
      values (${random.id(runningIdAt(scene))}, ${eventId}, ${row.account_id}, 'expiry', ${sealed}, ${at}, ${attempts}, ${days.at(outcome === 'waiting' ? 1 : -daysAgo)},
        ${sentAt}, ${failedAt})`;
  }
}

/** Tokens that open nothing: nobody has their text, for only what would be its hash is drawn. */
async function makeTokens(scene: Scene): Promise<void> {
  const { sql, random, days, actors } = scene;
  const add = async (whose: Actor, label: string, lasts: number, scopes: readonly string[] | null) => {
    const id = random.id(runningIdAt(scene));
    const hash = bytes(crypto.getRandomValues(new Uint8Array(32)));
    await sql`insert into tokens (id, account_id, sha256, label, scopes, created_at, expires_at)
      values (${id}, ${whose.id}, ${hash}, ${label}, ${scopes === null ? null : sql.array([...scopes])}, ${days.at(-20)}, ${days.at(lasts)})`;
    const made = { thing: 'token', ids: [id], at: days.at(-20), by: whose, whose: new Map([[id, whose.id]]), details: { label, scopes } };
    await recordEvents(sql, made, { event: 'token.made' });
  };
  await add(actors.volunteer, '我的课表程序', 70, ['placement.read']);
  await add(actors.coordinator, '数据看板', 10, ['open-data.read', 'run.read']);
  await add(actors.coordinator, '导入脚本', -3, null);
  await add(actors.admin, '备份检查', 60, ['account.read']);
}

/** Addresses of calendars that nobody knows: the volunteer's, read by a telephone, and the officer's for their county. */
async function makeCalendarAddresses(scene: Scene): Promise<void> {
  const { sql, random, days, actors } = scene;
  const add = async (whose: Actor, county: string | null, lastRead: number | null) => {
    const id = random.id(runningIdAt(scene));
    const hash = bytes(crypto.getRandomValues(new Uint8Array(32)));
    await sql`insert into calendar_addresses (id, account_id, county_code, key_sha256, created_at, last_read_at)
      values (${id}, ${whose.id}, ${county}, ${hash}, ${days.at(-15)}, ${lastRead === null ? null : days.at(lastRead)})`;
    const details = { countyCode: county };
    const made = { thing: 'calendar', ids: [id], at: days.at(-15), by: whose, whose: new Map([[id, whose.id]]), details };
    await recordEvents(sql, made, { event: 'calendar.made' });
  };
  await add(actors.volunteer, null, -1);
  await add(actors.county, '532926', null);
}

async function freeze({ sql, days, actors }: Scene, accountId: string): Promise<void> {
  const at = days.at(-6);
  await sql`update accounts set frozen_at = ${at} where id = ${accountId}`;
  const about = { thing: 'account', ids: [accountId], at, by: actors.admin, whose: new Map([[accountId, accountId]]) };
  await recordEvents(sql, { ...about, reason: '本人要求暂停处理个人信息，更正姓名核实中' }, { event: 'account.frozen' });
}
