import type { Context } from 'hono';
import { z } from 'zod';

import { findApplicationsByName } from '../../db/queries/run-desk.ts';
import type { AppEnv } from '../../http/context.ts';
import type { SnapshotRequest } from '../../matching/snapshot.ts';
import type { Namer } from './names.ts';
import type { Reading } from './reading.ts';

/** More than that nobody looks through: they type more of the name. */
const mostFound = 20;

/** What is searched for in the address; empty where nothing is. */
export function textAsked(c: Context<AppEnv>, name: string): string {
  return z.string().trim().max(60).catch('').parse(c.req.query(name));
}

/** Applications of the match whose person has this in their name; one statement, or none where nothing is asked. */
export async function applicationsFound(c: Context<AppEnv>, { run, snapshot }: Reading, text: string): Promise<readonly string[]> {
  if (text === '') return [];
  const named = await findApplicationsByName(c.var.db, run.seasonId, text);
  return snapshot.applications.flatMap(({ id }) => (named.has(id) ? [id] : [])).slice(0, mostFound);
}

/** Requests of the match in a county with this in its name. */
export function requestsFound({ snapshot }: Reading, names: Namer, text: string): readonly SnapshotRequest[] {
  if (text === '') return [];
  return snapshot.requests.filter(({ countyCode }) => names.isCalled(countyCode, text)).slice(0, mostFound);
}
