import { createTransport } from 'nodemailer';

import { isThisMachine } from '../../domain/this-machine.ts';
import type { SendLetter } from '../../mail/letter.ts';

const patienceMilliseconds = 10_000;

/**
 * Sends through any SMTP server. A connection of its own for each letter: in workerd a socket belongs to one call. On the way to
 * another machine it is encrypted, or nothing is sent.
 */
export function smtpSender(smtpUrl: string, from: string): SendLetter {
  const requireTLS = !isThisMachine(new URL(smtpUrl).hostname);
  return async (letter) => {
    const patience = {
      connectionTimeout: patienceMilliseconds,
      greetingTimeout: patienceMilliseconds,
      socketTimeout: patienceMilliseconds,
    };
    const transport = createTransport({ url: smtpUrl, requireTLS, ...patience });
    try {
      await transport.sendMail({ from, ...letter });
    } finally {
      transport.close();
    }
  };
}
