import { clockStretches, onOtherClock, type ClockStretch } from '../../domain/clock-changes.ts';
import { Table } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import type { PlacementPart } from './placement-part.ts';
import { clockWords } from './clock-words.ts';

/** The first and the last hour at which a school's day can hold a lesson. */
const schoolHours = [8, 18] as const;

/** Whose clock counts for lessons at a distance: the school's; and what the volunteer's shows then, before and after either is set. */
export function ClocksPart({ viewer, placement }: PlacementPart) {
  const { delivery, timeZone } = placement;
  if (delivery === 'on_site') return null;
  const { locale, zone } = viewer;
  const words = clockWords[locale];
  const stretches = clockStretches(placement, timeZone, zone);
  const isSame = stretches.every(({ minutesAhead }) => minutesAhead === 0);
  const shown = (stretch: ClockStretch, hour: number) => {
    const { time, dayShift } = onOtherClock(hour, stretch);
    return words.shifted[dayShift](time);
  };
  return (
    <section class="part" aria-labelledby="clocks">
      <h2 id="clocks">{words.title}</h2>
      <p class="measure">{isSame ? words.same(timeZone) : words.lead(timeZone, zone)}</p>
      {isSame ? null : (
        <Table
          caption={words.title}
          viewer={viewer}
          rows={stretches}
          columns={[
            { title: words.days, cell: ({ startDay, endDay }) => daysText(startDay, endDay, locale) },
            ...schoolHours.map((hour) => ({
              title: words.atSchool(`${String(hour).padStart(2, '0')}:00`),
              cell: (stretch: ClockStretch) => shown(stretch, hour),
            })),
          ]}
        />
      )}
      {stretches.length > 1 ? <p class="quiet">{words.changes}</p> : null}
    </section>
  );
}
