import type { Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';

export type SeatCounts = { readonly minimum: number; readonly ideal: number; readonly taken: number };

/** A dot a seat up to the ideal: filled where somebody has accepted, faint above the minimum. */
export function SeatDots({ seats: { minimum, ideal, taken }, viewer }: { seats: SeatCounts; viewer: Viewer }) {
  const kindOf = (seat: number) => (seat <= taken ? 'taken' : seat <= minimum ? 'open' : 'more');
  return (
    <span class="seats" role="img" aria-label={wordsIn(viewer.locale).seatsOf(minimum, ideal, taken)}>
      {Array.from({ length: ideal }, (_, i) => (
        <i class={kindOf(i + 1)}></i>
      ))}
    </span>
  );
}

/** Seats drawn to scale: how far they are filled, with a mark at the minimum and one at the ideal; the maximum is the whole. */
export function SeatBar({ minimum, ideal, maximum, taken, viewer }: SeatCounts & { maximum: number; viewer: Viewer }) {
  const at = (seats: number) => (maximum === 0 ? 0 : Math.min(100, (100 * seats) / maximum));
  return (
    <svg
      class="seat-bar"
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      role="img"
      aria-label={wordsIn(viewer.locale).seatsOf(minimum, ideal, taken)}
    >
      <rect class="whole" x="0" y="3" width="100" height="6" />
      <rect class="taken" x="0" y="3" width={at(taken)} height="6" />
      <rect class="mark" x={Math.min(99, at(minimum))} y="0" width="1" height="12" />
      <rect class="mark" x={Math.min(99, at(ideal))} y="0" width="1" height="12" />
    </svg>
  );
}
