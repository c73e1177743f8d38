import { writeStations } from '../stations.ts';
import { moveThrough, recordBegun } from '../moves.ts';
import { runningIdAt, type Scene } from './scene.ts';

const headers = ['县', '站名', '教室数', '座位数', '接入方式', '开通日期', '关闭日期'];
const mapping = { county: 0, nameZh: 1, rooms: 2, seats: 3, link: 4, openedDay: 5, closedDay: 6 };

type File = {
  readonly name: string;
  readonly headers: readonly string[];
  readonly mapping: Readonly<Record<string, number>>;
  readonly rows: readonly (readonly string[])[];
  readonly daysAgo: number;
  readonly states: readonly string[];
};

const sound = (name: string) => ['532926', name, '2', '60', '卫星', '2014-09-01', ''];
/** The faults stand by the line, which is counted from the header on. */
const faultyRows = [
  {
    row: ['南涧', '示范乡教学站（演示）', '两间', '40', '宽带', '2015/9/1', ''],
    faults: [
      { field: 'county', code: 'unknown' },
      { field: 'rooms', code: 'not-a-number' },
    ],
  },
  {
    row: ['532926', '示范镇教学站（演示）', '1', '30', '电话', '31/12/13', ''],
    faults: [
      { field: 'link', code: 'not-one-of' },
      { field: 'openedDay', code: 'ambiguous-day' },
    ],
  },
  {
    row: ['532926', '示范村教学站（演示）', '1', '30', '卫星', '2015-09-01', '2014-01-01'],
    faults: [{ field: 'closedDay', code: 'ends-before-start' }],
  },
] as const;

const files: readonly File[] = [
  {
    name: '教学站台账（演示）.xlsx',
    headers,
    mapping,
    rows: [sound('南涧一中教学站（演示）'), sound('南涧二中教学站（演示）')],
    daysAgo: 20,
    states: ['received', 'checking', 'checked', 'applying', 'done'],
  },
  {
    name: '教学站补报（演示）.csv',
    headers,
    mapping,
    rows: [sound('公郎教学站（演示）'), ...faultyRows.map(({ row }) => row)],
    daysAgo: 2,
    states: ['received', 'checking', 'checked'],
  },
  {
    name: '旧系统导出（演示）.csv',
    headers: ['区划', '点位', 'JS', 'ZW', '线路', 'KT'],
    mapping: {},
    rows: [['532926', '小湾东教学点（演示）', '1', '20', '互联网', '2016-03-01']],
    daysAgo: 1,
    states: ['received'],
  },
];

/** Files of earlier records that a coordinator sent: one that was imported, one with faulty rows, and one whose columns are still to be matched. */
export async function makeImports(scene: Scene): Promise<void> {
  for (const file of files) await makeImport(scene, file);
}

async function makeImport(scene: Scene, file: File): Promise<void> {
  const { sql, random, days, actors } = scene;
  const id = random.id(runningIdAt(scene));
  const at = days.at(-file.daysAgo);
  const by = { id: actors.coordinator.id, name: 'coordinator' };
  const isCsv = file.name.endsWith('.csv');
  await sql`insert into imports (id, kind, file_name, file_format, encoding, file_bytes, file_sha256, header_line, headers, mapping, rows, requested_by, created_at)
    values (${id}, 'stations', ${file.name}, ${isCsv ? 'csv' : 'xlsx'}, ${isCsv ? 'gb18030' : null}, ${file.rows.length * 80}, ${'00'.repeat(32)}, 1,
      ${JSON.stringify(file.headers)}::text::jsonb, ${JSON.stringify(file.mapping)}::text::jsonb, ${file.rows.length}, ${by.id}, ${at})`;
  await recordBegun(sql, { thing: 'import', ids: [id], at, by }, 'received');
  const isChecked = file.states.includes('checked');
  const faulty = new Map(faultyRows.map(({ row, faults }) => [row as readonly string[], faults]));
  for (const [i, row] of file.rows.entries()) {
    const faults = isChecked ? (faulty.get(row) ?? []) : [];
    const verdict = !isChecked ? null : faults.length > 0 ? 'faulty' : 'new';
    await sql`insert into import_rows (import_id, line, cells, verdict, faults)
      values (${id}, ${i + 2}, ${JSON.stringify(row)}::text::jsonb, ${verdict}, ${JSON.stringify(faults)}::text::jsonb)`;
  }
  if (!isChecked) return;
  const faultyCount = file.rows.filter((row) => faulty.has(row)).length;
  const counts = { new_rows: file.rows.length - faultyCount, changed_rows: 0, same_rows: 0, faulty_rows: faultyCount };
  await moveThrough(sql, { thing: 'import', ids: [id], at, by }, ['received', 'checking', 'checked'], { ...counts, checked_at: at });
  if (!file.states.includes('done')) return;
  await importStations(scene, id, file);
  await moveThrough(sql, { thing: 'import', ids: [id], at, by }, ['checked', 'applying', 'done'], {
    written: file.rows.length,
    finished_at: at,
  });
}

async function importStations(scene: Scene, importId: string, { rows, daysAgo }: File): Promise<void> {
  const { sql, random, days } = scene;
  for (const [i, row] of rows.entries()) {
    const id = random.id(runningIdAt(scene));
    const [county = '', name = ''] = row;
    const station = { id, county_code: county, name_zh: name, name_en: `Nanjian school ${i + 1} (demonstration)`, rooms: 2, seats: 60 };
    await writeStations(sql, [{ ...station, link: 'satellite', opened_day: '2014-09-01', made_up: true }]);
    await sql`insert into import_origins (id, import_id, line, thing, thing_id, confidence, created_at)
      values (${random.id(runningIdAt(scene))}, ${importId}, ${i + 2}, 'station', ${id}, 'certain', ${days.at(-daysAgo)})`;
    await sql`update import_rows set thing_id = ${id} where import_id = ${importId} and line = ${i + 2}`;
  }
}
