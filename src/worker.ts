import { EmailMessage } from 'cloudflare:email';
import subsetWasm from 'harfbuzzjs/dist/harfbuzz-subset.wasm';

import { openDatabase } from './db/client.ts';
import { buildSite } from './site.ts';

/** Routes are built once an isolate; a database connection belongs to one request, so each opens its own. */
export default buildSite({
  connect: (databaseUrl, onStatement) => openDatabase(databaseUrl, { onStatement }),
  subsetter: subsetWasm,
  rawMessage: (from, to, raw) => new EmailMessage(from, to, raw),
});
