import { sendMail } from '../../src/jobs/send-mail.ts';
import type { Letter } from '../../src/mail/letter.ts';
import type { TestDatabase } from './database.ts';
import { jobFor } from './site.ts';

/** Sends every letter that waits in the outbox; gives them. */
export async function delivered(database: TestDatabase): Promise<Letter[]> {
  const posted: Letter[] = [];
  while (await sendMail(jobFor(database, '2100-01-01T00:00:00Z', posted)));
  return posted;
}

/** The key of the form that a letter to a referee leads to. */
export function formKeyIn({ text }: Letter): string {
  return /http:\/\/localhost:8787\/reference\/([\w-]{43})\?lang=(?:zh|en)\n/.exec(text)?.[1] ?? '';
}
