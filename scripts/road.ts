import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import type { DateTime } from 'luxon';

import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { startEmbeddedPostgres } from './installation/embedded-postgres.ts';
import { onOwnInstallation, type Announced } from './installation/own-installation.ts';
import { onOwnServed } from './installation/own-served.ts';
import { walkAndLook } from './road/walk-and-look.ts';

const usage = `Usage: npm run road -- [--serve]
  Walks the whole road through an empty installation of its own: as npm start runs it, or with --serve as npm run serve does.`;

/** Starts an empty installation beside any other, signs everybody in by mail, and walks the whole road through it. */
async function main(): Promise<void> {
  const { serve } = readFlags();
  if (serve) {
    console.log('Building, and serving an empty installation in production mode …');
    return withServer(async (adminUrl) => onOwnServed(adminUrl, async (served) => walkAndLook(served, served.wakeAt)));
  }
  console.log('Starting an empty installation …');
  await onOwnInstallation(['--empty'], async (announced) => walkAndLook(announced, async (instant) => wakeAt(announced, instant)));
}

function readFlags(): { readonly serve: boolean } {
  try {
    return parseArgs({ options: { serve: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
}

/** A PostgreSQL that goes when the work is done. */
async function withServer(work: (adminUrl: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-road-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'data', 'postgres'));
  try {
    await work(server.adminUrl);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The platform's clock, which says for which instant it wakes the Worker; on one's own machine that may lie ahead. */
async function wakeAt({ siteUrl }: Announced, instant: DateTime): Promise<void> {
  const answer = await fetch(`${siteUrl}/cdn-cgi/handler/scheduled?time=${instant.toMillis()}`);
  if (!answer.ok) throw new Error(`waking the clock gave ${answer.status}`);
}

await runCommand(main);
