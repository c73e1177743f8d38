import type { Locale } from '../../domain/account.ts';
import type { Option } from '../parts/form.tsx';

/** Zones in which volunteers mostly live, west to east of Shanghai last. */
const common = [
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Macau',
  'Asia/Taipei',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Seoul',
  'Asia/Bangkok',
  'Asia/Kolkata',
  'Asia/Dubai',
  'Europe/Moscow',
  'Europe/Istanbul',
  'Europe/Athens',
  'Europe/Berlin',
  'Europe/Paris',
  'Europe/London',
  'Europe/Dublin',
  'Africa/Johannesburg',
  'America/Sao_Paulo',
  'America/Halifax',
  'America/New_York',
  'America/Toronto',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Vancouver',
  'America/Anchorage',
  'Pacific/Honolulu',
  'Australia/Perth',
  'Australia/Sydney',
  'Pacific/Auckland',
];

const languages: Readonly<Record<Locale, string>> = { zh: 'zh-CN', en: 'en-GB' };

/** Zones to choose from by their names in the reader's language; with the present one, where it is another. */
export function zoneOptions(present: string, locale: Locale, at: Date): Option[] {
  const zones = present === '' || common.includes(present) ? common : [present, ...common];
  return zones.map((value) => ({ value, label: zoneLabel(value, locale, at) }));
}

function zoneLabel(zone: string, locale: Locale, at: Date): string {
  try {
    const named = (timeZoneName: 'longGeneric' | 'shortOffset') =>
      new Intl.DateTimeFormat(languages[locale], { timeZone: zone, timeZoneName })
        .formatToParts(at)
        .find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, city = zone] = /([^/]+)$/.exec(zone) ?? [];
    const beside = locale === 'zh' ? '' : `, ${city.replaceAll('_', ' ')}`;
    return `${named('longGeneric')}${beside} (${named('shortOffset')})`;
  } catch {
    // Somebody typed a zone that is none.
    return zone;
  }
}
