import type { Locale } from '../domain/account.ts';
import type { ChangedPart, HostConditionPart } from '../domain/host-conditions.ts';

const names: Readonly<Record<HostConditionPart, Readonly<Record<Locale, string>>>> = {
  knownRisks: { zh: '已知风险', en: 'Known risks' },
  lodging: { zh: '住宿', en: 'Lodging' },
  waterAndPower: { zh: '水电', en: 'Water and power' },
  altitudeMetres: { zh: '海拔', en: 'Altitude' },
  nearestHospital: { zh: '最近的医院', en: 'Nearest hospital' },
  bandwidthMbps: { zh: '网络带宽', en: 'Bandwidth' },
  largestClass: { zh: '最大班额', en: 'Largest class' },
};

/** What people call a part of the host conditions. */
export function conditionName(part: HostConditionPart, locale: Locale): string {
  return names[part][locale];
}

/** What it says, with its unit. */
export function conditionValue(part: HostConditionPart, value: string | number, locale: Locale): string {
  if (part === 'altitudeMetres') return locale === 'zh' ? `${value} 米` : `${value} m`;
  if (part === 'bandwidthMbps') return `${value} Mbps`;
  if (part === 'largestClass') return locale === 'zh' ? `${value} 人` : value === 1 ? '1 learner' : `${value} learners`;
  return String(value);
}

/** One change in a line: the name, what it was and what it is now. */
export function changeText({ part, before, after }: ChangedPart, locale: Locale): string {
  const now = conditionValue(part, after, locale);
  if (before === null) return locale === 'zh' ? `${names[part].zh}：${now}` : `${names[part].en}: ${now}`;
  const was = conditionValue(part, before, locale);
  return locale === 'zh' ? `${names[part].zh}：原为“${was}”，现为“${now}”` : `${names[part].en}: was “${was}”, is now “${now}”`;
}
