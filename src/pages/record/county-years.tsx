import type { CountyYear } from '../../db/queries/county-record.ts';
import type { CountyGuest } from '../../db/queries/partnerships.ts';
import { Table } from '../parts/table.tsx';
import { numberIn } from '../public/names.ts';
import type { Viewer } from '../viewer.ts';
import { partnershipWords } from './partnership-words.ts';

type YearsProps = {
  readonly years: readonly CountyYear[];
  readonly guests: readonly CountyGuest[];
  readonly seesGuests: boolean;
  readonly viewer: Viewer;
};

/** How a county went on year by year, and, for those who may know, who served there. */
export function CountyYears({ years, guests, seesGuests, viewer }: YearsProps) {
  const { locale } = viewer;
  const words = partnershipWords[locale];
  const figure = (title: string, of: (year: CountyYear) => number | null) => ({
    title,
    isNumber: true,
    cell: (year: CountyYear) => {
      const value = of(year);
      return value === null ? <span class="quiet">{words.kept}</span> : numberIn(locale, value);
    },
  });
  if (years.length === 0) return null;
  return (
    <section class="part" aria-labelledby="years">
      <h2 id="years">{words.continuity}</h2>
      <p class="quiet small measure">{words.continuityLead}</p>
      <Table
        caption={words.continuity}
        rows={years}
        viewer={viewer}
        columns={[
          {
            title: words.year,
            cell: ({ year, volunteers }) => (volunteers === null ? year : <a href={`/record/years/${year}`}>{year}</a>),
          },
          figure(words.volunteers, ({ volunteers }) => volunteers),
          figure(words.returned, ({ returned }) => returned),
          figure(words.days, ({ daysServed }) => daysServed),
          figure(words.hours, ({ minutesTaught }) => (minutesTaught === null ? null : Math.round(minutesTaught / 60))),
        ]}
      />
      {!seesGuests || guests.length === 0 ? null : (
        <>
          <h3>{words.guests}</h3>
          <p class="quiet small">{words.guestsLead}</p>
          <Table
            caption={words.guests}
            rows={guests}
            viewer={viewer}
            columns={[
              { title: words.name, cell: ({ name }) => name },
              { title: words.year, isNumber: true, cell: ({ year }) => year ?? '–' },
              { title: words.days, isNumber: true, cell: ({ days }) => numberIn(locale, days) },
            ]}
          />
        </>
      )}
    </section>
  );
}
