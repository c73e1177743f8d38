import type { DateTime } from 'luxon';

import type { Announced } from '../installation/own-installation.ts';
import { identityNumber } from './apply.ts';
import { clientFor, valueOf } from './client.ts';
import { copyOfDatabase, foundIn, type Secrets } from './copy-of-database.ts';
import { everybody } from './people.ts';
import { signIn } from './sign-in.ts';
import { walk } from './walk.ts';

/** The whole road on an installation, wherever it runs; then a copy of its database is searched for what was used on the way. */
export async function walkAndLook(
  announced: Announced,
  wakeAt: (instant: DateTime) => Promise<void>,
  tell: (line: string) => void = (line) => console.log(line),
): Promise<void> {
  const base = `${announced.siteUrl}/api/v1`;
  const secrets: Secrets = { keys: [identityNumber], codes: [] };
  const as = async (email: string) => clientFor(base, await signIn(announced, email, secrets));
  const people = await everybody(as, clientFor(base, undefined));
  tell('Admin, coordinator, county officer and four volunteers: signed in, each by the code in their letter.');
  await walk(people, wakeAt, tell);
  const program = { json: { label: 'A program of mine', days: 30 } };
  const made = await valueOf(people.volunteer.me.tokens.$post(program, { headers: { 'Idempotency-Key': 'road' } }));
  secrets.keys.push(made.token);
  tell('Volunteer: made a token for a program of theirs; its text is shown this once.');
  const found = foundIn(await copyOfDatabase(announced.databaseUrl), secrets);
  const used = secrets.keys.length + secrets.codes.length;
  if (found.length > 0) throw new Error(`a copy of the database holds ${found.length} of ${used} secrets in clear`);
  tell(`A copy of the whole database holds none of the ${used} numbers, codes and keys used on the road in clear.`);
}
