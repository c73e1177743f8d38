import { DateTime } from 'luxon';

import { openDatabase } from '../../src/db/client.ts';
import { fieldKeysOf } from '../../src/db/field-keys.ts';
import { smtpSender } from '../../src/jobs/mail/smtp.ts';
import { sendMail } from '../../src/jobs/send-mail.ts';

/** A program of its own that sends what is due, so that it can be killed: `node sending.ts DATABASE_URL SMTP_URL FIELD_KEY NOW`. */
const [databaseUrl = '', smtpUrl = '', key = '', now = ''] = process.argv.slice(2);
const db = openDatabase(databaseUrl);
const job = {
  db,
  now: () => DateTime.fromISO(now, { zone: 'utc' }),
  keys: fieldKeysOf(new Map([[1, key]]), key),
  siteUrl: 'http://localhost:8787',
  send: smtpSender(smtpUrl, 'zhijiao@example.org'),
};
while (await sendMail(job));
await db.$client.end();
