import type { Named } from './certificate.ts';
import type { CertificateState } from './certificate.ts';
import type { Delivery } from './teaching.ts';

export type TaughtSubject = Named & { readonly code: string; readonly lessons: number; readonly minutes: number };

/** One service of a person: a placement that was completed, or that ended before its last day. */
export type Service = {
  readonly placementId: string;
  readonly state: 'completed' | 'ended_early';
  readonly season: Named;
  readonly county: Named & { readonly code: string };
  readonly province: Named;
  readonly place: string;
  readonly delivery: Delivery;
  readonly startDay: string;
  readonly endDay: string;
  /** As countersigned; null of one that ended early, whose days nobody countersigned. */
  readonly daysServed: number | null;
  readonly lessons: number;
  readonly minutes: number;
  readonly learners: number;
  readonly subjects: readonly TaughtSubject[];
  /** The newest certificate. */
  readonly certificate: { readonly serial: string; readonly state: CertificateState } | null;
  readonly madeUp: boolean;
};

type Sums = {
  readonly services: number;
  readonly days: number;
  readonly lessons: number;
  readonly minutes: number;
  readonly learners: number;
};
export type YearTotal = Sums & { readonly year: number };

export type LifetimeRecord = {
  readonly services: readonly Service[];
  readonly total: Sums;
  readonly endedEarly: number;
  readonly byYear: readonly YearTotal[];
  readonly bySubject: readonly TaughtSubject[];
  /** From the first day of the first service to the last day of the last; null where there is none. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
};

const nothing: Sums = { services: 0, days: 0, lessons: 0, minutes: 0, learners: 0 };

/**
 * What somebody did over the years: the services, the newest first, with their totals by year and by subject. A service counts in the
 * year in which its term ends. What ended early counts with the hours that were taught, and with no days.
 */
export function lifetimeOf(services: readonly Service[]): LifetimeRecord {
  const newestFirst = services.toSorted((a, b) => compare(b.startDay, a.startDay) || compare(b.placementId, a.placementId));
  const years = Map.groupBy(newestFirst, ({ endDay }) => Number(endDay.slice(0, 4)));
  const starts = services.map(({ startDay }) => startDay).toSorted(compare);
  const ends = services.map(({ endDay }) => endDay).toSorted(compare);
  return {
    services: newestFirst,
    total: services.reduce(plus, nothing),
    endedEarly: services.filter(({ state }) => state === 'ended_early').length,
    byYear: [...years].map(([year, within]) => ({ year, ...within.reduce(plus, nothing) })).toSorted((a, b) => b.year - a.year),
    bySubject: subjectsOf(services),
    firstDay: starts[0] ?? null,
    lastDay: ends.at(-1) ?? null,
  };
}

function plus(sums: Sums, service: Service): Sums {
  return {
    services: sums.services + 1,
    days: sums.days + (service.daysServed ?? 0),
    lessons: sums.lessons + service.lessons,
    minutes: sums.minutes + service.minutes,
    learners: sums.learners + service.learners,
  };
}

/** What was taught most stands first. */
function subjectsOf(services: readonly Service[]): TaughtSubject[] {
  const taught = Map.groupBy(
    services.flatMap(({ subjects }) => subjects),
    ({ code }) => code,
  );
  const sum = (of: readonly TaughtSubject[], field: 'lessons' | 'minutes') => of.reduce((total, subject) => total + subject[field], 0);
  return [...taught]
    .flatMap(([, of]) => of.slice(0, 1).map((first) => ({ ...first, lessons: sum(of, 'lessons'), minutes: sum(of, 'minutes') })))
    .toSorted((a, b) => b.minutes - a.minutes || compare(a.code, b.code));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
