import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type { PageLocale } from '../../scripts/pages/looks.ts';

const root = path.resolve(import.meta.dirname, '../..');

type Tree = { readonly [name: string]: unknown };

/** Every catalogue of words that pages are written from: those beside groups of pages, the terms, and the frame's. */
export async function catalogues(): Promise<{ file: string; name: string; zh: Tree; en: Tree }[]> {
  const files = globSync('src/pages/**/{*-words,terms,words}.ts', { cwd: root });
  const found = await Promise.all(
    files.map(async (file) => {
      const module = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
      return Object.entries(module).flatMap(([name, value]) => (isCatalogue(value) ? [{ file, name, zh: value.zh, en: value.en }] : []));
    }),
  );
  return found.flat();
}

function isCatalogue(value: unknown): value is { zh: Tree; en: Tree } {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value && Object.keys(value).length === 2;
}

/** The plain texts of a catalogue; what is filled in when it is read is left out. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

const hasChinese = (text: string) => /\p{Script=Han}/u.test(text);

/** Texts that only the other language says: found on a page, they were not translated. */
export async function foreignWords(locale: PageLocale): Promise<string[]> {
  const all = await catalogues();
  const own = new Set(all.flatMap(({ zh, en }) => textsOf(locale === 'en' ? en : zh)));
  const other = all.flatMap(({ zh, en }) => textsOf(locale === 'en' ? zh : en));
  return [...new Set(other)].filter((text) => !own.has(text) && (locale === 'en' ? hasChinese(text) : /[A-Za-z]{2}/.test(text)));
}
