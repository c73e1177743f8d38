import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { onOwnInstallation } from './installation/own-installation.ts';
import { archiveOf, restoredAgain, type Archived } from './round-trip/by-archive.ts';
import { importedAgain, listsOf, type Listed } from './round-trip/by-lists.ts';
import { tell } from './round-trip/compared.ts';

const usage = `Usage: npm run round-trip [-- --archive | --lists]
  Takes a demonstration out and puts it into a fresh installation, and asks both the same. Without a flag it goes both ways.
  --archive   everything, as an archive that is restored
  --lists     the record, as the lists that people download and send in again: stations, accounts, completions`;

/** What lists cannot carry, said beside what they do. */
const leftBehind = `
Not in lists, since nobody takes it in by a file: certificates and clearances (they are issued and given anew), reports, lessons one by one,
applications and placements that are under way, partnerships, trainings, and need tiers of counties other than on the day of a completion.
The archive carries all of it.`;

async function main(): Promise<void> {
  const ways = readFlags();
  const home = mkdtempSync(path.join(tmpdir(), 'zhijiao-round-trip-'));
  try {
    console.log('Starting an installation with demonstration data …');
    let archived: Archived | undefined;
    let listed: Listed | undefined;
    await onOwnInstallation([], async (announced, data) => {
      if (ways.archive) archived = await archiveOf(announced, data, path.join(home, 'archive'));
      if (ways.lists) listed = await listsOf(announced);
    });
    let isSame = true;
    if (archived !== undefined) {
      console.log('Restoring the archive …');
      isSame = tell('By archive', await restoredAgain(archived)) && isSame;
    }
    if (listed !== undefined) {
      console.log('Starting an empty installation, and sending the lists in …');
      isSame = tell('By lists', await importedAgain(listed)) && isSame;
      console.log(leftBehind);
    }
    process.exitCode = isSame ? 0 : 1;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function readFlags(): { readonly archive: boolean; readonly lists: boolean } {
  try {
    const { values } = parseArgs({ options: { archive: { type: 'boolean', default: false }, lists: { type: 'boolean', default: false } } });
    return values.archive || values.lists ? values : { archive: true, lists: true };
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
}

await runCommand(main);
