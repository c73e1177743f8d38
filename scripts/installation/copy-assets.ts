import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  Cache-Control: public, max-age=3600

/sw.js
  ! Content-Security-Policy
  ! Cache-Control
  Content-Security-Policy: default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
  Cache-Control: no-cache
`;

const styles = path.join(root, 'src/pages/styles');
const files = path.join(root, 'src/pages/files');
/** Tokens first, then from what every page has to what few have; paper last, for it overrules. */
const order = [
  'tokens',
  'page',
  'form',
  'parts',
  'public',
  'volunteer',
  'service',
  'county',
  'desk',
  'workbench',
  'safeguarding',
  'messages',
  'print',
];

/** The one stylesheet, from its parts, without what only its writers read. */
export function styleSheet(): string {
  const parts = order.map((name) => readFileSync(path.join(styles, `${name}.css`), 'utf8'));
  return parts
    .join('')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\n\s*/g, '\n')
    .trim();
}

/** The fonts that paper is printed with, by their weight: Noto Sans SC, under the SIL Open Font License. */
export const fontFiles = { plain: '400Regular/NotoSansSC_400Regular.ttf', strong: '600SemiBold/NotoSansSC_600SemiBold.ttf' } as const;

export function fontFile(weight: keyof typeof fontFiles): string {
  return path.join(path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')), fontFiles[weight]);
}

function copyFonts(): void {
  mkdirSync(path.join(root, 'public/fonts'), { recursive: true });
  for (const weight of ['plain', 'strong'] as const) lay(`fonts/${weight}.ttf`, readFileSync(fontFile(weight)));
}

/** What is there already is left alone: installations that run from here would load the whole site anew. */
function lay(name: string, content: Buffer): void {
  const file = path.join(root, 'public', name);
  if (!existsSync(file) || !readFileSync(file).equals(content)) writeFileSync(file, content);
}

/** Lays out what the site serves as files, under `public/`, which wrangler.toml names: style, scripts, and Swagger UI from its package. */
export function copyAssets(): void {
  const from = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  mkdirSync(path.join(root, 'public/docs'), { recursive: true });
  for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css']) lay(`docs/${file}`, readFileSync(path.join(from, file)));
  for (const file of readdirSync(files)) lay(file, readFileSync(path.join(files, file)));
  copyFonts();
  lay('style.css', Buffer.from(styleSheet()));
  lay('_headers', Buffer.from(headers));
}
