import type postgres from 'postgres';

import type { Connection } from '../../src/db/client.ts';
import type { FieldKeys } from '../../src/db/field-keys.ts';
import { makeApplications } from './applications.ts';
import { asConnection, connectForCopy } from './connection.ts';
import { Days } from './days.ts';
import { moveThrough } from './moves.ts';
import { makePartners } from './partners.ts';
import { makePastSeason } from './past-season.ts';
import { clearIdentities, People } from './people.ts';
import { SeededRandom } from './random.ts';
import type { Matching } from './runs.ts';
import { readActors, type Coming } from './scenes/scene.ts';
import { playScenes } from './scenes/scenes.ts';
import { makeRequests, makeSeason, seasonNameEn } from './season.ts';
import { makePastTrainings } from './trainings.ts';
import { firstYear, sizes, type SizeName } from './sizes.ts';

type Sql = postgres.Sql;
/** What is being made, and how much of the whole is there, from 0 to 1. */
export type Progress = (what: string, done: number) => void;

const applicationsAtOnce = 2500;
/** What is under way brings about as many rows and events as so many applications. */
const scenesWeight = 400;

export type Loading = {
  /** What is under way follows from the day on which it is made. */
  readonly today: Date;
  /** What the installation encrypts with. */
  readonly keys: FieldKeys;
  readonly progress: Progress;
};

/**
 * Loads made-up data of a size: closed seasons from 2019 on with their completions, and one coming season. The same size
 * and year give the same data, ids included. All of it or nothing; gives false when it is there already.
 */
export async function loadMadeUp(databaseUrl: string, name: SizeName, loading: Loading): Promise<boolean> {
  const sql = connectForCopy(databaseUrl);
  const year = comingYear(loading.today);
  try {
    return await sql.begin(async (transaction) => {
      const tx = transaction as unknown as Sql;
      const [known] = await tx`select 1 from seasons where name_en = ${seasonNameEn(name, year)} and made_up`;
      if (known !== undefined) return false;
      await new Making({ sql: tx, db: asConnection(tx, sql), name, year }, loading).run();
      return true;
    });
  } finally {
    await sql.end();
  }
}

/** The year whose summer is still open for applications. */
export function comingYear(today: Date): number {
  return today.getUTCFullYear() + (today.getUTCMonth() < 4 ? 0 : 1);
}

type Made = { readonly sql: Sql; readonly db: Connection; readonly name: SizeName; readonly year: number };

class Making {
  readonly #sql: Sql;
  readonly #matching: Matching;
  readonly #name: SizeName;
  readonly #year: number;
  readonly #days: Days;
  readonly #loading: Loading;
  readonly #random: SeededRandom;
  readonly #people: People;
  readonly #placements: number;
  readonly #whole: number;
  #made = 0;

  constructor({ sql, db, name, year }: Made, loading: Loading) {
    this.#sql = sql;
    this.#name = name;
    this.#year = year;
    this.#loading = loading;
    this.#days = new Days(loading.today);
    this.#random = new SeededRandom(year * 1000 + sizes[name].applications);
    this.#matching = { sql, db, random: this.#random };
    this.#people = new People(this.#random, name);
    this.#placements = Math.ceil(sizes[name].completionsASeason / 0.93);
    // A past placement brings about as many rows and events as two applications and a request.
    this.#whole = (year - firstYear) * this.#placements * 3 + sizes[name].lines + sizes[name].applications + this.#scenes * scenesWeight;
  }

  get #scenes(): number {
    return sizes[this.#name].hasScenes ? 1 : 0;
  }

  async run(): Promise<void> {
    const size = sizes[this.#name];
    const codes = await makePartners(this.#sql, this.#random, size);
    const subjects = (await this.#sql`select code from subjects order by position`).map((row) => String(row['code']));
    const actors = size.hasScenes ? await readActors(this.#sql) : undefined;
    for (let year = firstYear; year < this.#year; year += 1) {
      const asked = { year, size: this.#name, codes, subjects, people: this.#people, placements: this.#placements };
      // Two summers ago, so that it overlaps with nothing that is under way.
      const guests = actors !== undefined && year === this.#year - 2 ? [{ id: actors.volunteer.id, served: new Set<string>() }] : [];
      await makePastSeason(this.#matching, { ...asked, guests });
      await makePastTrainings(this.#sql, new SeededRandom(year * 17 + size.trainingsAYear), year, size.trainingsAYear);
      await this.#seal(`summer ${year}`, this.#placements * 3);
    }
    const coming = await this.#comingSeason(codes, subjects);
    if (actors === undefined) return;
    const { keys } = this.#loading;
    const world = { year: this.#year, codes, days: this.#days, people: this.#people, keys, actors, coming };
    await playScenes({ ...this.#matching, ...world });
    await this.#seal('what is under way', scenesWeight);
  }

  async #comingSeason(codes: readonly string[], subjects: readonly string[]): Promise<Coming> {
    const [sql, random, size, days] = [this.#sql, this.#random, sizes[this.#name], this.#days];
    const opensDay = days.past(`${this.#year - 1}-11-01T01:00:00Z`, 40).slice(0, 10);
    const season = await makeSeason(sql, random, this.#year, this.#name, opensDay);
    const requestsMadeAt = days.past(`${this.#year}-02-01T01:00:00Z`, 25);
    const requests = await makeRequests(sql, random, season, { codes, subjects, lines: size.lines, madeAt: requestsMadeAt });
    await this.#seal('requests', size.lines);
    const returners = this.#people.known.length;
    for (let made = 0; made < size.applications; made += applicationsAtOnce) {
      const count = Math.min(applicationsAtOnce, size.applications - made);
      // Those who came before apply first, once; everybody after them is new.
      const people =
        made === 0
          ? await this.#people.gather(sql, count, this.#year, Math.min(0.2, returners / count))
          : await this.#people.add(sql, count, this.#year);
      const madeAt = days.past(`${this.#year}-03-15T01:00:00Z`, 12);
      await makeApplications(sql, random, season, { people, requests, subjects, madeAt });
      // One in ten still waits for the check, and cannot travel.
      const checked = people.filter(() => random.chance(0.9));
      await clearIdentities(sql, random, checked, this.#year, days.past(`${this.#year}-03-01T01:00:00Z`, 10));
      await this.#seal('applications', count);
    }
    const states = size.season === 'open' ? ['planned', 'open'] : ['planned', 'open', 'matching'];
    await moveThrough(sql, { thing: 'season', ids: [season.id], at: `${opensDay}T01:00:00Z` }, states);
    await this.#seal('season', 0);
    return { id: season.id, requests };
  }

  /** Has the database check and seal what was written so far, which it would otherwise do at the very end. */
  async #seal(what: string, weight: number): Promise<void> {
    await this.#sql`set constraints all immediate`;
    await this.#sql`set constraints all deferred`;
    this.#made += weight;
    this.#loading.progress(what, this.#made / this.#whole);
  }
}
