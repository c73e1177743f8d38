import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

import { unstable_readConfig as readEnvironment } from 'wrangler';

import { missingSecrets, openIn, type Environment } from './deploy/environment.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { copyAssets } from './installation/copy-assets.ts';

const usage = `Usage: npm run deploy -- FILE [--dry-run]
  Builds the Worker, holds its size against the budget, and deploys it to the environment of FILE: a copy of deploy/cloudflare.example.toml.
  --dry-run   everything up to the last step, without asking anybody: what it would be, and what is still open`;

/** The platform takes 3 MiB compressed on its free plan and 10 on others; it is sent to each place that serves, and compiled there. */
const budgetKiB = 2560;
const root = path.resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const { file, isDry } = readArguments();
  const environment: Environment = readEnvironment({ config: file });
  const open = openIn(environment);
  if (!isDry && open.length > 0) throw new CannotStart(`${file} is not filled in:\n${listed(open)}`);
  copyAssets();
  const size = buildAndWeigh(file);
  console.log(`The Worker is ${size} KiB compressed; the budget is ${budgetKiB}.`);
  if (size > budgetKiB) throw new CannotStart('It is over its budget: see what grew before it is deployed.');
  if (isDry)
    return console.log(
      open.length === 0 ? `${file} is filled in. Nothing was deployed.` : `Still open in ${file}:\n${listed(open)}\nNothing was deployed.`,
    );
  const missing = missingSecrets(environment, secretsOf(file));
  if (missing.length > 0)
    throw new CannotStart(
      `These secrets are not there yet:\n${missing.map((name) => `  npx wrangler secret put ${name} --config ${file}`).join('\n')}`,
    );
  wrangler(['deploy', '--config', file, '--minify'], 'inherit');
  await lookAt(String(environment.vars['SITE_URL']));
}

const listed = (lines: readonly string[]) => lines.map((line) => `  - ${line}`).join('\n');

/** Builds it as it would be deployed; gives what the platform counts, in KiB. */
function buildAndWeigh(file: string): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-deploy-'));
  try {
    wrangler(['deploy', '--config', file, '--minify', '--dry-run', '--outdir', folder]);
    const modules = readdirSync(folder).filter((name) => /\.(m?js|wasm)$/.test(name));
    const bytes = modules.reduce((sum, name) => sum + gzipSync(readFileSync(path.join(folder, name))).length, 0);
    return Math.ceil(bytes / 1024);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function secretsOf(file: string): string[] {
  const known = JSON.parse(wrangler(['secret', 'list', '--config', file, '--format', 'json'])) as { name: string }[];
  return known.map(({ name }) => name);
}

/** Runs wrangler; what it says is ours to show only where it failed. */
function wrangler(asked: readonly string[], stdio: 'pipe' | 'inherit' = 'pipe'): string {
  const program = path.join(root, 'node_modules/wrangler/bin/wrangler.js');
  const environment = { ...process.env, WRANGLER_SEND_METRICS: 'false' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...asked], {
    cwd: root,
    stdio,
    encoding: 'utf8',
    env: environment,
  });
  if (status !== 0) throw new CannotStart(`wrangler ${asked[0]} did not succeed.\n${stdio === 'pipe' ? stdout + stderr : ''}`);
  return stdio === 'pipe' ? stdout : '';
}

/** Whether what was deployed answers, through to its database. */
async function lookAt(siteUrl: string): Promise<void> {
  const answer = await fetch(new URL('/api/v1/health', siteUrl)).catch(() => undefined);
  if (answer?.ok !== true)
    throw new CannotStart(
      `It is deployed, but ${siteUrl}/api/v1/health answers ${answer?.status ?? 'nothing'}. Look at npx wrangler tail.`,
    );
  console.log(`${siteUrl} answers.`);
}

function readArguments(): { readonly file: string; readonly isDry: boolean } {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'dry-run': { type: 'boolean', default: false } } });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('It takes one file.');
    if (!existsSync(file)) throw new Error(`There is no ${file}.`);
    return { file, isDry: values['dry-run'] };
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
}

await runCommand(main);
