import type { SendMailOptions } from 'nodemailer';

import type { Handover, Letter } from '../../mail/letter.ts';

/** The letter as the library composes it: who can be told at once that no more like it are wanted (RFC 8058), and what calendars take in. */
export function composedOf({ link: _, leave, ...letter }: Letter, from: string, handover: Handover | undefined): SendMailOptions {
  const headers = leave === undefined ? {} : { 'List-Unsubscribe': `<${leave}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  return {
    from,
    ...letter,
    headers,
    ...(handover === undefined ? {} : { messageId: `<${handover.messageId}>` }),
    ...(handover?.returnPath === undefined ? {} : { envelope: { from: handover.returnPath, to: letter.to } }),
  };
}
