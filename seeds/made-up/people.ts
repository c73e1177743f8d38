import type postgres from 'postgres';

import { copyRows } from './copy.ts';
import { moveThrough, recordBegun } from './moves.ts';
import type { SeededRandom } from './random.ts';

/** A made-up volunteer, and the counties in which a placement was completed. */
export type Person = { readonly id: string; readonly served: Set<string> };

const regionsAbroad = ['united_states', 'united_kingdom', 'hong_kong', 'macao', 'taiwan'] as const;

/** Numbers people through all seasons of one size, so that no two share an address. */
export class People {
  readonly #random: SeededRandom;
  readonly #prefix: string;
  readonly known: Person[] = [];

  constructor(random: SeededRandom, prefix: string) {
    this.#random = random;
    this.#prefix = prefix;
  }

  /** Adds volunteers who were of age in that year. */
  async add(sql: postgres.Sql, count: number, year: number): Promise<Person[]> {
    const random = this.#random;
    const begunAt = `${year - 1}-11-02T01:00:00Z`;
    const people = Array.from({ length: count }, () => ({ id: random.id(begunAt), served: new Set<string>() }));
    const accounts = people.map(({ id }, i) => {
      const number = String(this.known.length + i + 1).padStart(5, '0');
      return { id, email: `${this.#prefix}-${number}@example.org`, name: `志愿者 ${number}`, made_up: true, created_at: begunAt };
    });
    await copyRows(sql, 'accounts', accounts);
    await copyRows(
      sql,
      'account_roles',
      people.map(({ id }) => ({ account_id: id, role: 'volunteer' })),
    );
    const volunteers = people.map(({ id }) => ({
      account_id: id,
      kind: random.chance(0.85) ? 'student' : 'teacher',
      home_institution: '示范大学',
      home_region: random.chance(0.7) ? 'mainland' : random.pick(regionsAbroad),
      time_zone: 'Asia/Shanghai',
      born_day: `${year - random.between(20, 36)}-06-15`,
      languages: ['zh-CN', 'en'],
    }));
    await copyRows(sql, 'volunteers', volunteers);
    this.known.push(...people);
    return people;
  }

  /** Some who came before and some new, `count` in all. */
  async gather(sql: postgres.Sql, count: number, year: number, shareKnown: number): Promise<Person[]> {
    const before = this.known.length;
    const returning = new Set<Person>();
    for (let i = 0; i < Math.min(before, Math.floor(count * shareKnown)); i += 1) returning.add(this.#random.pick(this.known));
    return [...returning, ...(await this.add(sql, count - returning.size, year))];
  }
}

/** Verifies people's identity, good to the end of the year. Gives the clearances' ids. */
export async function clearIdentities(
  sql: postgres.Sql,
  random: SeededRandom,
  people: readonly Person[],
  year: number,
  madeAt?: string,
): Promise<string[]> {
  const idAt = `${year}-03-01T01:00:00Z`;
  const at = madeAt ?? idAt;
  const rows = people.map(({ id }) => ({ id: random.id(idAt), account_id: id, kind: 'identity', created_at: at }));
  const ids = rows.map(({ id }) => id);
  const whose = new Map(rows.map((row) => [row.id, row.account_id]));
  await copyRows(sql, 'clearances', rows);
  await recordBegun(sql, { thing: 'clearance', ids, at, whose }, 'requested');
  const [coordinator] = await sql`select id from accounts where email = 'coordinator@example.org'`;
  if (coordinator === undefined) throw new Error('no coordinator to verify anybody: load the demonstration accounts first');
  const set = { valid_through_day: `${year}-12-31`, verified_at: at, verified_by: String(coordinator['id']) };
  await moveThrough(sql, { thing: 'clearance', ids, at, whose }, ['requested', 'submitted', 'cleared'], set);
  return ids;
}
