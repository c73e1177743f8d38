import type { Locale } from '../../domain/account.ts';
import type { Service } from '../../domain/lifetime.ts';
import { csvOf } from '../../http/exports/spreadsheet.ts';
import { terms } from '../words/terms.ts';
import { lifetimeWords } from './lifetime-words.ts';

/** A row a service, the newest first, with numbers as numbers. */
export function lifetimeCsv(services: readonly Service[], locale: Locale): string {
  const words = lifetimeWords[locale];
  const said = terms[locale];
  const head = [
    words.season,
    words.province,
    words.county,
    words.countyCode,
    words.place,
    words.delivery,
    words.first,
    words.last,
    words.state,
  ];
  const counts = [words.days, words.lessons, words.hours, words.learners, words.subjects];
  return csvOf([
    [...head, ...counts, words.serial, words.certificateState, words.madeUp],
    ...services.map((service) => [
      service.season[locale],
      service.province[locale],
      service.county[locale],
      service.county.code,
      service.place,
      said.deliveries[service.delivery],
      service.startDay,
      service.endDay,
      service.state === 'completed' ? words.completed : words.endedEarly,
      service.daysServed ?? '',
      service.lessons,
      Math.round(service.minutes / 0.6) / 100,
      service.learners,
      service.subjects.map((subject) => subject[locale]).join(locale === 'zh' ? '、' : '; '),
      service.certificate?.serial ?? '',
      service.certificate === null ? '' : said.states.certificate[service.certificate.state],
      service.madeUp ? words.madeUp : '',
    ]),
  ]);
}
