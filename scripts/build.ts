import { cpSync, existsSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { copyAssets } from './installation/copy-assets.ts';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const stamp = path.join(dist, 'built.txt');

/** What runs where nothing is installed but Node. */
const programs = ['serve', 'migrate', 'jobs', 'admin', 'bounce', 'retention', 'archive', 'rotate-keys'] as const;

/** Builds `dist/`: programs that need no packages, and the files of the site. With `drizzle/` beside it, it is all that serves. */
async function main(): Promise<void> {
  if (process.argv.includes('--if-older') && isNewest()) return;
  const { build } = await import('esbuild');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: [...programs.map((name) => `scripts/${name}.ts`), { in: 'src/node/jobs-thread.ts', out: 'jobs-thread' }].map((entry) =>
      typeof entry === 'string' ? { in: entry, out: path.basename(entry, '.ts') } : entry,
    ),
    outdir: 'dist/programs',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: true,
    // Faults are found by the names of functions.
    keepNames: true,
    // Packages that still call `require`.
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
    logLevel: 'warning',
  });
  copyAssets();
  cpSync(path.join(root, 'public'), path.join(dist, 'public'), { recursive: true });
  const wasm = createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz-subset.wasm');
  cpSync(wasm, path.join(dist, 'harfbuzz-subset.wasm'));
  writeFileSync(path.join(dist, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(stamp, `${new Date().toISOString()}\n`);
}

/** Is nothing newer than what was built? Where only what was built is there, nothing can be. */
function isNewest(): boolean {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const sources = globSync(['src/**/*', 'seeds/**/*', 'scripts/**/*', 'drizzle/**/*', 'package-lock.json'], { cwd: root });
  return sources.every((file) => statSync(path.join(root, file)).mtimeMs <= built);
}

await main();
