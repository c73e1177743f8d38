import { globSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { publicPlaces, rolePlaces } from '../../src/pages/navigation.ts';
import { pageDoors } from '../../src/pages/pages.ts';
import { catalogues } from '../support/foreign-words.ts';

/** What holds of every page's words and ways. */

type Entry = { readonly at: string; readonly kind: string; readonly text: string };

const byFile = Map.groupBy(await catalogues(), ({ file }) => file);
/** A file of words that holds no catalogue is held by nothing. */
const files = globSync('src/pages/**/{*-words,terms,words}.ts', { cwd: path.resolve(import.meta.dirname, '../..') }).toSorted();

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
const isSameAnywhere = /^(English|API|UTF-8|SHA-256|GB18030（GBK）|PostgreSQL \d+|\d+ Mbps|[^\p{L}]*|[\w.-]+@[\w.-]+)$/u;
/** What English pages say in Chinese: the way to the Chinese ones, and how a Chinese name looks that is to be typed. */
const isOtherLanguage = (at: string) => /^wordsByLocale\.(otherLanguage|htmlLang)$|\.nameZhHint$/.test(at);

test('there are words to hold', () => {
  expect(files.length).toBeGreaterThan(5);
});

test.each(files)('%s has the same words in both languages, each in its own', (file) => {
  const held = byFile.get(file) ?? [];
  expect(held.length).toBeGreaterThan(0);
  for (const { name, zh, en } of held) {
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
