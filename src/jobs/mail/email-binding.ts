import { createTransport } from 'nodemailer';
import { z } from 'zod';

import { ok } from '../../domain/result.ts';
import type { SendLetter } from '../../mail/letter.ts';
import { composedOf } from './composed.ts';

/** The platform's e-mail sending, as it is bound to the Worker. */
export type EmailBinding = { send(message: object): Promise<unknown> };

/** Makes what the binding sends from whom, to whom and a whole message. */
export type RawMessage = (from: string, to: string, raw: string) => object;

/**
 * Sends through the platform. It is given the same message that a mail server would get, with its calendar part and the way to get no
 * more, and not the fields of one, which have no place for either. It gives the message a Message-ID of its own, and a return path.
 */
export function bindingSender(email: EmailBinding, from: string, rawMessage: RawMessage): SendLetter {
  return async (letter, handover) => {
    const composing = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    const { message, envelope } = composedSchema.parse(await composing.sendMail(composedOf(letter, from, handover)));
    await handover?.beforeLast();
    await email.send(rawMessage(envelope.from, letter.to, new TextDecoder().decode(message)));
    return ok(undefined);
  };
}

const composedSchema = z.object({ message: z.instanceof(Uint8Array), envelope: z.object({ from: z.string() }) });
