import { serve } from '@hono/node-server';
import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { DateTime } from 'luxon';

import { buildApp } from '../../src/app.ts';
import { openDatabase } from '../../src/db/client.ts';
import { fieldKeysOf } from '../../src/db/field-keys.ts';

/**
 * The app, and beside it the least that a handler with one query can be, in one process, each with as many connections. Prints its port; at
 * `/memory` it says how many bytes it holds.
 */
const [databaseUrl = '', ownerUrl = ''] = process.argv.slice(2);
const db = openDatabase(databaseUrl, { connections: 20 });
/** The bare handler has no caller to speak for, and comes as the owner. */
const owner = openDatabase(ownerUrl, { connections: 20 });
const key = Buffer.alloc(32, 1).toString('base64');
const siteUrl = 'http://localhost:8787';
const app = buildApp({
  connect: () => db,
  now: () => DateTime.utc(),
  settings: () => ({
    signIn: { siteUrl, secret: 'of the measurement alone, long enough', provider: undefined },
    keys: fieldKeysOf(new Map([[1, key]]), key),
    contact: 'coordinators@example.org',
    siteUrl,
    press: {
      font: async () => Promise.reject(new Error('nothing is printed')),
      subsetter: new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
    },
  }),
  post: () => undefined,
});
const bare = new Hono()
  .get('/bare', async (c) => c.json((await owner.execute(sql`select code, name_zh, name_en from counties where code = '532926'`))[0]))
  .get('/memory', (c) => c.json(process.memoryUsage().rss));
const site = new Hono().route('/', bare).mount('/', (request) => app.fetch(request));
serve({ fetch: site.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(port));
