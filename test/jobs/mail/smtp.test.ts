import { once } from 'node:events';

import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { smtpSender } from '../../../src/jobs/mail/smtp.ts';

const letter = { to: 'lin@example.org', subject: '你好', text: 'Hello', html: '<p>Hello</p>' };
let arrived = 0;
let port = 0;
/** A server that cannot encrypt, or that somebody on the way says cannot. */
const plain = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData: (stream, _, done) => {
    arrived += 1;
    stream.resume().on('end', () => done());
  },
});

beforeAll(async () => {
  plain.listen(0, '127.0.0.1');
  await once(plain.server, 'listening');
  const address = plain.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(async () => {
  await new Promise<void>((resolve) => plain.close(resolve));
});

test('a letter goes unencrypted to this machine alone', async () => {
  await smtpSender(`smtp://127.0.0.1:${port}`, 'zhijiao@example.org')(letter);
  expect(arrived).toBe(1);
  // The same server, under a name that could be any machine's.
  const elsewhere = smtpSender(`smtp://0.0.0.0:${port}`, 'zhijiao@example.org');
  await expect(elsewhere(letter)).rejects.toMatchObject({ code: 'ETLS' });
  expect(arrived).toBe(1);
});
