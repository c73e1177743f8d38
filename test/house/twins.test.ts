import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** What is called from outside: each has a test under its own name. Actions and queries are reached through these, pages by test/pages/. */
const servesRoutes = (file: string) => /^export const \w+Api = router\(\)/m.test(readFileSync(path.join(root, file), 'utf8'));
const surfaces = [
  ...globSync('src/api/*.ts', { cwd: root }).filter(servesRoutes),
  ...globSync('src/jobs/*.ts', { cwd: root }).filter((file) => !/\/jobs?\.ts$/.test(file)),
];

test.each(surfaces.map((file) => [file]))('%s has its twin', (file) => {
  const twin = file.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts');
  expect(existsSync(path.join(root, twin))).toBe(true);
});

test('there are surfaces to hold', () => {
  expect(surfaces.length).toBeGreaterThan(15);
});
