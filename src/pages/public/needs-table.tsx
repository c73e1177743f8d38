import type { OpenNeed } from '../../db/queries/open-needs.ts';
import { SeatDots } from '../parts/seats.tsx';
import { Table, type Column } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { nameIn } from './names.ts';
import { needsWords } from './needs-words.ts';

type NeedsTableProps<Need extends OpenNeed> = {
  readonly needs: readonly Need[];
  readonly viewer: Viewer;
  /** Left out where all are of one county. */
  readonly showsCounty?: boolean;
  /** What a page adds to each need. */
  readonly last?: Column<Need>;
};

/** Lines short of teachers, one a row, each leading to its county. */
export function NeedsTable<Need extends OpenNeed>({ needs, viewer, showsCounty = true, last }: NeedsTableProps<Need>) {
  const words = needsWords[viewer.locale];
  const columns = needColumns(viewer).filter(({ title }) => showsCounty || title !== words.county);
  return <Table caption={words.caption} rows={needs} viewer={viewer} columns={last === undefined ? columns : [...columns, last]} />;
}

function needColumns(viewer: Viewer): Column<OpenNeed>[] {
  const { locale } = viewer;
  const words = needsWords[locale];
  return [
    {
      title: words.county,
      cell: (need) => (
        <>
          <a href={`/counties/${need.countyCode}`}>{nameIn(locale, need.countyNameZh, need.countyNameEn)}</a>
          <span class="under">
            {nameIn(locale, need.provinceNameZh, need.provinceNameEn)}
            {need.madeUp ? ` · ${terms[locale].demonstration}` : ''}
          </span>
        </>
      ),
    },
    {
      title: words.subject,
      cell: (need) => (
        <>
          {nameIn(locale, need.subjectNameZh, need.subjectNameEn)} · {terms[locale].levels[need.level]}
          <span class="under">
            {terms[locale].requestKinds[need.kind]} · {terms[locale].lineRoles[need.role]}
          </span>
        </>
      ),
    },
    {
      title: words.when,
      cell: (need) => (
        <>
          {terms[locale].deliveries[need.delivery]}
          <span class="under">
            {daysText(need.startDay, need.endDay, locale)}
            {need.delivery === 'distance' ? ` · ${words.weekly(need.weeklyHours)}` : ''}
          </span>
        </>
      ),
    },
    {
      title: words.seats,
      cell: (need) => (
        <span class="seats-wanted">
          <SeatDots seats={need} viewer={viewer} /> <span class="small">{words.wanted(need.ideal - need.taken)}</span>
        </span>
      ),
    },
  ];
}
