const hour = 3_600_000;
const day = 24 * hour;

/** Days and instants counted from the day on which the data is made, as it is in Shanghai. */
export class Days {
  readonly #now: number;

  constructor(today: Date) {
    this.#now = today.getTime();
  }

  /** So many days from today. */
  day(offset: number): string {
    return new Date(this.#now + 8 * hour + offset * day).toISOString().slice(0, 10);
  }

  /** That day at a time of Shanghai. */
  at(offset: number, time = '10:00'): string {
    return `${this.day(offset)}T${time}:00+08:00`;
  }

  /** So many hours before now. */
  hoursAgo(hours: number): string {
    return new Date(this.#now - hours * hour).toISOString();
  }

  /** That instant, or so many days ago where it would lie later than that: nothing was done in the future. */
  past(instant: string, daysAgo: number): string {
    const latest = this.at(-daysAgo);
    return Date.parse(instant) <= Date.parse(latest) ? instant : latest;
  }
}

/** The days from the first to the last, both counted. */
export function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / day + 1;
}

export function dayAfter(first: string, days: number): string {
  return new Date(Date.parse(first) + days * day).toISOString().slice(0, 10);
}
