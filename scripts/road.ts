import type { DateTime } from 'luxon';

import { onOwnInstallation, type Announced } from './installation/own-installation.ts';
import { clientFor, valueOf } from './road/client.ts';
import { copyOfDatabase, foundIn, type Secrets } from './road/copy-of-database.ts';
import { everybody } from './road/people.ts';
import { signIn } from './road/sign-in.ts';
import { identityNumber } from './road/apply.ts';
import { walk } from './road/walk.ts';

/** Starts an empty installation beside any other, signs everybody in by mail, and walks the whole road through it. */
async function main(): Promise<void> {
  console.log('Starting an empty installation …');
  await onOwnInstallation(['--empty'], walkAndLook);
}

async function walkAndLook(announced: Announced): Promise<void> {
  const base = `${announced.siteUrl}/api/v1`;
  const secrets: Secrets = { keys: [identityNumber], codes: [] };
  const as = async (email: string) => clientFor(base, await signIn(announced, email, secrets));
  const people = await everybody(as, clientFor(base, undefined));
  console.log('Admin, coordinator, county officer and four volunteers: signed in, each by the code in their letter.');
  await walk(
    people,
    async (instant) => wakeAt(announced, instant),
    (line) => console.log(line),
  );
  const program = { json: { label: 'A program of mine', days: 30 } };
  const made = await valueOf(people.volunteer.me.tokens.$post(program, { headers: { 'Idempotency-Key': 'road' } }));
  secrets.keys.push(made.token);
  console.log('Volunteer: made a token for a program of theirs; its text is shown this once.');
  const found = foundIn(await copyOfDatabase(announced.databaseUrl), secrets);
  const used = secrets.keys.length + secrets.codes.length;
  if (found.length > 0) throw new Error(`a copy of the database holds ${found.length} of ${used} secrets in clear`);
  console.log(`A copy of the whole database holds none of the ${used} numbers, codes and keys used on the road in clear.`);
}

/** The platform's clock, which says for which instant it wakes the Worker; on one's own machine that may lie ahead. */
async function wakeAt({ siteUrl }: Announced, instant: DateTime): Promise<void> {
  const answer = await fetch(`${siteUrl}/cdn-cgi/handler/scheduled?time=${instant.toMillis()}`);
  if (!answer.ok) throw new Error(`waking the clock gave ${answer.status}`);
}

await main();
