import type { Locale } from '../../domain/account.ts';
import type { Opening } from '../../domain/eligibility/rule.ts';
import type { LineRole } from '../../domain/teaching.ts';
import type { Named } from '../../db/queries/run-desk.ts';
import { openingsOf } from '../../matching/openings.ts';
import type { Snapshot } from '../../matching/snapshot.ts';
import { shortDayText } from '../parts/time.tsx';
import { terms } from '../words/terms.ts';
import { benchWords } from './bench-words.ts';

/** What a line is, and where, as a reader needs it. */
export type Place = Opening & { readonly role: LineRole; readonly minimum: number; readonly ideal: number; readonly maximum: number };

/** Every line of a snapshot with its request and county, by id. */
export function placesOf(snapshot: Snapshot): ReadonlyMap<string, Place> {
  const linesById = new Map(snapshot.lines.map((line) => [line.id, line]));
  return new Map(
    openingsOf(snapshot).flatMap((opening) => {
      const line = linesById.get(opening.lineId);
      if (line === undefined) return [];
      const { role, minimum, ideal, maximum } = line;
      return [[opening.lineId, { ...opening, role, minimum, ideal, maximum }] as const];
    }),
  );
}

/** Names by codes and ids, in the reader's language; what has none is called by its code. */
export class Namer {
  readonly #named: Named;
  readonly #places: ReadonlyMap<string, Place>;
  readonly locale: Locale;

  constructor(named: Named, places: ReadonlyMap<string, Place>, locale: Locale) {
    this.#named = named;
    this.#places = places;
    this.locale = locale;
  }

  county(code: string): string {
    return this.#named.counties[code]?.[this.locale] ?? code;
  }

  /** Whether the county has this in its name, in either language. */
  isCalled(code: string, text: string): boolean {
    const names = this.#named.counties[code];
    const wanted = text.toLowerCase();
    return names !== undefined && [names.zh, names.en].some((name) => name.toLowerCase().includes(wanted));
  }

  province(countyCode: string): string {
    return this.#named.counties[countyCode]?.province[this.locale] ?? '';
  }

  subject(code: string): string {
    return this.#named.subjects[code]?.[this.locale] ?? code;
  }

  person(applicationId: string): string {
    const [like = '', added] = applicationId.split('+');
    const name = this.#named.people[like]?.name ?? like.slice(-8);
    return added === undefined ? name : benchWords[this.locale].oneMoreLike(name);
  }

  place(requestId: string): string {
    return this.#named.requests[requestId]?.place ?? '';
  }

  /** What is taught: "English, specialist", and whose part it is where it is not just anybody's. */
  line(lineId: string): string {
    const place = this.placeOf(lineId);
    if (place === undefined) return lineId;
    const say = terms[this.locale];
    const level: Readonly<Record<number, string>> = say.levels;
    const taught = benchWords[this.locale].taught(this.subject(place.subject), level[place.level] ?? String(place.level));
    return place.role === 'teacher' ? taught : `${say.lineRoles[place.role]} · ${taught}`;
  }

  /** Where and what: "Nanjian · English, specialist". */
  lineInCounty(lineId: string): string {
    const place = this.placeOf(lineId);
    if (place === undefined) return lineId;
    return `${this.county(place.countyCode)} · ${this.line(lineId)}`;
  }

  /** Where and when. */
  request(requestId: string): string {
    const [like = ''] = requestId.split('+');
    const place = [...this.#places.values()].find((own) => own.requestId === like);
    if (place === undefined) return requestId;
    return `${this.county(place.countyCode)} · ${terms[this.locale].deliveries[place.delivery]} · ${this.days(place)}`;
  }

  days({ startDay, endDay }: { readonly startDay: string; readonly endDay: string }): string {
    return `${shortDayText(startDay, this.locale)} – ${shortDayText(endDay, this.locale)}`;
  }

  /** A line that a question adds is like another. */
  placeOf(lineId: string): Place | undefined {
    return this.#places.get(lineId.split('+')[0] ?? '');
  }
}

/** Codes of the counties of some lines. */
export function countiesOf(places: ReadonlyMap<string, Place>, lineIds: readonly (string | null)[]): string[] {
  return lineIds.flatMap((id) => (id === null ? [] : (places.get(id.split('+')[0] ?? '')?.countyCode ?? [])));
}
