import { and, eq, sql } from 'drizzle-orm';

import type { IncidentState } from '../../domain/incident.ts';
import type { Connection } from '../client.ts';
import { incidents } from '../tables/incidents.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

export type Incident = typeof incidents.$inferSelect;

type Told = 'account' | 'action' | 'outcome';
/** Where what is told belongs, for its encryption. */
export const incidentPlace = (id: string, told: Told) => `incidents.${told} ${id}`;

/** A new identifier: whoever raises an incident may not read it back, so it cannot come from the insert. */
export async function newIncidentId(db: Connection): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`select uuidv7() as id`);
  if (row === undefined) throw new Error('a select returned no row');
  return row.id;
}

export async function insertIncident(db: Connection, incident: typeof incidents.$inferInsert): Promise<void> {
  await db.insert(incidents).values(incident);
}

export async function findIncident(db: Connection, id: string): Promise<Incident | undefined> {
  const [row] = await db.select().from(incidents).where(eq(incidents.id, id));
  return row;
}

/** The incident's row, held until the transaction ends. */
export async function lockIncident(db: Connection, id: string): Promise<Incident | undefined> {
  const [row] = await db.select().from(incidents).where(eq(incidents.id, id)).for('update');
  return row;
}

export async function saveIncident(db: Connection, id: string, change: Partial<typeof incidents.$inferInsert>): Promise<Incident> {
  const [row] = await db.update(incidents).set(change).where(eq(incidents.id, id)).returning();
  if (row === undefined) throw new Error('an update returned no row');
  return row;
}

/** Incidents by id. */
export async function listIncidents(db: Connection, state: IncidentState | undefined, page: PageWanted): Promise<Page<Incident>> {
  const rows = await db
    .select()
    .from(incidents)
    .where(and(state === undefined ? undefined : eq(incidents.state, state), afterKey(incidents.id, page)))
    .orderBy(byKey(incidents.id, page))
    .limit(page.limit + 1);
  return pageOf(rows, page, (row) => row.id);
}
