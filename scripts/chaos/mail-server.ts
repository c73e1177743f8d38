import { closeSync, fsyncSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { SMTPServer } from 'smtp-server';

/**
 * A mail server as a process of its own, so that it can be killed: each letter lies on the disk before it is taken. Called with the port
 * and the folder. Beside a letter whose answer was given to the network lies a file that says so: one without was written by a server
 * that died before its sender heard of it, and its sender rightly sends it again.
 */
const [port = '', folder = ''] = process.argv.slice(2);

let count = 0;
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData: (stream, session, done) => {
    void take(stream, session.envelope.rcptTo.map(({ address }) => address).join(', '), done);
  },
});
// A client that hangs up is no reason to end.
server.on('error', () => undefined);
server.listen(Number(port), '127.0.0.1', () => console.log('{"event":"started"}'));

async function take(stream: Readable, to: string, done: () => void): Promise<void> {
  const whole = await text(stream);
  count += 1;
  const file = path.join(folder, `${Date.now()}-${process.pid}-${count}`);
  // What ends with its line break is whole: a kill may come in the middle.
  writeWhole(`${file}.json`, `${JSON.stringify({ to, messageId: /^message-id:\s*<([^>]+)>/im.exec(whole)?.[1] ?? '' })}\n`);
  done();
  writeFileSync(`${file}.answered`, '');
}

function writeWhole(file: string, content: string): void {
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, content);
  fsyncSync(descriptor);
  closeSync(descriptor);
}
