import { ok } from '../../domain/result.ts';
import type { SendLetter } from '../../mail/letter.ts';

/** The platform's e-mail sending, as it is bound to the Worker. */
export type EmailBinding = {
  send(message: { from: string; to: string; subject: string; text: string; html: string }): Promise<unknown>;
};

/** Sends through the platform, which takes a letter whole and gives it a Message-ID of its own. */
export function bindingSender(email: EmailBinding, from: string): SendLetter {
  return async ({ to, subject, text, html }, handover) => {
    await handover?.beforeLast();
    await email.send({ from, to, subject, text, html });
    return ok(undefined);
  };
}
