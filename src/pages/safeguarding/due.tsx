import { DateTime } from 'luxon';

import type { IncidentLine } from '../../db/queries/safeguarding-desk.ts';
import type { Locale } from '../../domain/account.ts';
import { Pill } from '../parts/pill.tsx';
import { Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { safeguardingWords } from './safeguarding-words.ts';

type Due = { readonly state: IncidentLine['state']; readonly actByAt: string };

/** By when somebody must act, and how long that is; what is done has no clock. */
export function DueBy({ incident: { state, actByAt }, viewer }: { incident: Due; viewer: Viewer }) {
  const by = DateTime.fromISO(actByAt.replace(' ', 'T'));
  if (state !== 'open') return <Instant at={by} viewer={viewer} />;
  const isOver = by < viewer.now;
  return (
    <>
      <Instant at={by} viewer={viewer} />{' '}
      <Pill tone={isOver ? 'refused' : 'waiting'}>{leftText(Math.trunc(by.diff(viewer.now, 'minutes').minutes), viewer.locale)}</Pill>
    </>
  );
}

/** How long is left in whole hours, or in minutes below two of them. */
function leftText(minutes: number, locale: Locale): string {
  const words = safeguardingWords[locale];
  const [inMinutes, inHours] = minutes < 0 ? [words.minutesOver, words.hoursOver] : [words.minutesLeft, words.hoursLeft];
  const length = Math.abs(minutes);
  return length < 120 ? inMinutes(String(length)) : inHours(String(Math.floor(length / 60)));
}
