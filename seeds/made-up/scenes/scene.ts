import type postgres from 'postgres';

import type { FieldKeys } from '../../../src/db/field-keys.ts';
import type { Days } from '../days.ts';
import type { People } from '../people.ts';
import type { Matching } from '../runs.ts';
import type { MadeRequest } from '../season.ts';

/** A demonstration account as it acts. */
export type Actor = { readonly id: string; readonly name: string };
const roles = ['admin', 'coordinator', 'safeguarding', 'county', 'volunteer'] as const;
export type Actors = Readonly<Record<(typeof roles)[number], Actor>>;

/** The coming season, whose applications and requests are open. */
export type Coming = { readonly id: string; readonly requests: readonly MadeRequest[] };

/** What is under way is made of this. */
export type Scene = Matching & {
  /** Of the coming summer. */
  readonly year: number;
  /** Counties that take part, Nanjian first. */
  readonly codes: readonly string[];
  readonly days: Days;
  readonly people: People;
  readonly keys: FieldKeys;
  readonly actors: Actors;
  readonly coming: Coming;
};

export async function readActors(sql: postgres.Sql): Promise<Actors> {
  const actor = async (role: (typeof roles)[number]): Promise<Actor> => {
    const [account] = await sql`select id from accounts where email = ${`${role}@example.org`}`;
    if (account === undefined) throw new Error(`there is no ${role}@example.org: load the demonstration accounts first`);
    return { id: String(account['id']), name: role };
  };
  return {
    admin: await actor('admin'),
    coordinator: await actor('coordinator'),
    safeguarding: await actor('safeguarding'),
    county: await actor('county'),
    volunteer: await actor('volunteer'),
  };
}

/** The instant that ids of the running season are made of, the same whatever the day: after last summer's, before the coming one's. */
export function runningIdAt({ year }: Pick<Scene, 'year'>): string {
  return `${year - 1}-09-20T01:00:00Z`;
}
