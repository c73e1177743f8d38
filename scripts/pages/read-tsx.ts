import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

import { transformSync } from 'esbuild';

/** Lets Node run the pages as they are written: it takes types away by itself, but not tags. */
registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    const text = readFileSync(fileURLToPath(url), 'utf8');
    const { code } = transformSync(text, { loader: 'tsx', jsx: 'automatic', jsxImportSource: 'hono/jsx', format: 'esm' });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
