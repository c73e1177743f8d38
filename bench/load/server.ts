import { serve } from '@hono/node-server';
import { sql } from 'drizzle-orm';
import { Hono } from 'hono';

import { appWithoutPaper } from '../../scripts/installation/app-without-paper.ts';
import { openDatabase } from '../../src/db/client.ts';
import { fieldKeysOf } from '../../src/db/field-keys.ts';
import { KeptAnswers } from '../../src/http/kept-answers.ts';

/**
 * The app, once with answers that it keeps and once under `/anew` without, and beside it the least that a handler with one query can be, in one process, each with as many connections. Prints its port; at
 * `/memory` it says how many bytes it holds, and how many it held at most.
 */
const [databaseUrl = '', ownerUrl = ''] = process.argv.slice(2);
const db = openDatabase(databaseUrl, { connections: 20 });
/** The bare handler has no caller to speak for, and comes as the owner. */
const owner = openDatabase(ownerUrl, { connections: 20 });
const key = Buffer.alloc(32, 1).toString('base64');
const given = { keys: fieldKeysOf(new Map([[1, key]]), key), secret: 'of the measurement alone, long enough' };
const app = appWithoutPaper(db, { ...given, kept: new KeptAnswers() });
/** The same, which keeps no answers. */
const anew = appWithoutPaper(db, given);
const bare = new Hono()
  .get('/bare', async (c) => c.json((await owner.execute(sql`select code, name_zh, name_en from counties where code = '532926'`))[0]))
  .get('/memory', (c) => c.json({ held: process.memoryUsage().rss, most: process.resourceUsage().maxRSS * 1024 }));
const site = new Hono()
  .route('/', bare)
  .mount('/anew', (request) => anew.fetch(request))
  .mount('/', (request) => app.fetch(request));
serve({ fetch: site.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(port));
