import type { Locale } from '../../domain/account.ts';
import type { HostConditions } from '../../domain/request.ts';
import { hostConditionWords } from '../words/host-condition-words.ts';
import type { SummaryRow } from './lists.tsx';

/** What awaits whoever goes there, name by name; who signed it stands beside it, in each reader's way. */
export function hostConditionRows(conditions: HostConditions, locale: Locale): SummaryRow[] {
  const words = hostConditionWords[locale];
  const { asked } = words;
  return [
    { label: asked.knownRisks, value: conditions.knownRisks },
    { label: asked.lodging, value: conditions.lodging },
    { label: asked.waterAndPower, value: conditions.waterAndPower },
    { label: words.altitude, value: words.metres(conditions.altitudeMetres) },
    { label: asked.nearestHospital, value: conditions.nearestHospital },
    { label: words.bandwidth, value: words.mbps(conditions.bandwidthMbps) },
    { label: asked.largestClass, value: words.learners(conditions.largestClass) },
  ];
}
