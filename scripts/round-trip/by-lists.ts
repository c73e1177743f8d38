import { readXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';

import type { ExportFormat, ExportKind } from '../../src/domain/exports/export.ts';
import type { ImportKind } from '../../src/domain/import/import.ts';
import { statisticsDimensions, type StatisticsDimension } from '../../src/domain/statistics.ts';
import { onOwnInstallation, type Announced } from '../installation/own-installation.ts';
import { Caller } from './caller.ts';
import { compared, comparedRows, type Compared } from './compared.ts';
import { checked, imported, type ListFile } from './import-file.ts';

type Wanted = { readonly kind: ImportKind; readonly list: ExportKind; readonly format: ExportFormat; readonly words?: 'zh-CN' | 'en' };

/** What a program takes out and puts in: columns by their names, codes as they stand. People come before what they did. */
const moved: readonly Wanted[] = [
  { kind: 'stations', list: 'stations', format: 'xlsx' },
  { kind: 'accounts', list: 'accounts', format: 'csv' },
  { kind: 'placements', list: 'completions', format: 'csv' },
];

/** The same lists as people download them, in words of their language: of each of them every row must be on record then. */
const spoken: readonly Wanted[] = [
  { kind: 'stations', list: 'stations', format: 'csv', words: 'zh-CN' },
  { kind: 'stations', list: 'stations', format: 'xlsx', words: 'en' },
  { kind: 'accounts', list: 'accounts', format: 'xlsx', words: 'zh-CN' },
  { kind: 'accounts', list: 'accounts', format: 'csv', words: 'en' },
  { kind: 'placements', list: 'completions', format: 'xlsx', words: 'zh-CN' },
  { kind: 'placements', list: 'completions', format: 'csv', words: 'en' },
];

/** Columns that another installation has its own of: ids, and what hangs on certificates and clearances, which are issued and given anew. */
const ownColumns: Partial<Record<ExportKind, readonly string[]>> = {
  stations: ['id'],
  completions: ['placementId', 'person', 'completedAt'],
  'service-records': ['documentType', 'trainedDay', 'issuer', 'responsible', 'contact', 'serial', 'issuedDay'],
};
const listsCompared = ['stations', 'completions', 'service-records'] as const satisfies readonly ExportKind[];

/** What is told of an installation: answers by question, subject by subject, and the rows of lists. */
type Told = {
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly rows: ReadonlyMap<ExportKind, readonly string[]>;
};
export type Listed = { readonly files: readonly ListFile[]; readonly inWords: readonly ListFile[]; readonly told: Told };

/** Downloads the lists of what runs as those who may, and asks it. */
export async function listsOf(announced: Announced): Promise<Listed> {
  const people = await peopleOf(announced);
  return { files: await download(people, moved), inWords: await download(people, spoken), told: await toldBy(people.coordinator) };
}

/** Puts lists into an empty installation, and asks it the same. */
export async function importedAgain({ files, inWords, told: before }: Listed): Promise<readonly Compared[]> {
  const outcome: Compared[] = [];
  await onOwnInstallation(['--empty'], async (announced) => {
    const people = await peopleOf(announced);
    for (const file of files) console.log(`  ${file.name}: ${await imported(whoseTask(people, file), file)}`);
    const after = await toldBy(people.coordinator);
    for (const [subject, answers] of before.answers) outcome.push(compared(subject, answers, after.answers.get(subject) ?? new Map()));
    for (const [kind, rows] of before.rows) outcome.push(comparedRows(`list of ${kind}, rows`, rows, after.rows.get(kind) ?? []));
    for (const file of inWords) outcome.push(await checked(whoseTask(people, file), file));
  });
  return outcome;
}

type People = { readonly admin: Caller; readonly coordinator: Caller };

async function peopleOf(announced: Announced): Promise<People> {
  const [admin, coordinator] = ['admin@example.org', 'coordinator@example.org'];
  return { admin: await Caller.signedIn(announced, admin), coordinator: await Caller.signedIn(announced, coordinator) };
}

/** Roles open doors: a file of them is an admin's. */
function whoseTask({ admin, coordinator }: People, { kind }: { readonly kind: ImportKind }): Caller {
  return kind === 'accounts' ? admin : coordinator;
}

async function download(people: People, wanted: readonly Wanted[]): Promise<ListFile[]> {
  const files: ListFile[] = [];
  for (const { kind, list, format, words } of wanted) {
    const path = words === undefined ? `/api/v1/exports/${list}?format=${format}` : `/lists/${list}.${format}`;
    const answer = await whoseTask(people, { kind }).call(path, { headers: { 'Accept-Language': words ?? 'en' } });
    const name = `${list}${words === undefined ? '' : ` in ${words === 'en' ? 'English' : 'Chinese'}`}.${format}`;
    files.push({ kind, name, type: answer.headers.get('Content-Type') ?? '', bytes: await answer.arrayBuffer() });
  }
  return files;
}

async function toldBy(coordinator: Caller): Promise<Told> {
  const names = await seasonNames(coordinator);
  const answers = new Map<string, ReadonlyMap<string, string>>();
  const asked = async (path: string) => statisticsRows(await coordinator.read(path), names);
  answers.set('completions in all, with nothing kept back', new Map([['', await asked('/statistics/exact')]]));
  for (const [i, by] of statisticsDimensions.entries()) {
    const own = new Map<string, string>([[by, await asked(`/statistics/exact?by=${by}`)]]);
    for (const and of statisticsDimensions.slice(i + 1)) {
      if (areOfOneTree(by, and)) continue;
      own.set(`${by} and ${and}`, await asked(`/statistics/exact?by=${by}&and=${and}`));
    }
    answers.set(`by ${by}, alone and with those below`, own);
  }
  const open = new Map([['in all', await asked('/statistics')]]);
  for (const by of statisticsDimensions) open.set(by, await asked(`/statistics?by=${by}`));
  answers.set('what the public is told, in all and by each', open);
  const rows = new Map<ExportKind, readonly string[]>();
  for (const kind of listsCompared) rows.set(kind, await rowsOf(coordinator, kind));
  return { answers, rows };
}

type Season = { readonly id: string; readonly nameZh: string; readonly nameEn: string };
async function seasonNames(coordinator: Caller): Promise<ReadonlyMap<string, string>> {
  const { items } = await coordinator.read<{ items: readonly Season[] }>('/seasons?limit=200');
  return new Map(items.map(({ id, nameZh, nameEn }) => [id, `${nameZh} / ${nameEn}`]));
}

type Row = { readonly key: string | null; readonly andKey: string | null };

/** The rows of an answer in one order, seasons by their names: ids are each installation's own. */
function statisticsRows(
  { recorded }: { readonly recorded: { readonly rows: readonly Row[] } },
  names: ReadonlyMap<string, string>,
): string {
  const named = (key: string | null) => (key === null ? null : (names.get(key) ?? key));
  const rows = recorded.rows.map((row) => JSON.stringify({ ...row, key: named(row.key), andKey: named(row.andKey) }));
  return rows.toSorted().join('\n');
}

/** A season lies in a year, a county in a province, an institution in a region: nobody counts by both. */
const wholes: Partial<Record<StatisticsDimension, StatisticsDimension>> = { season: 'year', county: 'province', institution: 'homeRegion' };
function areOfOneTree(a: StatisticsDimension, b: StatisticsDimension): boolean {
  return wholes[a] === b || wholes[b] === a;
}

/** A list's rows without what each installation has of its own, read as whoever downloads it would. */
async function rowsOf(coordinator: Caller, kind: ExportKind): Promise<readonly string[]> {
  const isText = kind !== 'stations';
  const answer = await coordinator.call(`/api/v1/exports/${kind}?lang=en&format=${isText ? 'csv' : 'xlsx'}`);
  const [head = [], ...rows] = isText ? csvRows(await answer.text()) : await workbookRows(await answer.arrayBuffer());
  const left = new Set(ownColumns[kind]);
  return rows.map((row) => head.flatMap((name, i) => (left.has(name) ? [] : [`${name}=${row[i] ?? ''}`])).join('; '));
}

function csvRows(text: string): readonly (readonly string[])[] {
  return Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data;
}

async function workbookRows(bytes: ArrayBuffer): Promise<readonly (readonly string[])[]> {
  const { sheets } = await readXlsx(new Uint8Array(bytes));
  return (sheets[0]?.rows ?? []).map((row) =>
    row
      .map((cell) => (cell === null ? '' : cell instanceof Date ? cell.toISOString() : JSON.stringify(cell)))
      .map((cell) => cell.replace(/^"|"$/g, '')),
  );
}
