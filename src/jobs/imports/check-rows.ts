import { homeZone } from '../../domain/calendar.ts';
import { countyFinder, subjectFinder } from '../../domain/import/county-names.ts';
import type { RowCounts } from '../../domain/import/import.ts';
import { hasManyRows, readCells, type Reading } from '../../domain/import/kinds.ts';
import type { Import } from '../../db/queries/imports.ts';
import {
  countVerdicts,
  faultOverlaps,
  faultTwice,
  listFileRows,
  listStagedRows,
  saveReadRows,
  saveWeighedRows,
} from '../../db/queries/import-rows.ts';
import { listNamedCounties, listNamedSubjects } from '../../db/queries/import-world.ts';
import { asSystem, type JobContext } from '../job.ts';
import { works } from './works.ts';

const linesAtOnce = 2000;
export const keysAtOnce = 500;

/** Says how far the work is, as a share of the whole; throws where it is not to go on. */
export type Beat = (progress: number) => Promise<void>;

/**
 * Goes through every row and changes nothing: what each says by itself, where the file contradicts itself, and what it would do to what is on
 * record. The second time it comes to the same.
 */
export async function checkRows(job: JobContext, name: string, imported: Import, beat: Beat): Promise<RowCounts> {
  await readRows(job, name, imported, beat);
  const work = works[imported.kind];
  await asSystem(job, name, async (db) => {
    if (!hasManyRows(imported.kind)) await faultTwice(db, imported.id, work.keyField);
    if (work.overlapField !== undefined) await faultOverlaps(db, imported.id, work.overlapField);
  });
  let [after, weighed] = ['', 0];
  for (;;) {
    const done = await asSystem(job, name, async (db) => {
      const rows = await listStagedRows(db, imported.id, after, keysAtOnce);
      if (rows.length > 0) await saveWeighedRows(db, imported.id, await work.weigh(db, rows, imported));
      return rows;
    });
    const last = done.at(-1);
    if (last === undefined) break;
    after = last.key;
    weighed += done.length;
    await beat(0.5 + (0.5 * weighed) / Math.max(weighed, imported.rows));
  }
  return asSystem(job, name, async (db) => countVerdicts(db, imported.id));
}

async function readRows(job: JobContext, name: string, imported: Import, beat: Beat): Promise<void> {
  const world = await asSystem(job, name, async (db) => ({
    county: countyFinder(await listNamedCounties(db)),
    subject: subjectFinder(await listNamedSubjects(db)),
  }));
  const reading: Reading = { mapping: imported.mapping, world, today: job.now().setZone(homeZone).toISODate() ?? '' };
  let [after, read] = [0, 0];
  for (;;) {
    const rows = await asSystem(job, name, async (db) => {
      const part = await listFileRows(db, imported.id, after, linesAtOnce);
      if (part.length > 0) {
        const said = part.map(({ line, cells }) => ({ line, ...readCells(imported.kind, cells, reading) }));
        await saveReadRows(db, imported.id, said);
      }
      return part;
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.line;
    read += rows.length;
    await beat((0.5 * read) / Math.max(read, imported.rows));
  }
}
