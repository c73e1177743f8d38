import { writeFile } from 'node:fs/promises';

import { readConfig } from '../../src/config.ts';
import { CannotStart } from './cannot-start.ts';
import type { DataFolder } from './data-folder.ts';
import { passedOnSettings, setting } from './environment.ts';
import { fieldKeysText, type Keys } from './keys.ts';

type Where = { readonly siteUrl: string; readonly smtpUrl: string };

/** Writes what the Worker is configured by; a file that only its owner may read, since a command line can be read by all. */
export async function writeWorkerEnvironment(folder: DataFolder, keys: Keys, { siteUrl, smtpUrl }: Where): Promise<void> {
  const variables = {
    SITE_URL: siteUrl,
    SMTP_URL: smtpUrl,
    MAIL_FROM: setting('MAIL_FROM') ?? 'Zhijiao <zhijiao@localhost>',
    SIGN_IN_SECRET: keys.signInSecret,
    FIELD_KEYS: fieldKeysText(keys),
    HASH_KEY: keys.hashKey,
    ...passedOnSettings(),
  };
  refuseUnfit(variables);
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  await writeFile(folder.workerEnvironment, lines.join(''), { mode: 0o600 });
}

/** What the Worker would refuse to run on is said before it is started. */
function refuseUnfit(variables: Record<string, string>): void {
  try {
    readConfig({ ...variables, HYPERDRIVE: { connectionString: 'given to the Worker by itself' }, ASSETS: { fetch } });
  } catch (error) {
    throw new CannotStart((error as Error).message);
  }
}
