import type postgres from 'postgres';

import type { Role } from '../../src/domain/account.ts';
import { permissions, type Permission } from '../../src/domain/actor.ts';
import { pageDoors } from '../../src/pages/pages.ts';
import { queriesOf } from './queries.ts';
import { sourceOf, valuesFrom } from './sources.ts';

/** A page as somebody can look at it. */
export type Sample = {
  /** Its route. */
  readonly path: string;
  /** Where it is: the route with values and, where they show more, a query. */
  readonly address: string;
  /** Who looks: anybody, or a demonstration account by its address. */
  readonly as: string;
};

/** What only leads on to another page. */
const waysOn: ReadonlySet<string> = new Set(['/start', '/sign-in/provider']);

/** The routes of the router that show a page: not the files, nor what only leads on. */
export const shownDoors = pageDoors.filter(({ method, path }) => method === 'get' && !/\.\w+$/.test(path) && !waysOn.has(path));

/**
 * Every page that can be opened, with things of the demonstration in the address: several where states look different. Asks as the
 * owner of an installation's database, and makes a new key for one referee's form, since nobody has the old one.
 */
export async function samplesOf(sql: postgres.Sql): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { path, permission } of shownDoors) {
    const as = accountFor(path, permission);
    const source = sourceOf(path);
    const addresses = source === undefined ? [path] : (await valuesFrom(sql, source)).map((value) => addressOf(path, value));
    const queries = await queriesOf(sql, path);
    for (const address of addresses) samples.push({ path, address, as });
    const [first] = addresses;
    if (first !== undefined) samples.push(...queries.map((query) => ({ path, address: `${first}?${query}`, as })));
  }
  return samples;
}

/** Parts of the site that one role looks at; a page elsewhere is looked at by the first whom the table of permissions lets in. */
const parts: readonly (readonly [start: string, role: Role])[] = [
  ['/county/', 'county'],
  ['/desk/', 'coordinator'],
  ['/safeguarding/', 'safeguarding'],
  ['/admin/', 'admin'],
  ['/me/tokens/:', 'admin'],
];

export function accountFor(path: string, permission: Permission): string {
  const granted: readonly string[] = Object.keys(permissions[permission]);
  if (granted.includes('public')) return 'public';
  const part = parts.find(([start]) => `${path}/`.startsWith(start));
  const role = part !== undefined && (granted.includes(part[1]) || granted.includes('account')) ? part[1] : granted[0];
  return `${role === undefined || role === 'account' ? 'volunteer' : role}@example.org`;
}

/** The value in the place of the first parameter. Whatever stands after it counts from the first. */
function addressOf(path: string, value: string): string {
  return path.replace(/:\w+(\{[^}]*\})?/, value).replaceAll(/:\w+(\{[^}]*\})?/g, '1');
}
