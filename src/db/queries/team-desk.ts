import { eq } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { accounts } from '../tables/accounts.ts';
import { applications } from '../tables/applications.ts';
import { teamMembers, teams } from '../tables/teams.ts';

export async function findTeamIdByCode(db: Connection, code: string): Promise<string | undefined> {
  const [row] = await db.select({ id: teams.id }).from(teams).where(eq(teams.code, code));
  return row?.id;
}

export async function saveTeamWish(db: Connection, applicationId: string, onlyTogether: boolean): Promise<void> {
  await db.update(teamMembers).set({ onlyTogether }).where(eq(teamMembers.applicationId, applicationId));
}

export type TeamMate = { readonly applicationId: string; readonly name: string; readonly onlyTogether: boolean };

/** Who is in a team, by name, whoever joined first first. */
export async function listTeamMates(db: Connection, teamId: string): Promise<TeamMate[]> {
  return db
    .select({ applicationId: teamMembers.applicationId, name: accounts.name, onlyTogether: teamMembers.onlyTogether })
    .from(teamMembers)
    .innerJoin(applications, eq(applications.id, teamMembers.applicationId))
    .innerJoin(accounts, eq(accounts.id, applications.accountId))
    .where(eq(teamMembers.teamId, teamId))
    .orderBy(teamMembers.applicationId);
}
