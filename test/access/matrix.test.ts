import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Hono } from 'hono';
import { beforeAll, describe, expect, test } from 'vitest';

import { casesOf, doors, matrixText, type Case, type Outcome } from '../../scripts/matrix/cases.ts';
import { pages } from '../../src/pages/pages.ts';
import { testDatabase } from '../support/database.ts';
import { unlikeDocument } from '../../scripts/document/documented.ts';
import { ask, type Asked } from './ask.ts';
import { makeFixture, marks, type Fixture } from './fixture.ts';

const database = testDatabase();
let fixture: Fixture;

beforeAll(async () => {
  fixture = await makeFixture(database);
});

const named = ({ door, caller, thing, outcome }: Case) => `${door.method} ${door.path} by ${caller}, ${thing}: ${outcome}`;
const statuses: Readonly<Record<Exclude<Outcome, 'allowed'>, number>> = { 'sign in': 401, forbidden: 403, 'not found': 404 };

/** What came of it, in the words of the table. */
function outcomeOf(asked: Case, { status, location }: Asked): string {
  if (status >= 500) return `failed with ${status}`;
  // Nothing of one's own is there, and one may ask.
  if (asked.thing === 'none asked' && status === 404) return 'allowed';
  const refused = Object.entries(statuses).find(([, refusal]) => refusal === status)?.[0];
  return asked.door.kind === 'page' ? pageOutcome(asked, refused, location) : (refused ?? 'allowed');
}

/** A page leads those who are not signed in to the sign-in, and says of nothing why it does not show it. */
function pageOutcome({ door, caller, outcome }: Case, refused: string | undefined, location: string | null): string {
  const isLedAway = location === '/sign-in' && caller === 'public' && door.permission !== 'sign-in.use';
  if (outcome === 'allowed') return refused ?? 'allowed';
  return isLedAway || refused !== undefined ? outcome : 'allowed';
}

/** Whose marks the caller may read. */
function isFor(mark: keyof typeof marks, { caller }: Case): boolean {
  if (mark === caller) return true;
  if (mark === 'safeguarding') return caller === 'safeguarding';
  if (mark === 'verifiers') return caller === 'safeguarding' || caller === 'coordinator';
  // A county hears of whoever was offered to it, by name; none of the marks is a name.
  return caller === 'coordinator' || caller === 'safeguarding' || caller === 'admin';
}

describe('every operation and page × every caller × own, another’s or none', () => {
  test('what the table allows is allowed, and nothing else; what is answered is what the document says', async () => {
    const wrong: string[] = [];
    const shown = new Set<string>();
    for (const asked of casesOf()) {
      const answer = await ask(database, fixture, asked);
      const outcome = outcomeOf(asked, answer);
      if (outcome !== asked.outcome) wrong.push(`${named(asked)} — but ${outcome} (${answer.status}) ${answer.text.slice(0, 160)}`);
      if (asked.outcome !== 'allowed' && answer.changed) wrong.push(`${named(asked)} — but something was changed`);
      if (asked.door.kind === 'operation') {
        wrong.push(...unlikeDocument({ ...asked.door, ...answer }).map((fault) => `${named(asked)} — but ${fault}`));
        if (answer.status < 300) shown.add(`${asked.door.method} ${asked.door.path}`);
      }
      for (const [mark, words] of Object.entries(marks) as [keyof typeof marks, string][]) {
        if (!isFor(mark, asked) && answer.text.includes(words)) wrong.push(`${named(asked)} — but it tells ${words}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(shown.size).toBeGreaterThan(200);
  }, 600_000);

  test('there are both kinds of cases in plenty, and every door is in them', () => {
    const cases = casesOf();
    expect(cases.filter(({ outcome }) => outcome === 'allowed').length).toBeGreaterThan(400);
    expect(cases.filter(({ outcome }) => outcome !== 'allowed').length).toBeGreaterThan(1000);
    expect(new Set(cases.map(({ door }) => `${door.kind} ${door.method} ${door.path}`)).size).toBe(doors.length);
  });

  test('no page is served that the list of doors does not name', () => {
    const served = new Hono().route('/', pages({ operations: () => [] })).routes;
    const pagesServed = served
      .filter(({ method, path: at }) => method !== 'ALL' && !at.startsWith('/auth'))
      .map(({ method, path: at }) => `${method.toLowerCase()} ${at}`);
    const listed = doors.filter(({ kind }) => kind === 'page').map(({ method, path: at }) => `${method} ${at}`);
    expect([...new Set(pagesServed)].toSorted()).toEqual(listed.toSorted());
  });

  test('the document’s copy of the table is this one', () => {
    expect(readFileSync(path.resolve(import.meta.dirname, '../../docs/permissions.md'), 'utf8')).toBe(matrixText());
  });
});
