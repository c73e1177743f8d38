import { eq, sql } from 'drizzle-orm';

import type { LineRole } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { emergencyContacts } from '../tables/squads.ts';
import { named, type Named } from './happened.ts';

/** Where a contact belongs, for its encryption. */
export const emergencyContactPlace = (placementId: string) => `emergency_contacts.sealed_contact ${placementId}`;

/** Where and when a squad is, without who goes; and whether the actor leads it. */
export type SquadHead = {
  readonly id: string;
  readonly place: string;
  readonly county: Named;
  readonly startDay: string;
  readonly endDay: string;
  readonly timeZone: string;
  readonly leads: boolean;
};

export async function findSquadHead(db: Connection, requestId: string): Promise<SquadHead | undefined> {
  const [row] = await db.execute<SquadHead>(sql`select r.id, r.place, ${named(sql`c.name_zh`, sql`c.name_en`)} as county,
    r.start_day::text as "startDay", r.end_day::text as "endDay", n.time_zone as "timeZone", actor_leads(r.id) as leads
    from requests r join counties c on c.code = r.county_code join seasons n on n.id = r.season_id where r.id = ${requestId}`);
  return row;
}

export type SealedEmergencyContact = {
  readonly placementId: string;
  readonly accountId: string;
  readonly name: string;
  readonly role: LineRole;
  readonly sealedContact: Uint8Array;
  readonly givenAt: string;
};

/** Whom to call for each member who said it, lead and captain first; nothing for whoever may not know, or while nobody is away. */
export async function listEmergencyContacts(db: Connection, requestId: string, today: string): Promise<SealedEmergencyContact[]> {
  return [
    ...(await db.execute<SealedEmergencyContact>(sql`select placement_id as "placementId", account_id as "accountId", name, role,
      sealed_contact as "sealedContact", given_at::text as "givenAt" from emergency_contacts_of_squad(${requestId}, ${today})`)),
  ];
}

/** One's own. */
export async function findEmergencyContact(db: Connection, placementId: string): Promise<Uint8Array | undefined> {
  const [row] = await db
    .select({ sealed: emergencyContacts.sealedContact })
    .from(emergencyContacts)
    .where(eq(emergencyContacts.placementId, placementId));
  return row?.sealed;
}

export async function saveEmergencyContact(db: Connection, contact: typeof emergencyContacts.$inferInsert): Promise<void> {
  const { sealedContact, givenAt } = contact;
  await db
    .insert(emergencyContacts)
    .values(contact)
    .onConflictDoUpdate({ target: emergencyContacts.placementId, set: { sealedContact, givenAt } });
}

/** Takes it back; false where there was none. */
export async function deleteEmergencyContact(db: Connection, placementId: string): Promise<boolean> {
  const rows = await db
    .delete(emergencyContacts)
    .where(eq(emergencyContacts.placementId, placementId))
    .returning({ id: emergencyContacts.placementId });
  return rows.length > 0;
}
