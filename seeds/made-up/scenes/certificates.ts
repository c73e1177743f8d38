import { serialBytes, serialFrom } from '../../../src/domain/certificate.ts';
import { findCertifiable } from '../../../src/db/queries/certificates.ts';
import { recordEvents } from '../moves.ts';
import { runningIdAt, type Scene } from './scene.ts';

/** Who signs, and certificates in every state: the demonstration volunteer's was put right once, another's is asked about, a third was revoked. */
export async function makeCertificates(scene: Scene): Promise<void> {
  await makeSignatories(scene);
  const { sql, actors, days } = scene;
  const [own] = await sql<{ id: string }[]>`select placement_id as id from completions where account_id = ${actors.volunteer.id} limit 1`;
  const others = await sql<{ id: string }[]>`select placement_id as id from completions where account_id <> ${actors.volunteer.id}
    order by completed_at desc, placement_id limit 3`;
  if (own === undefined) return;
  const first = await issue(scene, own.id, days.at(-60));
  await close(scene, first, { state: 'superseded', at: days.at(-50), reason: '更正证件类型（演示）' });
  await issue(scene, own.id, days.at(-50), first);
  const serials: string[] = [];
  for (const { id } of others) serials.push(await issue(scene, id, days.at(-45)));
  await close(scene, serials[0] ?? '', { state: 'revoked', at: days.at(-20), reason: '课时记录有误，核实后重新出具（演示）' });
  await askAbout(scene, serials[1] ?? '');
  await noteBatch(scene);
}

async function makeSignatories({ sql, random, year, ...scene }: Scene): Promise<void> {
  const issuer = ['示范支教项目办公室', 'Demonstration Teaching Office', 'office@zhijiao.example.org'] as const;
  const terms = [
    ['示范主任甲', 'Director A (demonstration)', '2010-01-01', `${year - 2}-12-31`],
    ['示范主任乙', 'Director B (demonstration)', `${year - 1}-01-01`, null],
  ] as const;
  for (const [nameZh, nameEn, fromDay, throughDay] of terms) {
    const id = random.id(runningIdAt({ year }));
    await sql`insert into signatories (id, name_zh, name_en, title_zh, title_en, issuer_zh, issuer_en, contact, from_day, through_day)
      values (${id}, ${nameZh}, ${nameEn}, '主任', 'Director', ${issuer[0]}, ${issuer[1]}, ${issuer[2]}, ${fromDay}, ${throughDay})`;
    const entered = { thing: 'signatory', ids: [id], at: scene.days.at(-90), by: scene.actors.admin };
    await recordEvents(sql, entered, { event: 'signatory.entered' });
  }
}

async function issue({ sql, db, random, year, actors }: Scene, placementId: string, at: string, before?: string): Promise<string> {
  const certifiable = await findCertifiable(db, placementId);
  if (certifiable?.facts.signing === null || certifiable === undefined) throw new Error('a completion that nobody can sign');
  const { signing, ...facts } = certifiable.facts;
  const serial = serialFrom(
    year,
    Uint8Array.from({ length: serialBytes }, () => random.between(0, 255)),
  );
  const { accountId, name } = certifiable;
  await sql`insert into certificates (serial, placement_id, account_id, holder_name, facts, supersedes, issued_at)
    values (${serial}, ${placementId}, ${accountId}, ${name}, ${JSON.stringify({ ...facts, ...signing })}::text::jsonb, ${before ?? null}, ${at})`;
  const about = { thing: 'certificate', ids: [serial], at, by: actors.coordinator, whose: new Map([[serial, accountId]]) };
  await recordEvents(sql, about, { event: 'certificate.issued', to: 'issued' });
  return serial;
}

type Closing = { readonly state: 'superseded' | 'revoked'; readonly at: string; readonly reason: string };

async function close({ sql, actors }: Scene, serial: string, { state, at, reason }: Closing): Promise<void> {
  const [row] = await sql<{ whose: string }[]>`update certificates set state = ${state}, closed_at = ${at}, closed_because = ${reason}
    where serial = ${serial} returning account_id as whose`;
  const about = { thing: 'certificate', ids: [serial], at, by: actors.coordinator, whose: new Map([[serial, row?.whose ?? '']]), reason };
  await recordEvents(sql, about, { event: `certificate.${state}`, from: 'issued', to: state });
}

async function askAbout({ sql, random, days, ...scene }: Scene, serial: string): Promise<void> {
  await sql`insert into certificate_corrections (id, serial, account_id, text, asked_at)
    select ${random.id(runningIdAt(scene))}, serial, account_id, '英文姓名拼写有误，请更正。（演示文字）', ${days.at(-3)} from certificates where serial = ${serial}`;
}

/** A batch that is done, in the season of the latest completions. */
async function noteBatch({ sql, random, days, actors, ...scene }: Scene): Promise<void> {
  await sql`insert into certificate_batches (id, season_id, started_by, total, issued, started_at, finished_at)
    select ${random.id(runningIdAt(scene))}, season_id, ${actors.coordinator.id}, 3, 3, ${days.at(-45)}, ${days.at(-45)}
    from completions order by completed_at desc limit 1`;
}
