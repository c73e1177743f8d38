import { letterPlace } from '../../../src/db/queries/messages.ts';
import { expiryLetter } from '../../../src/mail/expiry-letter.ts';
import { recordEvents } from '../moves.ts';
import { runningIdAt, type Actor, type Scene } from './scene.ts';
import { bytes } from './waiting-checks.ts';

/** What an administrator finds: letters that were sent, failed or wait, tokens of programs, an account that is frozen. */
export async function makeOffice(scene: Scene, frozenId: string): Promise<void> {
  await makeLetters(scene);
  await makeAnnouncements(scene);
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
    await sql`insert into messages (id, event_id, account_id, template, sealed_letter, created_at, attempts, next_attempt_at, sent_at, failed_at, notice_subject, notice_path)
      values (${random.id(runningIdAt(scene))}, ${eventId}, ${row.account_id}, 'expiry', ${sealed}, ${at}, ${attempts}, ${days.at(outcome === 'waiting' ? 1 : -daysAgo)},
        ${sentAt}, ${failedAt}, ${letter.subject}, ${`/clearances/${row.id}`})`;
  }
}

const announced = {
  subjectZh: '暑期支教：出发前的三件事',
  subjectEn: 'Before you leave for the summer',
  bodyZh: '请在出发前核对接待条件，备齐各项审查，并与县联系人确认到达时间。\n\n有困难的，请直接回复协调员。',
  bodyEn:
    'Before you leave, read the host conditions again, complete your checks, and tell the county’s officer when you arrive.\n\nIf anything stands in the way, write to the coordinators.',
};

/** What the coordinator wrote to everybody with a placement, sent and read by some; and a draft to the counties. */
async function makeAnnouncements(scene: Scene): Promise<void> {
  const { sql, random, days, actors } = scene;
  const [season] = await sql<{ id: string }[]>`select id from seasons where state = 'placing' and made_up order by id desc limit 1`;
  if (season === undefined) return;
  const sent = random.id(runningIdAt(scene));
  const draft = random.id(runningIdAt(scene));
  const by = actors.coordinator;
  const audience = { kind: 'placed', states: ['offered', 'accepted', 'started', 'completed'] };
  const { subjectZh, subjectEn, bodyZh, bodyEn } = announced;
  await sql`insert into announcements (id, season_id, audience, subject_zh, subject_en, body_zh, body_en, written_by, written_at)
    values (${sent}, ${season.id}, ${JSON.stringify(audience)}::text::jsonb, ${subjectZh}, ${subjectEn}, ${bodyZh}, ${bodyEn}, ${by.id}, ${days.at(-3)}),
      (${draft}, ${season.id}, ${JSON.stringify({ kind: 'officers' })}::text::jsonb, ${'请核对接待条件'}, ${'Please look at your host conditions'}, ${bodyZh}, ${bodyEn}, ${by.id}, ${days.at(-1)})`;
  await recordEvents(
    sql,
    { thing: 'announcement', ids: [sent, draft], at: days.at(-3), by, whose: new Map() },
    { event: 'announcement.written' },
  );
  const [event] = await sql<{ id: string }[]>`insert into events (at, actor_id, actor_name, thing, thing_id, event)
    values (${days.at(-3)}, ${by.id}, 'coordinator', 'announcement', ${sent}, 'announcement.sent') returning id`;
  const laid =
    await sql`insert into messages (event_id, account_id, template, announcement_id, created_at, attempts, sent_at, notice_subject, notice_path, read_at)
    select ${event?.id ?? ''}, p.account_id, 'announcement', ${sent}, ${days.at(-3)}, 1, ${days.at(-3)}, ${subjectZh}, ${`/me/announcements/${sent}`},
      case when p.account_id::text < '8' then ${days.at(-2)}::timestamptz end
    from (select distinct account_id from placements where season_id = ${season.id} and state in ('offered', 'accepted', 'started', 'completed')
      union select ${actors.volunteer.id}::uuid) p`;
  await sql`update announcements set sent_at = ${days.at(-3)}, recipients = ${laid.count}, left_out = 0 where id = ${sent}`;
  await sql`insert into messages (event_id, account_id, template, created_at, attempts, sent_at, notice_subject, notice_path)
    values (${event?.id ?? ''}, ${by.id}, 'digest', ${days.at(0)}, 1, ${days.at(0)}, ${'今早待办：4 项'}, ${'/desk'})`;
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
