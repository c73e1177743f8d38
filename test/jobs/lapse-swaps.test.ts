import { expect, test } from 'vitest';

import { lapseSwaps } from '../../src/jobs/lapse-swaps.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { eventsOf } from '../support/people.ts';
import { jobFor } from '../support/site.ts';
import { makeTwoPlaces, swapKeyIn } from '../support/two-places.ts';

const database = testDatabase();
const may = '2027-05-20T08:00:00Z';
const lapseAt = async (now: string) => lapseSwaps(jobFor(database, now));

async function answered() {
  const { first, second } = await makeTwoPlaces(database);
  const { body } = await first.volunteer.at(may)('POST', `/placements/${first.placementId}/swap`);
  await second.volunteer.at('2027-05-22T08:00:00Z')('POST', `/swap-invitations/${swapKeyIn(body['url'])}/propose`, {
    placementId: second.placementId,
  });
  await delivered(database);
  return { id: String(body['id']), first, second };
}

test('a swap whose next step nobody takes for a week lapses at that instant, both hear of it, and once', async () => {
  const { id, first } = await answered();
  expect(await lapseAt('2027-05-29T07:59:59Z')).toBe(0);
  // Late, as when the clock stood still: to people it is over from its instant on.
  const seen = await first.volunteer.at('2027-05-29T08:00:00Z')('GET', `/swaps/${id}`);
  expect(seen.body).toMatchObject({ state: 'lapsed' });
  expect((await first.volunteer.at('2027-05-29T08:00:00Z')('POST', `/swaps/${id}/agree`)).status).toBe(409);
  expect(await lapseAt('2027-06-03T00:00:00Z')).toBe(1);
  expect(await lapseAt('2027-06-03T00:00:00Z')).toBe(0);
  expect((await delivered(database)).map(({ subject }) => subject)).toEqual(['互换已失效', '互换已失效']);
  expect(await eventsOf(database.sql, 'swap', id)).toEqual(['swap.invited', 'swap.proposed', 'swap.lapsed']);
});

test('a swap lapses as soon as one of its placements is not to come any more', async () => {
  const { id, second } = await answered();
  await second.volunteer.at('2027-05-22T09:00:00Z')('POST', `/placements/${second.placementId}/withdraw`, { reason: '生病' });
  expect(await lapseAt('2027-05-22T09:01:00Z')).toBe(1);
  expect(await eventsOf(database.sql, 'swap', id)).toContain('swap.lapsed');
});
