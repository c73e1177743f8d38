import type { Locale } from '../../domain/account.ts';
import { hostConditionParts } from '../../domain/host-conditions.ts';
import type { HostConditions } from '../../domain/request.ts';
import { conditionName, conditionValue } from '../../mail/condition-text.ts';
import type { SummaryRow } from './lists.tsx';

/** What awaits whoever goes there, name by name; who signed it stands beside it, in each reader's way. */
export function hostConditionRows(conditions: HostConditions, locale: Locale): SummaryRow[] {
  return hostConditionParts.map((part) => ({ label: conditionName(part, locale), value: conditionValue(part, conditions[part], locale) }));
}
