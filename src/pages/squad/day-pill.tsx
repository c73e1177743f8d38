import type { SquadDay } from '../../db/queries/day-reports.ts';
import { Pill } from '../parts/pill.tsx';
import type { Viewer } from '../viewer.ts';
import { reportWords } from './report-words.ts';

type Said = Pick<NonNullable<SquadDay['report']>, 'outcome' | 'cancelReason' | 'everybodyWell' | 'hadIncident'>;

/** How a day was, in words, what needs somebody first. */
export function DayPill({ viewer, report }: { viewer: Viewer; report: Said }) {
  const words = reportWords[viewer.locale];
  return (
    <>
      {report.hadIncident ? <Pill tone="refused">{words.incident}</Pill> : null}{' '}
      {report.everybodyWell ? null : <Pill tone="refused">{words.notWell}</Pill>}{' '}
      <Pill tone={report.outcome === 'held' ? 'done' : 'waiting'}>{words.outcomes[report.outcome]}</Pill>
      {report.cancelReason === null ? null : <span class="small"> {words.reasons[report.cancelReason]}</span>}
    </>
  );
}
