import { z } from 'zod';

import { presentOf } from '../../actions/alternates/present.ts';
import { withoutRun } from '../../db/queries/alternates.ts';
import {
  listApplicantNames,
  listLinesWithAlternates,
  listSeasonsUnderWay,
  type LineWithAlternates,
  type SeasonUnderWay,
} from '../../db/queries/desk-alternates.ts';
import { freeSeats, rankAlternates, type Alternate, type Present } from '../../matching/alternates.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Filters, Table } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { alternateWords } from './alternate-words.ts';
import { askedId } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { nameIn, optionsOf, todayOf } from './named.ts';
import { placementWords } from './placement-words.ts';

type Next = { readonly alternate: Alternate; readonly name: string };
type Row = LineWithAlternates & { readonly next: Next | undefined; readonly canOffer: boolean };
type Shown = {
  readonly viewer: Viewer;
  readonly seasons: readonly SeasonUnderWay[];
  readonly seasonId: string | undefined;
  readonly rows: readonly Row[];
};

function page({ viewer, seasons, seasonId, rows }: Shown) {
  const words = alternateWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} above={{ href: '/desk/placements', name: placementWords[viewer.locale].title }} />
      {seasons.length < 2 ? null : (
        <Filters viewer={viewer} action="/desk/alternates">
          <SelectField
            name="season"
            label={deskWords[viewer.locale].season}
            typed={new Typed([['season', seasonId ?? '']])}
            options={optionsOf(seasons, viewer)}
          />
        </Filters>
      )}
      {rows.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <Rows viewer={viewer} rows={rows} />
      )}
    </Frame>
  );
}

function Rows({ viewer, rows }: Pick<Shown, 'viewer' | 'rows'>) {
  const words = alternateWords[viewer.locale];
  const levels: Readonly<Record<number, string>> = terms[viewer.locale].levels;
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={rows}
      isDense
      columns={[
        {
          title: words.line,
          cell: ({ id, subject, level, county, place }) => (
            <>
              <a href={`/desk/alternates/${id}`}>
                {deskWords[viewer.locale].level(nameIn(subject, viewer), levels[level] ?? String(level))}
              </a>
              <span class="under">
                {nameIn(county, viewer)} · {place}
              </span>
            </>
          ),
        },
        { title: words.dates, cell: ({ startDay, endDay }) => daysText(startDay, endDay, viewer.locale) },
        { title: words.state, cell: (row) => <Standing viewer={viewer} row={row} /> },
        { title: words.next, cell: (row) => <NextOne viewer={viewer} row={row} /> },
      ]}
    />
  );
}

function Standing({ viewer, row: { seats, offers, hold } }: { viewer: Viewer; row: Row }) {
  const words = alternateWords[viewer.locale];
  const late = seats.filter(({ isLate }) => isLate).length;
  return (
    <>
      {late === 0 ? null : <Pill tone="refused">{words.late(late)}</Pill>} {hold === null ? null : <Pill tone="waiting">{words.held}</Pill>}{' '}
      {seats.length === 0 ? null : words.free(seats.length)}
      {offers.map(({ name }) => (
        <span class="under">{words.asked(name)}</span>
      ))}
    </>
  );
}

function NextOne({ viewer, row: { next, seats, canOffer } }: { viewer: Viewer; row: Row }) {
  const words = alternateWords[viewer.locale];
  if (seats.length > 0 && !canOffer) return <span class="quiet">{words.noSeat}</span>;
  if (next === undefined) return <span class="quiet">{words.nobody}</span>;
  return (
    <>
      {next.name}
      <span class="under">{whyText(next.alternate, viewer)}</span>
    </>
  );
}

/** Why somebody stands where they stand. */
export function whyText({ rank, isFirstInLine, stoodBack }: Alternate, viewer: Viewer): string {
  const words = alternateWords[viewer.locale];
  return deskWords[viewer.locale].joined([
    rank === null ? words.anywhere : words.rank(rank),
    ...(isFirstInLine ? [words.firstInLine] : []),
    ...(stoodBack && !isFirstInLine ? [words.stoodBack] : []),
  ]);
}

export const alternatesPage = new PageRouter().get('/desk/alternates', 'placement.decide', async (c) => {
  const { db } = c.var;
  const viewer = viewerOf(c);
  const asked = z.object({ season: askedId }).parse(c.req.query()).season;
  const seasons = await listSeasonsUnderWay(db);
  const seasonId = seasons.find(({ value }) => value === asked)?.value ?? seasons[0]?.value;
  const lines = seasonId === undefined ? [] : await listLinesWithAlternates(db, seasonId, todayOf(viewer));
  const present = seasonId === undefined || lines.length === 0 ? undefined : await presentOf(db, seasonId, lines[0]?.run ?? withoutRun);
  const first = new Map(lines.map(({ id }) => [id, present === undefined ? undefined : rankAlternates(present, id)[0]]));
  const names = await listApplicantNames(
    db,
    [...first.values()].flatMap((alternate) => alternate?.applicationId ?? []),
  );
  const rows = lines.map((line) => ({ ...line, ...nextOf(line, present, first.get(line.id), names) }));
  return sendPrivate(c, page({ viewer, seasons, seasonId, rows }));
});

function nextOf(
  { id }: LineWithAlternates,
  present: Present | undefined,
  alternate: Alternate | undefined,
  names: ReadonlyMap<string, string>,
): Pick<Row, 'next' | 'canOffer'> {
  return {
    next: alternate === undefined ? undefined : { alternate, name: names.get(alternate.applicationId) ?? '' },
    canOffer: present !== undefined && freeSeats(present.snapshot, id) > 0,
  };
}
