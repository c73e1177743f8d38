import type { Child } from 'hono/jsx';

import type { Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';

export type Column<Row> = {
  readonly title: string;
  readonly cell: (row: Row) => Child;
  /** Figures stand to the right, digit under digit. */
  readonly isNumber?: boolean;
  /** What it says stays in one line, where there is room for columns. */
  readonly isKept?: boolean;
  /** The column's title is only for those who hear the table: of buttons and the like. */
  readonly isUnseen?: boolean;
  /** The name by which the address sorts by this column. */
  readonly sort?: string;
};

type TableProps<Row> = {
  /** What the table is, for those who hear it; seen where `showsCaption`. */
  readonly caption: string;
  readonly showsCaption?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly viewer: Viewer;
  /** Dense for work that lasts all day. */
  readonly isDense?: boolean;
};

/** A table; on a narrow screen each row is a card whose first cell is its title and whose others say what they are. */
export function Table<Row>({ caption, showsCaption = false, columns, rows, viewer, isDense = false }: TableProps<Row>) {
  return (
    <table class={isDense ? 'cards dense' : 'cards'} data-rows>
      <caption class={showsCaption ? undefined : 'unseen'}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={column.isNumber === true ? 'num' : undefined} aria-sort={sortedBy(column, viewer)}>
              <Title column={column} viewer={viewer} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {columns.map((column, i) => (
              <td
                class={column.isNumber === true ? 'num' : column.isKept === true ? 'kept' : undefined}
                data-label={i === 0 || column.isUnseen === true ? undefined : column.title}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type TableSectionProps<Row> = Omit<TableProps<Row>, 'caption' | 'showsCaption'> & {
  readonly id: string;
  readonly title: string;
  /** What is said where there are no rows. */
  readonly none: Child;
  /** What to know before the table. */
  readonly lead?: Child;
};

/** A section that is a table under a heading, or says that there is nothing. */
export function TableSection<Row>({ id, title, none, lead, ...table }: TableSectionProps<Row>) {
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {table.rows.length === 0 ? <p class="quiet">{none}</p> : lead}
      {table.rows.length === 0 ? null : <Table {...table} caption={title} />}
    </section>
  );
}

function Title<Row>({ column: { title, isUnseen, sort }, viewer }: { column: Column<Row>; viewer: Viewer }) {
  if (isUnseen === true) return <span class="unseen">{title}</span>;
  if (sort === undefined) return <>{title}</>;
  const isAscending = askedIn(viewer).get('sort') === sort;
  return (
    <a href={addressWith(viewer, { sort: isAscending ? `-${sort}` : sort, after: undefined })}>
      {title}
      <span class="unseen"> {wordsIn(viewer.locale).sortBy}</span>
    </a>
  );
}

function sortedBy<Row>({ sort }: Column<Row>, viewer: Viewer): 'ascending' | 'descending' | undefined {
  if (sort === undefined) return undefined;
  const asked = askedIn(viewer).get('sort');
  return asked === sort ? 'ascending' : asked === `-${sort}` ? 'descending' : undefined;
}

function askedIn({ path }: Viewer): URLSearchParams {
  return new URLSearchParams(path.split('?')[1] ?? '');
}

/** This page's address with some of what it asks changed. */
export function addressWith(viewer: Viewer, changed: Readonly<Record<string, string | undefined>>): string {
  const [pathname = ''] = viewer.path.split('?');
  const asked = askedIn(viewer);
  asked.delete('lang');
  asked.delete('done');
  for (const [name, value] of Object.entries(changed)) {
    if (value === undefined) asked.delete(name);
    else asked.set(name, value);
  }
  const search = asked.toString();
  return search === '' ? pathname : `${pathname}?${search}`;
}

/** The way on through a long list, a part at a time, by the key after which the next part begins. */
export function Paging({ nextAfter, viewer }: { nextAfter: string | null; viewer: Viewer }) {
  const words = wordsIn(viewer.locale);
  const isFirst = askedIn(viewer).get('after') === null;
  if (nextAfter === null && isFirst) return null;
  return (
    <nav class="paging" aria-label={words.paging}>
      {isFirst ? null : <a href={addressWith(viewer, { after: undefined })}>{words.toFirstPart}</a>}
      {nextAfter === null ? null : (
        <a rel="next" href={addressWith(viewer, { after: nextAfter })}>
          {words.nextPart}
        </a>
      )}
    </nav>
  );
}

type FiltersProps = {
  readonly viewer: Viewer;
  readonly action: string;
  /** What the button says where it does more than filter. */
  readonly button?: string;
  readonly children: Child;
};

/** The filters of a list: a form whose answers stand in the address, so that a view can be kept and sent. */
export function Filters({ viewer, action, button, children }: FiltersProps) {
  const words = wordsIn(viewer.locale);
  return (
    <form class="filters" method="get" action={action} role="search" aria-label={words.filters}>
      {children}
      <p class="actions">
        <button class="button second">{button ?? words.applyFilters}</button>
        {button === undefined && viewer.path.includes('?') ? <a href={action}>{words.clearFilters}</a> : null}
      </p>
    </form>
  );
}
