import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { layers } from '../../oxlint.config.ts';

const root = path.resolve(import.meta.dirname, '../..');
const house = mkdtempSync(path.join(tmpdir(), 'zhijiao-house-'));
afterAll(() => rmSync(house, { recursive: true, force: true }));

cpSync(path.join(root, 'oxlint.config.ts'), path.join(house, 'oxlint.config.ts'));
cpSync(path.join(root, 'tsconfig.json'), path.join(house, 'tsconfig.json'));
cpSync(path.join(root, 'package.json'), path.join(house, 'package.json'));
writeFileSync(path.join(house, '.gitignore'), 'node_modules\n');
symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'));

/** What the linter says of a house that holds these files alone. */
function lint(files: Readonly<Record<string, string>>): string {
  rmSync(path.join(house, 'src'), { recursive: true, force: true });
  for (const [at, text] of Object.entries(files)) {
    const file = path.join(house, 'src', at);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const { stdout, status } = spawnSync(path.join(root, 'node_modules/.bin/oxlint'), ['-f', 'unix', 'src'], {
    cwd: house,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return status === 0 ? '' : stdout;
}

const thing = 'export const thing = 1;\n';
const use = (at: string) => `import { thing } from '${at}';\nexport const other = thing + 1;\n`;

test('an import to an earlier folder passes', () => {
  expect(lint({ 'domain/thing.ts': thing, 'actions/deep/other.ts': use('../../domain/thing.ts') })).toBe('');
});

const order = layers.flat();
test.each(order.slice(1).map((later, i) => [order[i]!, later] as const))('%s may not import from %s', (earlier, later) => {
  expect(lint({ [`${later}/thing.ts`]: thing, [`${earlier}/deep/other.ts`]: use(`../../${later}/thing.ts`) })).toContain(
    'no-restricted-imports',
  );
});

test('api and pages never meet', () => {
  expect(lint({ 'api/thing.ts': thing, 'pages/other.ts': use('../api/thing.ts') })).toContain('no-restricted-imports');
});

test('a cycle is refused', () => {
  const said = lint({
    'domain/a.ts': `import { b } from './b.ts';\nexport const a = (): number => b();\n`,
    'domain/b.ts': `import { a } from './a.ts';\nexport const b = (): number => a();\n`,
  });
  expect(said).toContain('no-cycle');
});

test.each([
  ['the clock', 'export const at = () => new Date();\n'],
  ['luxon’s clock', `import { DateTime } from 'luxon';\nexport const at = () => DateTime.now();\n`],
  ['chance', 'export const draw = () => Math.random();\n'],
  ['the network', `export const get = async () => fetch('https://example.org');\n`],
  ['the database', `import postgres from 'postgres';\nexport const sql = postgres('');\n`],
])('the pure folders may not touch %s', (_, text) => {
  for (const folder of ['domain', 'matching']) expect(lint({ [`${folder}/thing.ts`]: text })).toContain('no-restricted');
});

test('a default export and a promise left alone are refused', () => {
  expect(lint({ 'domain/thing.ts': 'export default 1;\n' })).toContain('no-default-export');
  const left = 'async function work(): Promise<void> {}\nexport function start(): void {\n  work();\n}\n';
  expect(lint({ 'actions/thing.ts': left })).toContain('no-floating-promises');
});
