import { beforeAll, expect, test } from 'vitest';

import { lapseOffers } from '../../src/jobs/lapse-offers.ts';
import { testDatabase } from '../support/database.ts';
import { advance, makeRoad, propose } from '../support/rows.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();
let offered: string;
let accepted: string;

beforeAll(async () => {
  const road = await makeRoad(database.sql, { volunteers: 2, maximum: 2 });
  offered = await propose(database.sql, road, 0);
  accepted = await propose(database.sql, road, 1);
  await advance(database.sql, offered, 'offered');
  await advance(database.sql, accepted, 'offered', 'accepted');
});

const lapseAt = (instant: string) => lapseOffers(jobFor(database, instant));
const stateOf = async (id: string) => (await database.sql`select state from placements where id = ${id}`)[0]?.['state'] as string;

test('an offer lapses when its deadline has passed, not before; an answered one stays', async () => {
  expect(await lapseAt('2027-05-19T23:59:59Z')).toBe(0);
  expect(await stateOf(offered)).toBe('offered');
  expect(await lapseAt('2027-05-20T00:00:01Z')).toBe(1);
  expect([await stateOf(offered), await stateOf(accepted)]).toEqual(['lapsed', 'accepted']);
  const [event] = await database.sql`select event, from_state, to_state, actor_name, subject_id is not null as concerns_somebody
    from events where thing_id = ${offered} and to_state = 'lapsed'`;
  expect(event).toEqual({
    event: 'placement.lapsed',
    from_state: 'offered',
    to_state: 'lapsed',
    actor_name: 'lapse-offers',
    concerns_somebody: true,
  });
  expect(await lapseAt('2027-05-21T00:00:00Z')).toBe(0);
});
