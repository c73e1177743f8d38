import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { record } from '../../../src/actions/record.ts';
import { actingAs } from '../../../src/db/acting.ts';
import { insertMessage } from '../../../src/db/queries/messages.ts';
import { testDatabase } from '../../support/database.ts';
import { makeAccount } from '../../support/rows.ts';
import { jobFor, testKeys } from '../../support/site.ts';

const database = testDatabase();
const now = '2027-01-01T00:00:00Z';
const program = path.resolve(import.meta.dirname, '../../support/sending.ts');

/** What happens at the server as a letter comes, before it goes on; each test says. */
type Hooks = {
  readonly beforeRecipient?: (place: number) => Promise<void>;
  /** The first of its text is there, and its last line is not. */
  readonly begun?: (place: number) => Promise<void>;
  /** All of it is there, and nobody was told. */
  readonly arrived?: (place: number) => Promise<void>;
};
let hooks: Hooks = {};
let place = 0;
const arrivals: { to: string; messageId: string }[] = [];

function answerRecipient({ address }: SMTPServerAddress, _: SMTPServerSession, answer: (error?: Error) => void): void {
  place += 1;
  const refusal = address.startsWith('bad') ? Object.assign(new Error('5.1.1 nobody of this name'), { responseCode: 550 }) : undefined;
  void (async () => {
    await hooks.beforeRecipient?.(place);
    answer(refusal);
  })();
}

function takeLetter(stream: SMTPServerDataStream, session: SMTPServerSession, answer: () => void): void {
  let text = '';
  stream.once('data', () => void hooks.begun?.(place));
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  stream.on('end', () => {
    arrivals.push({ to: session.envelope.rcptTo[0]?.address ?? '', messageId: /^Message-ID: (\S+)/im.exec(text)?.[1] ?? '' });
    void (async () => {
      await hooks.arrived?.(place);
      answer();
    })();
  });
}

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onRcptTo: answerRecipient,
  onData: takeLetter,
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(resolve));
});

function startSending(): ChildProcess {
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const key = Buffer.alloc(32, 1).toString('base64');
  return spawn(process.execPath, [program, database.applicationUrl, `smtp://127.0.0.1:${port}`, key, now], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function ended(sender: ChildProcess): Promise<void> {
  if (sender.exitCode === null && sender.signalCode === null) await once(sender, 'exit');
}

/** Fifty people with a letter each, one of them at an address that is refused. */
async function layOut(): Promise<string[]> {
  const people: { id: string; email: string }[] = [];
  for (let i = 0; i < 50; i += 1) {
    const id = await makeAccount(database.sql, 'volunteer', `志愿者 ${i}`);
    const email = `${i === 17 ? 'bad' : 'good'}-${i}@example.org`;
    await database.sql`update accounts set email = ${email} where id = ${id}`;
    people.push({ id, email });
  }
  const job = jobFor(database, now);
  const actor = { kind: 'system', job: 'certificate' } as const;
  await actingAs(database.db, actor, async (db) => {
    const eventId = await record({ actor, now: job.now(), db }, { thing: 'season', thingId: 'x', event: 'season.told' });
    for (const { id, email } of people) {
      const letter = { to: email, subject: '您好', text: '您好\n', html: '<p>您好</p>' };
      await insertMessage(db, testKeys, { eventId, accountId: id, template: 'certificate', letter });
    }
  });
  await database.sql`update messages set next_attempt_at = ${now}`;
  return people.map(({ email }) => email).filter((email) => !email.startsWith('bad'));
}

const countByState = async () => {
  const rows = await database.sql<{ state: string; count: number }[]>`
    select letter_state(m) as state, count(*)::int as count from messages m group by 1`;
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

test('of fifty letters, one to a bad address, forty-nine arrive once each, though the sender is killed in the middle of one and at the end of another', async () => {
  const good = await layOut();

  // Killed while the tenth letter is on its way: the server has its text, and the last line waits for what this transaction holds up.
  let sender = startSending();
  const holding = Promise.withResolvers<void>();
  let held: Promise<unknown> = Promise.resolve();
  hooks = {
    beforeRecipient: async (at) => {
      if (at !== 10) return;
      const locked = Promise.withResolvers<void>();
      held = database.sql.begin(async (tx) => {
        await tx`lock table handovers in share mode`;
        locked.resolve();
        await holding.promise;
      });
      await locked.promise;
    },
    begun: async (at) => {
      if (at === 10) sender.kill('SIGKILL');
    },
  };
  await ended(sender);
  holding.resolve();
  await held;
  expect([sender.signalCode, arrivals.length]).toEqual(['SIGKILL', 9]);

  // Killed when the server has all of a letter and has not said so.
  const before = place;
  hooks = {
    arrived: async (at) => {
      if (at !== before + 15) return;
      sender.kill('SIGKILL');
      await ended(sender);
    },
  };
  sender = startSending();
  await ended(sender);
  expect(sender.signalCode).toBe('SIGKILL');

  hooks = {};
  sender = startSending();
  await ended(sender);
  expect(sender.exitCode).toBe(0);

  expect(arrivals.map(({ to }) => to).toSorted()).toEqual(good.toSorted());
  expect(new Set(arrivals.map(({ messageId }) => messageId)).size).toBe(49);
  expect(await countByState()).toEqual({ sent: 48, unconfirmed: 1, given_up: 1 });
  const [refused] = await database.sql`select failure, attempts, sealed_letter from messages where failed_at is not null`;
  expect(refused).toEqual({ failure: 'refused', attempts: 1, sealed_letter: null });
});
