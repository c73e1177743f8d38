import { sql } from 'drizzle-orm';

import type { PlacementState } from '../../domain/placement.ts';
import type { Delivery, LineRole } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { named, type Named } from './happened.ts';

export type Member = {
  readonly placementId: string;
  readonly isOwn: boolean;
  readonly name: string;
  readonly role: LineRole;
  readonly state: PlacementState;
  /** Asked for by a line, or named by a coordinator. */
  readonly isCaptain: boolean;
};

/** The volunteers of one request taken together; without members where the actor may not know them. */
export type Squad = {
  readonly id: string;
  readonly countyCode: string;
  readonly place: string;
  readonly county: Named;
  readonly season: Named;
  readonly delivery: Delivery;
  readonly startDay: string;
  readonly endDay: string;
  readonly timeZone: string;
  readonly members: readonly Member[];
  /** Is the actor its captain or lead? */
  readonly leads: boolean;
  /** Since when there is a link to report by, for whoever leads it. */
  readonly linkMadeAt: string | null;
};

const squadColumns = sql`r.id, r.county_code as "countyCode", r.place, r.delivery, r.start_day::text as "startDay", r.end_day::text as "endDay",
  n.time_zone as "timeZone", ${named(sql`c.name_zh`, sql`c.name_en`)} as county, ${named(sql`n.name_zh`, sql`n.name_en`)} as season`;
const squadTables = sql`requests r join counties c on c.code = r.county_code join seasons n on n.id = r.season_id`;
const members = sql`(select coalesce(json_agg(json_build_object('placementId', m.placement_id, 'isOwn', m.is_own, 'name', m.name, 'role', m.role,
  'state', m.state, 'isCaptain', coalesce(m.is_captain, false))), '[]') from members_of_squad(r.id) m)`;

/** The squad of a request, lead and captain first. */
export async function findSquad(db: Connection, requestId: string): Promise<Squad | undefined> {
  const [row] = await db.execute<Squad>(sql`select ${squadColumns}, ${members} as members, actor_leads(r.id) as leads,
    (select k.made_at::text from report_links k where k.request_id = r.id) as "linkMadeAt"
    from ${squadTables} where r.id = ${requestId}`);
  return row;
}

/** The squad whose link has this key, as long as its days can be reported. */
export async function findSquadByLink(db: Connection, keySha256: Uint8Array, firstEndDay: string): Promise<Squad | undefined> {
  const [row] = await db.execute<Squad>(sql`select ${squadColumns}, ${members} as members, false as leads, k.made_at::text as "linkMadeAt"
    from report_links k join requests r on r.id = k.request_id join counties c on c.code = r.county_code join seasons n on n.id = r.season_id
    where k.key_sha256 = ${keySha256} and r.end_day >= ${firstEndDay}`);
  return row;
}

/** Puts a new key in the place of the one there was. */
export async function saveReportLink(
  db: Connection,
  link: { readonly requestId: string; readonly keySha256: Uint8Array; readonly madeBy: string; readonly madeAt: string },
): Promise<void> {
  await db.execute(sql`insert into report_links (request_id, key_sha256, made_by, made_at)
    values (${link.requestId}, ${link.keySha256}, ${link.madeBy}, ${link.madeAt})
    on conflict (request_id) do update set key_sha256 = excluded.key_sha256, made_by = excluded.made_by, made_at = excluded.made_at`);
}

/** Ends the link; false where there was none. */
export async function deleteReportLink(db: Connection, requestId: string): Promise<boolean> {
  return (await db.execute(sql`delete from report_links where request_id = ${requestId} returning request_id`)).length > 0;
}

export async function saveCaptain(
  db: Connection,
  captain: { readonly requestId: string; readonly placementId: string; readonly by: string; readonly at: string },
): Promise<void> {
  await db.execute(sql`insert into squad_captains (request_id, placement_id, named_by, named_at)
    values (${captain.requestId}, ${captain.placementId}, ${captain.by}, ${captain.at})
    on conflict (request_id) do update set placement_id = excluded.placement_id, named_by = excluded.named_by, named_at = excluded.named_at`);
}

/** Through which day a member's agreement and insurance are good. */
export type Cover = {
  readonly placementId: string;
  readonly agreementThroughDay: string | null;
  readonly insuranceThroughDay: string | null;
};

export async function listCover(db: Connection, requestId: string): Promise<Cover[]> {
  return [
    ...(await db.execute<Cover>(sql`select placement_id as "placementId", agreement_through_day::text as "agreementThroughDay",
      insurance_through_day::text as "insuranceThroughDay" from cover_of_squad(${requestId}) order by 1`)),
  ];
}

export function phonePlace(placementId: string): string {
  return `squad_contacts.sealed_phone ${placementId}`;
}
export function wechatPlace(placementId: string): string {
  return `squad_contacts.sealed_wechat_id ${placementId}`;
}

export type SealedContact = {
  readonly placementId: string;
  readonly email: string | null;
  readonly sealedPhone: Uint8Array | null;
  readonly sealedWechatId: Uint8Array | null;
};

/** By what the members reach each other, for one of them. */
export async function listSquadContacts(db: Connection, requestId: string, today: string): Promise<SealedContact[]> {
  return [
    ...(await db.execute<SealedContact>(sql`select placement_id as "placementId", email, sealed_phone as "sealedPhone",
      sealed_wechat_id as "sealedWechatId" from contacts_of_squad(${requestId}, ${today}) order by 1`)),
  ];
}

export async function saveSquadContact(
  db: Connection,
  contact: {
    readonly placementId: string;
    readonly accountId: string;
    readonly sharesEmail: boolean;
    readonly sealedPhone: Uint8Array | null;
    readonly sealedWechatId: Uint8Array | null;
    readonly agreedAt: string;
  },
): Promise<void> {
  await db.execute(sql`insert into squad_contacts (placement_id, account_id, shares_email, sealed_phone, sealed_wechat_id, agreed_at)
    values (${contact.placementId}, ${contact.accountId}, ${contact.sharesEmail}, ${contact.sealedPhone}, ${contact.sealedWechatId}, ${contact.agreedAt})
    on conflict (placement_id) do update set shares_email = excluded.shares_email, sealed_phone = excluded.sealed_phone,
      sealed_wechat_id = excluded.sealed_wechat_id, agreed_at = excluded.agreed_at`);
}

/** Takes it back; false where nothing was shared. */
export async function deleteSquadContact(db: Connection, placementId: string): Promise<boolean> {
  return (await db.execute(sql`delete from squad_contacts where placement_id = ${placementId} returning placement_id`)).length > 0;
}
