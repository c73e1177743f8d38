import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-solve-'));
afterAll(() => rmSync(folder, { recursive: true }));

const script = path.resolve(import.meta.dirname, '../../scripts/solve.js');
let files = 0;

type Answer = { readonly code: number; readonly out: string; readonly error: string };

async function run(...words: readonly string[]): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...words], (failure, out, error) => {
      resolve({ code: typeof failure?.code === 'number' ? failure.code : 0, out, error });
    });
  });
}

async function solve(content: string | Uint8Array): Promise<Answer & { readonly file: string }> {
  files += 1;
  const file = path.join(folder, `${files}.min`);
  writeFileSync(file, content);
  return { ...(await run(file)), file };
}

test.concurrent.each([
  ['an optimum, of one arc', 'p min 2 1\nn 1 1\nn 2 -1\na 1 2 0 1 5\n', { status: 'optimal', objective: '5', nodes: 2, arcs: 1 }],
  ['no flow wanted, nodes without arcs', 'p min 50000 0\n', { status: 'optimal', objective: '0', nodes: 50_000, arcs: 0 }],
  ['comments, tabs, carriage returns, no last line break', 'c hello\r\np\tmin 2 1\r\nn 1 1\r\nn 2 -1\r\na  1\t2 0 1 5', { objective: '5' }],
  ['arcs before supplies', 'p min 3 3\na 1 3 0 1 40000\na 2 3 0 1 1\na 1 3 0 1 50000\nn 1 1\nn 2 1\nn 3 -2\n', { objective: '40001' }],
  ['parallel arcs, the cheapest first', 'p min 2 3\nn 1 3\nn 2 -3\na 1 2 0 2 9\na 1 2 0 1 1\na 1 2 0 1 4\n', { objective: '14' }],
  ['a loop that gains is filled', 'p min 2 2\nn 1 1\nn 2 -1\na 1 1 0 7 -3\na 1 2 0 1 5\n', { objective: '-16' }],
  ['costs of fifteen digits', 'p min 2 1\nn 1 1\nn 2 -1\na 1 2 0 1 999999999999999\n', { objective: '999999999999999' }],
  [
    'an objective beyond 2^53',
    'p min 2 1\nn 1 3000001\nn 2 -3000001\na 1 2 0 9000000 999999999999999\n',
    { objective: '3000000999999996999999' },
  ],
  ['a lower bound of its own price', 'p min 3 3\nn 1 1\nn 3 -1\na 1 2 1 1 -4\na 2 3 0 1 6\na 1 3 0 1 0\n', { objective: '2' }],
] as const)('%s', async (_, text, expected) => {
  const { code, out, error } = await solve(text);
  expect(error).toBe('');
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(out)).toMatchObject({ status: 'optimal', ...expected });
  expect(Object.keys(JSON.parse(out))).toEqual(['status', 'objective', 'nodes', 'arcs', 'readMs', 'solveMs', 'peakMiB']);
  expect(code).toBe(0);
});

test.concurrent.each([
  ['too little capacity', 'p min 2 1\nn 1 3\nn 2 -3\na 1 2 0 2 1\n', 'infeasible'],
  ['supplies that do not add up', 'p min 2 1\nn 1 3\nn 2 -2\na 1 2 0 5 1\n', 'infeasible'],
  ['a volunteer whom no line takes', 'p min 3 2\nn 1 1\nn 2 1\nn 3 -2\na 1 3 0 1 1\na 2 3 0 0 1\n', 'infeasible'],
  ['gains without end', 'p min 2 2\na 1 2 0 -1 -1\na 2 1 0 -1 0\n', 'unbounded'],
  ['a loop without end', 'p min 1 1\na 1 1 0 -1 -1\n', 'unbounded'],
] as const)('%s: no optimum, and a status that says so', async (_, text, status) => {
  const { code, out } = await solve(text);
  expect(JSON.parse(out)).toMatchObject({ status });
  expect(JSON.parse(out)).not.toHaveProperty('objective');
  expect(code).toBe(1);
});

test.concurrent.each([
  ['an empty file', '', 1, 'p min'],
  ['comments only', 'c one\nc two\n', 2, 'p min'],
  ['a second p line', 'p min 2 0\np min 2 0\n', 2, 'second'],
  ['another problem', 'p max 2 0\n', 1, 'p min'],
  ['fewer arcs than promised', 'p min 2 3\na 1 2 0 1 1\n', 2, 'promises 3'],
  ['more arcs than promised', 'p min 2 1\na 1 2 0 1 1\na 1 2 0 1 1\n', 3, 'promises 1'],
  ['a negative capacity', 'p min 2 1\na 1 2 0 -2 1\n', 2, 'capacity'],
  ['a capacity below its lower bound', 'p min 2 1\na 1 2 3 1 1\n', 2, 'lower bound'],
  ['a node that is not there', 'p min 2 1\nn 3 1\n', 2, 'no node 3'],
  ['an arc to a node that is not there', 'p min 2 1\na 1 0 0 1 1\n', 2, 'no node 0'],
  ['a supply given twice', 'p min 2 0\nn 1 1\nn 1 1\n', 3, 'second supply'],
  ['a number with a fraction', 'p min 2 1\na 1 2 0 1 1.5\n', 2, 'whole number'],
  ['a number beyond 2^53', 'p min 2 1\na 1 2 0 1 9007199254740993\n', 2, 'whole number'],
  ['a word too few', 'p min 2 1\na 1 2 0 1\n', 2, 'expected'],
  ['another letter', 'p min 2 0\nx 1 2\n', 2, 'begins with'],
] as const)('%s is refused, with its line', async (_, text, line, why) => {
  const { code, out, error, file } = await solve(text);
  expect(error).toContain(`${file}:${line}: `);
  expect(error).toContain(why);
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

test('bytes that are no text are refused, with their line', async () => {
  const { code, error, file } = await solve(Uint8Array.from([0x70, 0x20, 0xff, 0xfe, 0x00, 0x0a, 0x80]));
  expect(error).toContain(`${file}:1: `);
  expect(code).toBe(2);
});

test('costs next to 2^53, which no price could hold, are refused with a reason', async () => {
  const { code, out, error, file } = await solve(`p min 2 1\nn 1 1\nn 2 -1\na 1 2 0 1 ${2 ** 53 - 1}\n`);
  expect(error).toContain(`${file}: the numbers are too large to be exact`);
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

test('numbers whose sums could not be exact are refused, not rounded', async () => {
  const huge = 2 ** 53 - 1;
  const { code, out, error } = await solve(
    `p min 4 5\nn 1 1\nn 2 1\nn 4 -2\na 1 3 0 1 ${huge}\na 2 3 0 1 -${huge}\na 1 4 0 1 -${huge}\na 2 4 0 1 ${huge}\na 3 4 0 2 ${huge}\n`,
  );
  // Staying costs −(2^53 − 1) for one and 2^53 − 1 for the other; through the line they cost twice that, and nothing.
  if (code === 0) expect(JSON.parse(out)).toMatchObject({ objective: String(-huge) });
  else expect(error).toContain('too large to be exact');
});

test('what is no file, and calls that are none', async () => {
  expect(await run(path.join(folder, 'nothing.min'))).toMatchObject({ code: 2, error: expect.stringContaining('ENOENT') });
  expect(await run(folder)).toMatchObject({ code: 2, error: expect.stringContaining('EISDIR') });
  expect(await run()).toMatchObject({ code: 2, error: expect.stringContaining('Usage') });
  expect(await run('a.min', 'b.min')).toMatchObject({ code: 2, error: expect.stringContaining('Usage') });
});
