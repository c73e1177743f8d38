import { onOwnInstallation, type Announced } from './installation/own-installation.ts';
import { clientFor, valueOf } from './road/client.ts';
import { copyOfDatabase, foundIn, type Secrets } from './road/copy-of-database.ts';
import { signIn } from './road/sign-in.ts';
import { identityNumber, walk } from './road/walk.ts';

/** Starts an empty installation beside any other, signs everybody in by mail, and walks the whole road through it. */
async function main(): Promise<void> {
  console.log('Starting an empty installation …');
  await onOwnInstallation(['--empty'], walkAndLook);
}

async function walkAndLook(announced: Announced): Promise<void> {
  const base = `${announced.siteUrl}/api/v1`;
  const secrets: Secrets = { keys: [identityNumber], codes: [] };
  const as = async (email: string) => clientFor(base, await signIn(announced, email, secrets));
  const people = {
    admin: await as('admin@example.org'),
    coordinator: await as('coordinator@example.org'),
    officer: await as('county@example.org'),
    volunteer: await as('volunteer@example.org'),
    anyone: clientFor(base, undefined),
  };
  console.log('Admin, coordinator, county officer and volunteer: signed in, each by the code in their letter.');
  await walk(people, (line) => console.log(line));
  const program = { json: { label: 'A program of mine', days: 30 } };
  const made = await valueOf(people.volunteer.me.tokens.$post(program, { headers: { 'Idempotency-Key': 'road' } }));
  secrets.keys.push(made.token);
  console.log('Volunteer: made a token for a program of theirs; its text is shown this once.');
  const found = foundIn(await copyOfDatabase(announced.databaseUrl), secrets);
  const used = secrets.keys.length + secrets.codes.length;
  if (found.length > 0) throw new Error(`a copy of the database holds ${found.length} of ${used} secrets in clear`);
  console.log(`A copy of the whole database holds none of the ${used} numbers, codes and keys used on the road in clear.`);
}

await main();
