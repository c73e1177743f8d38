import { DateTime } from 'luxon';

import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './db/client.ts';

/** Routes are built once an isolate; a database connection belongs to one request, so each opens its own. */
const app = buildApp({
  connect: (c) => openDatabase(readConfig(c.env).databaseUrl),
  now: () => DateTime.utc(),
});

export default { fetch: app.fetch };
