import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Files are answered before the Worker is asked, so what src/http/answer-headers.ts says is said here again. */
const headers = `/*
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  Referrer-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox
  Strict-Transport-Security: max-age=31536000; includeSubDomains
`;

/** Lays out what the site serves as files: Swagger UI from its package, under `public/`, which wrangler.toml names. */
export function copyAssets(): void {
  const from = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const to = path.join(root, 'public/docs');
  mkdirSync(to, { recursive: true });
  for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css']) cpSync(path.join(from, file), path.join(to, file));
  writeFileSync(path.join(root, 'public/_headers'), headers);
}
