import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { layers } from '../../oxlint.config.ts';

const root = path.resolve(import.meta.dirname, '../..');
const house = mkdtempSync(path.join(tmpdir(), 'zhijiao-house-'));
afterAll(() => rmSync(house, { recursive: true, force: true }));

const thing = 'export const thing = 1;\n';
const use = (at: string) => `import { thing } from '${at}';\nexport const other = thing + 1;\n`;
const order = layers.flat();
const wrongWays = order.slice(1).map((later, i) => [order[i] ?? '', later] as const);
const impure = [
  ['the clock', 'clock', 'export const at = () => new Date();\n'],
  ['luxon’s clock', 'luxon', `import { DateTime } from 'luxon';\nexport const at = () => DateTime.now();\n`],
  ['chance', 'chance', 'export const draw = () => Math.random();\n'],
  ['the network', 'network', `export const get = async () => fetch('https://example.org');\n`],
  ['the database', 'database', `import postgres from 'postgres';\nexport const sql = postgres('');\n`],
] as const;

/** A house in which every rule is broken once, and kept once: the linter walks through it a single time. */
const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(order.map((folder) => [`${folder}/thing.ts`, thing])),
  'actions/deep/kept.ts': use('../../domain/thing.ts'),
  ...Object.fromEntries(wrongWays.map(([earlier, later]) => [`${earlier}/deep/other.ts`, use(`../../${later}/thing.ts`)])),
  'pages/meeting.ts': use('../api/thing.ts'),
  'domain/a.ts': `import { b } from './b.ts';\nexport const a = (): number => b();\n`,
  'domain/b.ts': `import { a } from './a.ts';\nexport const b = (): number => a();\n`,
  ...Object.fromEntries(
    impure.flatMap(([, name, text]) => ['domain', 'matching'].map((folder) => [`${folder}/${name}.ts`, text] as const)),
  ),
  'domain/default.ts': 'export default 1;\n',
  'actions/left.ts': 'async function work(): Promise<void> {}\nexport function start(): void {\n  work();\n}\n',
};
let said: readonly string[];

beforeAll(() => {
  for (const file of ['oxlint.config.ts', 'tsconfig.json', 'package.json']) cpSync(path.join(root, file), path.join(house, file));
  writeFileSync(path.join(house, '.gitignore'), 'node_modules\n');
  symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'));
  for (const [at, text] of Object.entries(files)) {
    const file = path.join(house, 'src', at);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const lint = spawnSync(path.join(root, 'node_modules/.bin/oxlint'), ['-f', 'unix', 'src'], {
    cwd: house,
    encoding: 'utf8',
    timeout: 60_000,
  });
  said = lint.stdout.split('\n');
});

/** What the linter says of one file. */
const saidOf = (file: string) => said.filter((line) => line.startsWith(`src/${file}:`)).join('\n');

test('an import to an earlier folder passes', () => {
  expect(said.length).toBeGreaterThan(order.length);
  expect(saidOf('actions/deep/kept.ts')).toBe('');
});

test.each(wrongWays)('%s may not import from %s', (earlier) => {
  expect(saidOf(`${earlier}/deep/other.ts`)).toContain('no-restricted-imports');
});

test('api and pages never meet', () => {
  expect(saidOf('pages/meeting.ts')).toContain('no-restricted-imports');
});

test('a cycle is refused', () => {
  expect(saidOf('domain/a.ts')).toContain('no-cycle');
});

test.each(impure)('the pure folders may not touch %s', (_, name) => {
  for (const folder of ['domain', 'matching']) expect(saidOf(`${folder}/${name}.ts`)).toContain('no-restricted');
});

test('a default export and a promise left alone are refused', () => {
  expect(saidOf('domain/default.ts')).toContain('no-default-export');
  expect(saidOf('actions/left.ts')).toContain('no-floating-promises');
});
