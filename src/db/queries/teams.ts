import { eq, sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { teamMembers, teams } from '../tables/teams.ts';

export type Team = typeof teams.$inferSelect & {
  readonly members: readonly { readonly applicationId: string; readonly accountId: string; readonly onlyTogether: boolean }[];
};

export async function findTeam(db: Connection, id: string): Promise<Team | undefined> {
  const [team] = await db.select().from(teams).where(eq(teams.id, id));
  if (team === undefined) return undefined;
  const members = await db.execute<Team['members'][number]>(sql`
    select application_id as "applicationId", account_id as "accountId", only_together as "onlyTogether" from members_of_team(${id})`);
  return { ...team, members: [...members] };
}

/** Held until the transaction ends: whoever holds it decides who is in it. */
export async function lockTeam(db: Connection, id: string): Promise<Team | undefined> {
  await db.select().from(teams).where(eq(teams.id, id)).for('update');
  return findTeam(db, id);
}

/** The id of the team that the application is in. */
export async function findTeamIdOf(db: Connection, applicationId: string): Promise<string | undefined> {
  const [row] = await db.select({ teamId: teamMembers.teamId }).from(teamMembers).where(eq(teamMembers.applicationId, applicationId));
  return row?.teamId;
}

export async function insertTeam(db: Connection, team: { readonly seasonId: string; readonly code: string }): Promise<string> {
  const [row] = await db.insert(teams).values(team).returning({ id: teams.id });
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

export async function insertTeamMember(db: Connection, member: typeof teamMembers.$inferInsert): Promise<void> {
  await db.insert(teamMembers).values(member);
}

export async function deleteTeamMember(db: Connection, applicationId: string): Promise<void> {
  await db.delete(teamMembers).where(eq(teamMembers.applicationId, applicationId));
}
