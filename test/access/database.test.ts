import { beforeAll, expect, test, vi } from 'vitest';

import { casesOf, type Case } from '../../scripts/matrix/cases.ts';
import { testDatabase } from '../support/database.ts';
import { ask } from './ask.ts';
import { makeFixture, marks, type Fixture } from './fixture.ts';

/** The application's own check is off: it lets everybody do everything. What is left is the database. */
vi.mock('../../src/domain/actor.ts', async (load) => ({
  ...(await load<object>()),
  authorise: () => ({ ok: true, value: 'any' }),
  reaches: () => true,
}));

const database = testDatabase();
let fixture: Fixture;

beforeAll(async () => {
  fixture = await makeFixture(database);
});

/** Those with nothing but what is theirs: to them the database alone must be as closed as the application. */
const outsiders = new Set<Case['caller']>(['public', 'nobody', 'volunteer', 'other volunteer', 'officer', 'other officer']);
/** What even those who run the programme may not read. */
const staffMarks: Readonly<Partial<Record<Case['caller'], readonly (keyof typeof marks)[]>>> = {
  volunteer: ['other volunteer', 'other officer', 'safeguarding', 'verifiers'],
  officer: ['volunteer', 'other volunteer', 'other officer', 'safeguarding', 'verifiers'],
  coordinator: ['safeguarding'],
  admin: ['safeguarding', 'verifiers'],
};

function closedTo({ caller }: Case): (keyof typeof marks)[] {
  const own = caller;
  if (outsiders.has(caller)) return (Object.keys(marks) as (keyof typeof marks)[]).filter((mark) => mark !== own);
  return [...(staffMarks[caller] ?? [])];
}

/** To look at one's own number leaves a look behind, and shows nobody's but one's own. */
const isOfOneself = ({ door, caller }: Case) => caller === 'volunteer' && /\/(identity|health-note)\/see$/.test(door.path);

/** Whoever takes a list along leaves the record that they took it; what is in it the database decides. */
const isTaking = ({ door }: Case) => /^\/(lists|exports)\//.test(door.path);

const named = ({ door, caller, thing }: Case) => `${door.method} ${door.path} by ${caller}, ${thing}`;

test('with the application’s check turned off, the database still shows nobody what is another’s, and changes nothing of it', async () => {
  const wrong: string[] = [];
  let refused = 0;
  for (const asked of casesOf().filter(({ thing, outcome }) => thing !== 'missing' && outcome !== 'allowed')) {
    refused += 1;
    const { text, changed, status } = await ask(database, fixture, asked);
    for (const mark of closedTo(asked)) if (text.includes(marks[mark])) wrong.push(`${named(asked)} tells ${marks[mark]}`);
    if (outsiders.has(asked.caller) && changed && !isOfOneself(asked) && !isTaking(asked))
      wrong.push(`${named(asked)} changed something (${status})`);
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(600);
}, 600_000);
