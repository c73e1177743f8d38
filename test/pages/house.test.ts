import { globSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { publicPlaces, rolePlaces } from '../../src/pages/navigation.ts';
import { pageDoors } from '../../src/pages/pages.ts';

/** What holds of every page's words and ways. */

const root = path.resolve(import.meta.dirname, '../..');
const files = ['src/pages/words/words.ts', 'src/pages/words/terms.ts', ...globSync('src/pages/**/*-words.ts', { cwd: root }).toSorted()];

type Catalogue = { readonly zh: unknown; readonly en: unknown };
type Entry = { readonly at: string; readonly kind: string; readonly text: string };

function isCatalogue(value: unknown): value is Catalogue {
  return typeof value === 'object' && value !== null && Object.keys(value).toSorted().join() === 'en,zh';
}

async function cataloguesIn(file: string): Promise<[name: string, catalogue: Catalogue][]> {
  const exported = (await import(path.join(root, file))) as Record<string, unknown>;
  return Object.entries(exported).flatMap(([name, value]) => (isCatalogue(value) ? [[name, value]] : []));
}

/** What a word says of something: what is given is neither language. */
function saidBy(word: (...given: unknown[]) => unknown): string {
  // A thing of any fields, each of them three.
  const thing = new Proxy({}, { get: (_, key) => (key === Symbol.toPrimitive ? () => '3' : '3') });
  const tries = [3, '3', ['3'], thing].map((given) => Array.from({ length: 6 }, () => given));
  for (const given of tries) {
    try {
      const said = word(...given);
      if (typeof said === 'string') return said;
    } catch {
      // It asks for something else.
    }
  }
  throw new Error(`nobody knows what to give ${String(word)}`);
}

/** All words under their keys, with what each is. */
function entriesOf(value: unknown, at: string): Entry[] {
  if (typeof value === 'string') return [{ at, kind: 'text', text: value }];
  if (typeof value === 'function') return [{ at, kind: 'function', text: saidBy(value as (...given: unknown[]) => unknown) }];
  if (typeof value !== 'object' || value === null) throw new Error(`${at} is no word`);
  return Object.entries(value).flatMap(([key, inner]) => entriesOf(inner, `${at}.${key}`));
}

const isHan = /\p{Script=Han}/u;
/** Names, signs, units and numbers are the same in both languages. */
const isSameAnywhere = /^(English|API|PostgreSQL \d+|\d+ Mbps|[^\p{L}]*|[\w.-]+@[\w.-]+)$/u;
/** What English pages say in Chinese: the way to the Chinese ones, and how a Chinese name looks that is to be typed. */
const isOtherLanguage = (at: string) => /^wordsByLocale\.(otherLanguage|htmlLang)$|\.nameZhHint$/.test(at);

test('there are words to hold', () => {
  expect(files.length).toBeGreaterThan(5);
});

test.each(files)('%s has the same words in both languages, each in its own', async (file) => {
  const catalogues = await cataloguesIn(file);
  expect(catalogues.length).toBeGreaterThan(0);
  for (const [name, { zh, en }] of catalogues) {
    const [chinese, english] = [entriesOf(zh, name), entriesOf(en, name)];
    const kindsOf = (entries: readonly Entry[]) => entries.map(({ at, kind }) => `${at}: ${kind}`).toSorted();
    expect(kindsOf(english)).toEqual(kindsOf(chinese));
    const left = chinese.filter(({ at, text }) => !isHan.test(text) && !isSameAnywhere.test(text) && !isOtherLanguage(at));
    expect(left.map(({ at, text }) => `${at}: ${text}`)).toEqual([]);
    const foreign = english.filter(({ at, text }) => isHan.test(text) && !isOtherLanguage(at));
    expect(foreign.map(({ at, text }) => `${at}: ${text}`)).toEqual([]);
    expect([...chinese, ...english].filter(({ text }) => /\bundefined\b|\bNaN\b|\[object/.test(text))).toEqual([]);
  }
});

test('every way of the navigation leads to a page', () => {
  const pages = new Set(pageDoors.filter(({ method }) => method === 'get').map((door) => door.path));
  const ways = [...publicPlaces, ...Object.values(rolePlaces).flat()].map(({ href }) => href);
  expect([...new Set(ways)].filter((href) => !pages.has(href))).toEqual([]);
});
