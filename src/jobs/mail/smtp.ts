import { createTransport } from 'nodemailer';

import type { SendLetter } from '../../mail/letter.ts';

const patienceMilliseconds = 10_000;

/** Sends through any SMTP server. A connection of its own for each letter: in workerd a socket belongs to one call. */
export function smtpSender(smtpUrl: string, from: string): SendLetter {
  return async (letter) => {
    const patience = {
      connectionTimeout: patienceMilliseconds,
      greetingTimeout: patienceMilliseconds,
      socketTimeout: patienceMilliseconds,
    };
    const transport = createTransport({ url: smtpUrl, ...patience });
    try {
      await transport.sendMail({ from, ...letter });
    } finally {
      transport.close();
    }
  };
}
