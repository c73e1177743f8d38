import { sql } from 'drizzle-orm';

import type { Locale, Role, VolunteerProfile } from '../../domain/account.ts';
import type { DocumentType } from '../../domain/identity.ts';
import type { TextKind } from '../../domain/consent.ts';
import type { Connection } from '../client.ts';

/** What the overview of somebody's account says: who they are, and how much there is below each heading. */
export type OwnAccount = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly version: number;
  readonly madeUp: boolean;
  readonly roles: readonly Role[];
  readonly profile: VolunteerProfile | null;
  readonly documentType: DocumentType | null;
  readonly hasHealthNote: boolean;
  readonly sessions: number;
  readonly passkeys: number;
  readonly tokens: number;
  /** How many topics they turned letters off for. */
  readonly lettersOff: number;
  /** Whether their own calendar has an address. */
  readonly hasCalendar: boolean;
  /** Counties that ask them back and wait for an answer. */
  readonly askBacks: number;
  /** Texts in force that were not agreed to. */
  readonly textsToRead: number;
  /** Since when nothing is sent to the address, which refused letter after letter. */
  readonly mailStoppedAt: string | null;
};

export async function findOwnAccount(db: Connection, accountId: string, now: Date): Promise<OwnAccount | undefined> {
  const [row] = await db.execute<OwnAccount>(sql`select a.id, a.name, a.email, a.locale, a.version, a.made_up as "madeUp",
      (select coalesce(json_agg(r.role order by r.role), '[]') from account_roles r where r.account_id = a.id) as roles,
      (select json_build_object('kind', v.kind, 'homeInstitution', v.home_institution, 'homeRegion', v.home_region, 'timeZone', v.time_zone,
        'bornDay', v.born_day, 'languages', v.languages) from volunteers v where v.account_id = a.id and v.born_day is not null) as profile,
      (select i.document_type from identity_documents i where i.account_id = a.id) as "documentType",
      exists (select from health_notes h where h.account_id = a.id) as "hasHealthNote",
      (select count(*)::int from sessions s where s.account_id = a.id and s.expires_at > ${now.toISOString()}::timestamptz) as sessions,
      (select count(*)::int from passkeys p where p.account_id = a.id) as passkeys,
      (select count(*)::int from tokens t where t.account_id = a.id and t.expires_at > ${now.toISOString()}::timestamptz) as tokens,
      (select count(*)::int from unsubscriptions x where x.account_id = a.id) as "lettersOff",
      exists (select from calendar_addresses x where x.account_id = a.id and x.county_code is null) as "hasCalendar",
      (select count(*)::int from ask_backs b join seasons s on s.id = b.season_id where b.account_id = a.id and b.state = 'invited'
        and s.state in ('planned', 'open') and s.match_day >= (${now.toISOString()}::timestamptz at time zone s.time_zone)::date) as "askBacks",
      (select count(*)::int from (select distinct on (kind) kind, version from texts order by kind, version desc) f
        where not exists (select from consents c where c.account_id = a.id and c.kind = f.kind and c.version = f.version and c.withdrawn_at is null)) as "textsToRead",
      (select b.stopped_at from bounces b where b.account_id = a.id) as "mailStoppedAt"
    from accounts a where a.id = ${accountId}`);
  return row;
}

/** Whether the person has agreed to a text as it stands; a kind that has no text asks nothing. */
export async function hasAgreed(db: Connection, accountId: string, kind: TextKind): Promise<boolean> {
  const [row] = await db.execute<{ agreed: boolean }>(sql`select not exists (
    select from (select version from texts where kind = ${kind} order by version desc limit 1) f
    where not exists (select from consents c where c.account_id = ${accountId} and c.kind = ${kind} and c.version = f.version and c.withdrawn_at is null)) as agreed`);
  return row?.agreed === true;
}

export type Look = {
  readonly sequence: number;
  readonly at: string;
  readonly who: string;
  readonly event: string;
  readonly reason: string | null;
};

const mostLooks = 100;

/** Who looked at what is kept of a person, and why; the newest first. */
export async function listLooks(db: Connection, accountId: string): Promise<Look[]> {
  return [
    ...(await db.execute<Look>(sql`select sequence::int, at, actor_name as who, event, reason from events
      where subject_id = ${accountId} and event in ('identity.seen', 'health_note.seen', 'reference.read') and sequence is not null
      order by sequence desc limit ${mostLooks}`)),
  ];
}
