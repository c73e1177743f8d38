import { appendFile, copyFile, lchown, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type postgres from 'postgres';

import { findPostgresPrograms } from '../installation/postgres-programs.ts';

/** What a copy must not take along: the log comes from where it is kept, and the rest belongs to the server that runs. */
const leftOut = new Set(['pg_wal', 'pg_replslot', 'pg_stat_tmp', 'pg_notify', 'pg_subtrans', 'postmaster.pid', 'postmaster.opts']);

/**
 * Copies a cluster's files while it goes on, between PostgreSQL's own functions for that; with the log kept since it began, the copy is a whole
 * cluster of any later instant. Gives its size in bytes. (PostgreSQL 18, 25.3.4 "Making a Base Backup Using the Low Level API")
 */
export async function takeBaseBackup(sql: postgres.Sql, cluster: string, to: string): Promise<number> {
  // The backup belongs to the session that began it.
  const session = await sql.reserve();
  try {
    await session`select pg_backup_start('base backup', true)`;
    const bytes = await copyFiles(cluster, to);
    for (const name of leftOut) if (name.startsWith('pg_')) await mkdir(path.join(to, name), { recursive: true, mode: 0o700 });
    const [stopped] = await session<{ labelfile: string }[]>`select labelfile from pg_backup_stop()`;
    await writeFile(path.join(to, 'backup_label'), stopped?.labelfile ?? '');
    return bytes;
  } finally {
    session.release();
  }
}

async function copyFiles(from: string, to: string): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  let bytes = 0;
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (leftOut.has(entry.name)) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    bytes += entry.isDirectory() ? await copyFiles(source, target) : await copyOne(source, target);
  }
  return bytes;
}

/** A file that went while it was to be copied is none of the backup: the log says that it went. */
async function copyOne(source: string, target: string): Promise<number> {
  try {
    await copyFile(source, target);
    return (await stat(target)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** Makes a base backup a cluster that, once started, goes through the log kept in a folder up to an instant, and no further. */
export async function aimAt(cluster: string, log: string, instant: string): Promise<void> {
  const settings = {
    restore_command: `cp "${log}/%f" "%p"`,
    recovery_target_time: instant,
    recovery_target_action: 'promote',
    archive_mode: 'off',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  await appendFile(path.join(cluster, 'postgresql.auto.conf'), lines.join(''));
  await writeFile(path.join(cluster, 'recovery.signal'), '');
  await giveToServer(cluster);
}

/** Where this runs as root, PostgreSQL runs as somebody else, whose the folder must be. */
export async function giveToServer(folder: string): Promise<void> {
  const { user } = await findPostgresPrograms();
  if (user === undefined) return;
  await lchown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { recursive: true })) await lchown(path.join(folder, entry), user.uid, user.gid);
}
