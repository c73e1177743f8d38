import type postgres from 'postgres';

import { makeApplications } from './applications.ts';
import { connectForCopy } from './connection.ts';
import { moveThrough } from './moves.ts';
import { makePartners } from './partners.ts';
import { makePastSeason } from './past-season.ts';
import { clearIdentities, People } from './people.ts';
import { SeededRandom } from './random.ts';
import { makeRequests, makeSeason, seasonNameEn } from './season.ts';
import { firstYear, sizes, type SizeName } from './sizes.ts';

type Sql = postgres.Sql;
/** What is being made, and how much of the whole is there, from 0 to 1. */
export type Progress = (what: string, done: number) => void;

const applicationsAtOnce = 2500;

/**
 * Loads made-up data of a size: closed seasons from 2019 on with their completions, and one coming season. The same size
 * and year give the same data, ids included. All of it or nothing; gives false when it is there already.
 */
export async function loadMadeUp(databaseUrl: string, name: SizeName, year: number, progress: Progress): Promise<boolean> {
  const sql = connectForCopy(databaseUrl);
  try {
    return await sql.begin(async (transaction) => {
      const tx = transaction as unknown as Sql;
      const [known] = await tx`select 1 from seasons where name_en = ${seasonNameEn(name, year)} and made_up`;
      if (known !== undefined) return false;
      await new Making(tx, name, year, progress).run();
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

class Making {
  readonly #sql: Sql;
  readonly #name: SizeName;
  readonly #year: number;
  readonly #progress: Progress;
  readonly #random: SeededRandom;
  readonly #people: People;
  readonly #placements: number;
  readonly #whole: number;
  #made = 0;

  constructor(sql: Sql, name: SizeName, year: number, progress: Progress) {
    this.#sql = sql;
    this.#name = name;
    this.#year = year;
    this.#progress = progress;
    this.#random = new SeededRandom(year * 1000 + sizes[name].applications);
    this.#people = new People(this.#random, name);
    this.#placements = Math.ceil(sizes[name].completionsASeason / 0.93);
    // A past placement brings about as many rows and events as two applications and a request.
    this.#whole = (year - firstYear) * this.#placements * 3 + sizes[name].lines + sizes[name].applications;
  }

  async run(): Promise<void> {
    const size = sizes[this.#name];
    const codes = await makePartners(this.#sql, this.#random, size);
    const subjects = (await this.#sql`select code from subjects order by position`).map((row) => String(row['code']));
    for (let year = firstYear; year < this.#year; year += 1) {
      const asked = { year, size: this.#name, codes, subjects, people: this.#people, placements: this.#placements };
      await makePastSeason(this.#sql, this.#random, asked);
      await this.#seal(`summer ${year}`, this.#placements * 3);
    }
    await this.#comingSeason(codes, subjects);
  }

  async #comingSeason(codes: readonly string[], subjects: readonly string[]): Promise<void> {
    const [sql, random, size] = [this.#sql, this.#random, sizes[this.#name]];
    const season = await makeSeason(sql, random, this.#year, this.#name);
    const requests = await makeRequests(sql, random, season, { codes, subjects, lines: size.lines });
    await this.#seal('requests', size.lines);
    const returners = this.#people.known.length;
    for (let made = 0; made < size.applications; made += applicationsAtOnce) {
      const count = Math.min(applicationsAtOnce, size.applications - made);
      // Those who came before apply first, once; everybody after them is new.
      const people =
        made === 0
          ? await this.#people.gather(sql, count, this.#year, Math.min(0.2, returners / count))
          : await this.#people.add(sql, count, this.#year);
      await makeApplications(sql, random, season, { people, requests, subjects });
      // One in ten still waits for the check, and cannot travel.
      const checked = people.filter(() => random.chance(0.9));
      await clearIdentities(sql, random, checked, this.#year);
      await this.#seal('applications', count);
    }
    const states = size.season === 'open' ? ['planned', 'open'] : ['planned', 'open', 'matching'];
    await moveThrough(sql, { thing: 'season', ids: [season.id], at: `${this.#year - 1}-11-01T01:00:00Z` }, states);
    await this.#seal('season', 0);
  }

  /** Has the database check and seal what was written so far, which it would otherwise do at the very end. */
  async #seal(what: string, weight: number): Promise<void> {
    await this.#sql`set constraints all immediate`;
    await this.#sql`set constraints all deferred`;
    this.#made += weight;
    this.#progress(what, this.#made / this.#whole);
  }
}
