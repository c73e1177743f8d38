import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Builds the program into a folder and gives its path; undefined where there is no compiler or no LEMON. */
export function buildLemon(folder: string): string | undefined {
  const headers = spawnSync('g++', ['-E', '-x', 'c++', '-'], {
    input: '#include <lemon/network_simplex.h>\n',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  if (headers.status !== 0) return undefined;
  const program = path.join(folder, 'lemon');
  const source = path.join(import.meta.dirname, 'lemon.cpp');
  const { status, stderr } = spawnSync('g++', ['-std=c++17', '-O2', '-o', program, source], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`LEMON is installed, but lemon.cpp does not compile:\n${stderr}`);
  return program;
}
