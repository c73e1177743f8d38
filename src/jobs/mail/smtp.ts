import { Readable } from 'node:stream';

import { createTransport, type Transporter } from 'nodemailer';
import { z } from 'zod';

import { fail, ok } from '../../domain/result.ts';
import { isThisMachine } from '../../domain/this-machine.ts';
import type { Handover, LetterRefused, SendLetter } from '../../mail/letter.ts';
import { composedOf } from './composed.ts';

const patienceMilliseconds = 10_000;

/**
 * Sends through any SMTP server. A connection of its own for each letter: in workerd a socket belongs to one call. On the way to
 * another machine it is encrypted, or nothing is sent.
 */
export function smtpSender(smtpUrl: string, from: string): SendLetter {
  const requireTLS = !isThisMachine(new URL(smtpUrl).hostname);
  return async (letter, handover) => {
    const patience = {
      connectionTimeout: patienceMilliseconds,
      greetingTimeout: patienceMilliseconds,
      socketTimeout: patienceMilliseconds,
    };
    const transport = createTransport({ url: smtpUrl, requireTLS, ...patience });
    if (handover !== undefined) holdLastLine(transport, handover);
    try {
      await transport.sendMail(composedOf(letter, from, handover));
      return ok(undefined);
    } catch (error) {
      const refused = refusalIn(error);
      if (refused === undefined) throw error;
      return fail(refused);
    } finally {
      transport.close();
    }
  };
}

/**
 * The dot that ends a message, and with which a server takes it, is written once `beforeLast` is done. The message is read as the
 * server takes it, the end of it last: a stream that ran ahead would be done before the recipient is asked.
 */
function holdLastLine(transport: Transporter, { beforeLast }: Handover): void {
  transport.use('stream', (mail, done) => {
    mail.message.processFunc((whole) => Readable.from(endingWith(whole, beforeLast), { objectMode: false, highWaterMark: 1 }));
    done();
  });
}

async function* endingWith(whole: AsyncIterable<Uint8Array>, beforeLast: () => Promise<void>): AsyncGenerator<Uint8Array> {
  yield* whole;
  await beforeLast();
}

/**
 * A server's no for good (RFC 5321, 4.2.1: 5yz) to this address or this letter. A no to how we come or who we are, such as a wrong
 * password, says nothing of whom the letter is for: it is tried again.
 */
function refusalIn(error: unknown): LetterRefused | undefined {
  const refusal = refusalSchema.safeParse(error).data;
  if (refusal === undefined) return undefined;
  const enhanced = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(refusal.response)?.[1];
  return { kind: 'letter-refused', answer: `${refusal.responseCode} ${enhanced ?? ''}`.trimEnd() };
}

const refusalSchema = z.object({
  command: z.enum(['RCPT TO', 'DATA']),
  responseCode: z.int().min(500).max(599),
  response: z.string().catch(''),
});
