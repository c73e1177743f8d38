import { and, desc, eq, isNull, sql } from 'drizzle-orm';

import type { CertificateFacts, CertificateState, Named } from '../../domain/certificate.ts';
import type { Locale } from '../../domain/account.ts';
import type { Connection } from '../client.ts';
import { certificateBatches, certificateCorrections, certificates } from '../tables/certificates.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

export type Certificate = typeof certificates.$inferSelect;
/** A certificate with the one that was issued in its place. */
export type CertificateSeen = Certificate & { readonly supersededBy: string | null };
export type CertificateBatch = typeof certificateBatches.$inferSelect;
export type Correction = typeof certificateCorrections.$inferSelect;

const seen = (db: Connection) =>
  db
    .select({ certificate: certificates, supersededBy: sql<string | null>`later.serial` })
    .from(certificates)
    .leftJoin(sql`certificates later`, sql`later.supersedes = ${certificates.serial}`);

export async function findCertificate(db: Connection, serial: string): Promise<CertificateSeen | undefined> {
  const [row] = await seen(db).where(eq(certificates.serial, serial));
  return row === undefined ? undefined : { ...row.certificate, supersededBy: row.supersededBy };
}

/** The certificate's row, held until the transaction ends. */
export async function lockCertificate(db: Connection, serial: string): Promise<Certificate | undefined> {
  const [row] = await db.select().from(certificates).where(eq(certificates.serial, serial)).for('update');
  return row;
}

/** The newest certificate of a placement, in force or not. */
export async function findLatestCertificate(db: Connection, placementId: string): Promise<Certificate | undefined> {
  const [row] = await db
    .select()
    .from(certificates)
    .where(eq(certificates.placementId, placementId))
    .orderBy(desc(certificates.statusIndex))
    .limit(1);
  return row;
}

/** A person's certificates, the newest first. */
export async function listOwnCertificates(db: Connection, accountId: string): Promise<CertificateSeen[]> {
  const rows = await seen(db).where(eq(certificates.accountId, accountId)).orderBy(desc(certificates.statusIndex));
  return rows.map(({ certificate, supersededBy }) => ({ ...certificate, supersededBy }));
}

export async function insertCertificate(db: Connection, certificate: typeof certificates.$inferInsert): Promise<Certificate> {
  const [row] = await db.insert(certificates).values(certificate).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

type Closing = { readonly state: CertificateState; readonly closedAt: string; readonly closedBecause: string };

export async function closeCertificate(db: Connection, serial: string, closing: Closing): Promise<void> {
  await db.update(certificates).set(closing).where(eq(certificates.serial, serial));
}

type Sources = Omit<CertificateFacts, 'issuer' | 'signatory'> & {
  readonly signing: { readonly issuer: CertificateFacts['issuer']; readonly signatory: CertificateFacts['signatory'] } | null;
};
export type Certifiable = {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly facts: Sources;
};

/** What a certificate of this placement would say now; nothing where it was not completed, or the person was erased. */
export async function findCertifiable(db: Connection, placementId: string): Promise<Certifiable | undefined> {
  const [row] = await db.execute<Certifiable>(sql`
    select a.id as "accountId", a.name, a.email, a.locale, json_build_object(
      'documentType', (select d.document_type from identity_documents d where d.account_id = a.id),
      'season', json_build_object('zh', s.name_zh, 'en', s.name_en), 'province', json_build_object('zh', pr.name_zh, 'en', pr.name_en),
      'county', json_build_object('zh', c.name_zh, 'en', c.name_en, 'code', c.code), 'place', r.place, 'kind', r.kind, 'delivery', d.delivery,
      'role', l.role, 'startDay', lower(p.served), 'endDay', upper(p.served) - 1, 'daysServed', d.days_served, 'minutesTaught', d.minutes_taught,
      'learners', d.learners, 'completedDay', day.completed, 'madeUp', d.made_up,
      'subjects', (select coalesce(json_agg(json_build_object('zh', t.name_zh, 'en', t.name_en, 'code', t.code, 'lessons', t.lessons, 'minutes', t.minutes)
          order by t.position), '[]') from (
        select sub.code, sub.name_zh, sub.name_en, sub.position, count(*)::int as lessons,
          (sum(extract(epoch from upper(le.during) - lower(le.during))) / 60)::int as minutes
        from lessons le join subjects sub on sub.code = le.subject_code where le.placement_id = p.id group by sub.code) t),
      'signing', (select json_build_object('issuer', json_build_object('zh', g.issuer_zh, 'en', g.issuer_en, 'contact', g.contact),
          'signatory', json_build_object('name', json_build_object('zh', g.name_zh, 'en', g.name_en),
            'title', json_build_object('zh', g.title_zh, 'en', g.title_en)))
        from signatories g where daterange(g.from_day, g.through_day, '[]') @> day.completed)) as facts
    from completions d join placements p on p.id = d.placement_id join accounts a on a.id = d.account_id join seasons s on s.id = d.season_id
      join lines l on l.id = p.line_id join requests r on r.id = p.request_id join counties c on c.code = d.county_code
      join provinces pr on pr.code = d.province_code
      cross join lateral (select (d.completed_at at time zone s.time_zone)::date as completed) day
    where d.placement_id = ${placementId} and a.erased_at is null`);
  return row;
}

export type ListedCertificate = {
  readonly serial: string;
  readonly name: string;
  readonly state: CertificateState;
  readonly issuedAt: string;
  readonly season: Named;
  readonly county: CertificateFacts['county'];
  readonly isAskedAbout: boolean;
};
export type CertificateFilter = {
  readonly seasonId?: string | undefined;
  readonly state?: CertificateState | undefined;
  readonly isAskedAbout?: boolean | undefined;
  readonly serial?: string | undefined;
  readonly accountId?: string | undefined;
};

/** Certificates, the newest first. */
export async function listCertificates(db: Connection, filter: CertificateFilter, page: PageWanted): Promise<Page<ListedCertificate>> {
  const asked = sql`exists (select from certificate_corrections k where k.serial = t.serial and k.answered_at is null)`;
  const rows = await db.execute<ListedCertificate>(sql`
    select t.serial, coalesce(t.holder_name, '—') as name, t.state, t.issued_at::text as "issuedAt", t.facts -> 'season' as season,
      t.facts -> 'county' as county, ${asked} as "isAskedAbout"
    from certificates t join completions d on d.placement_id = t.placement_id
    where (${filter.seasonId ?? null}::uuid is null or d.season_id = ${filter.seasonId ?? null}::uuid)
      and (${filter.state ?? null}::text is null or t.state = ${filter.state ?? null})
      and (${filter.serial ?? null}::text is null or t.serial = ${filter.serial ?? null})
      and (${filter.accountId ?? null}::uuid is null or t.account_id = ${filter.accountId ?? null}::uuid)
      and (not ${filter.isAskedAbout ?? false} or ${asked})
      and (${page.after ?? null}::text is null or t.status_index < (select b.status_index from certificates b where b.serial = ${page.after ?? null}))
    order by t.status_index desc limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ serial }) => serial);
}

/** Completed placements of a season that have had no certificate yet, by id, after one. */
export async function listUncertified(db: Connection, seasonId: string, after: string | null, limit: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select d.placement_id as id from completions d join accounts a on a.id = d.account_id
    where d.season_id = ${seasonId} and a.erased_at is null and (${after}::uuid is null or d.placement_id > ${after}::uuid)
      and not exists (select from certificates t where t.placement_id = d.placement_id)
    order by d.placement_id limit ${limit}`);
  return rows.map(({ id }) => id);
}

export type SeasonToCertify = {
  readonly id: string;
  readonly name: Named;
  readonly completed: number;
  readonly uncertified: number;
  readonly batch: Pick<CertificateBatch, 'total' | 'issued' | 'skipped' | 'startedAt' | 'finishedAt'> | null;
};

/** Seasons with completions, the newest first: how many have had no certificate, and the latest batch. */
export async function listSeasonsToCertify(db: Connection, seasonId?: string): Promise<SeasonToCertify[]> {
  return [
    ...(await db.execute<SeasonToCertify>(sql`
    select s.id, json_build_object('zh', s.name_zh, 'en', s.name_en) as name, counted.completed, counted.uncertified,
      (select json_build_object('total', b.total, 'issued', b.issued, 'skipped', b.skipped, 'startedAt', b.started_at, 'finishedAt', b.finished_at)
        from certificate_batches b where b.season_id = s.id order by b.id desc limit 1) as batch
    from seasons s cross join lateral (select count(*)::int as completed,
        count(*) filter (where a.erased_at is null and not exists (select from certificates t where t.placement_id = d.placement_id))::int as uncertified
      from completions d join accounts a on a.id = d.account_id where d.season_id = s.id) counted
    where ${seasonId === undefined ? sql`counted.completed > 0` : sql`s.id = ${seasonId}`} order by s.id desc limit 20`)),
  ];
}

/** The batch at work in a season, if there is one. */
export async function findBatchAtWork(db: Connection, seasonId: string): Promise<CertificateBatch | undefined> {
  const [row] = await db
    .select()
    .from(certificateBatches)
    .where(and(eq(certificateBatches.seasonId, seasonId), isNull(certificateBatches.finishedAt)));
  return row;
}

/** The oldest batch at work; one that another job holds is left to it. */
export async function lockBatchAtWork(db: Connection): Promise<CertificateBatch | undefined> {
  const [row] = await db
    .select()
    .from(certificateBatches)
    .where(isNull(certificateBatches.finishedAt))
    .orderBy(certificateBatches.id)
    .limit(1)
    .for('update', { skipLocked: true });
  return row;
}

export async function insertBatch(db: Connection, batch: typeof certificateBatches.$inferInsert): Promise<void> {
  await db.insert(certificateBatches).values(batch);
}

export async function saveBatch(db: Connection, id: string, change: Partial<typeof certificateBatches.$inferInsert>): Promise<void> {
  await db.update(certificateBatches).set(change).where(eq(certificateBatches.id, id));
}

/** What was asked about a certificate, the newest first. */
export async function listCorrections(db: Connection, serial: string): Promise<Correction[]> {
  return db.select().from(certificateCorrections).where(eq(certificateCorrections.serial, serial)).orderBy(desc(certificateCorrections.id));
}

export async function insertCorrection(db: Connection, correction: typeof certificateCorrections.$inferInsert): Promise<void> {
  await db.insert(certificateCorrections).values(correction);
}

/** Answers what is open about a certificate; gives whether there was anything. */
export async function answerCorrection(db: Connection, serial: string, answer: string, answeredAt: string): Promise<boolean> {
  const answered = await db
    .update(certificateCorrections)
    .set({ answer, answeredAt })
    .where(and(eq(certificateCorrections.serial, serial), isNull(certificateCorrections.answeredAt)))
    .returning({ id: certificateCorrections.id });
  return answered.length > 0;
}
