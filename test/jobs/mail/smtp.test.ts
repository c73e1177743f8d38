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

function no(responseCode?: number): Error | null {
  return responseCode === undefined ? null : Object.assign(new Error('5.1.1 no'), { responseCode });
}

const refused = (answer: string) => ({ ok: false, error: { kind: 'letter-refused', answer } });

/** From whom the last server's letters came, in the conversation. */
const cameFrom: string[] = [];

/** A server that answers each stage of a letter as its test says. */
async function answering(answers: { from?: number; to?: number; data?: number }, use: (url: string) => Promise<void>): Promise<string[]> {
  const taken: string[] = [];
  cameFrom.length = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onMailFrom: ({ address }, __, done) => {
      cameFrom.push(address);
      done(no(answers.from));
    },
    onRcptTo: (_, __, done) => done(no(answers.to)),
    onData: (stream, _, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on('end', () => {
        taken.push(text);
        done(no(answers.data));
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  await use(`smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
  await new Promise<void>((resolve) => server.close(resolve));
  return taken;
}

test('a no for good to the address or to the letter is told from one that may pass, or that is to us', async () => {
  await answering({ to: 550 }, async (url) => expect(await smtpSender(url, 'zhijiao@example.org')(letter)).toEqual(refused('550 5.1.1')));
  await answering({ data: 554 }, async (url) => expect(await smtpSender(url, 'zhijiao@example.org')(letter)).toEqual(refused('554 5.1.1')));
  for (const passing of [{ to: 450 }, { data: 451 }, { from: 550 }]) {
    await answering(passing, async (url) => expect(smtpSender(url, 'zhijiao@example.org')(letter)).rejects.toThrow());
  }
});

test('nothing is delivered before the last line is allowed to leave', async () => {
  const handover = { messageId: 'one@example.org', beforeLast: async () => Promise.reject(new Error('not yet')) };
  const taken = await answering({}, async (url) => {
    await expect(smtpSender(url, 'zhijiao@example.org')(letter, handover)).rejects.toThrow('not yet');
  });
  expect(taken).toEqual([]);
  let isHandedOver = false;
  const noting = {
    ...handover,
    beforeLast: async () => {
      isHandedOver = true;
    },
  };
  await answering({ to: 550 }, async (url) => void (await smtpSender(url, 'zhijiao@example.org')(letter, noting)));
  expect(isHandedOver).toBe(false);
  const sent = await answering({}, async (url) => {
    await smtpSender(url, 'zhijiao@example.org')(letter, noting);
  });
  expect(sent.map((text) => /^Message-ID: (.*)\r$/m.exec(text)?.[1])).toEqual(['<one@example.org>']);
  expect(isHandedOver).toBe(true);
});

test('a letter comes from its return address, and says that it is from the installation', async () => {
  const returnPath = 'bounce+0@bounces.example.org';
  const handover = { messageId: 'one@example.org', beforeLast: async () => undefined, returnPath };
  const [sent = ''] = await answering({}, async (url) => {
    await smtpSender(url, 'Zhijiao <zhijiao@example.org>')(letter, handover);
  });
  expect([cameFrom, /^From: (.*)\r$/m.exec(sent)?.[1], sent.includes('bounce+')]).toEqual([
    [returnPath],
    'Zhijiao <zhijiao@example.org>',
    false,
  ]);
});
