import { calm, steady, type Body } from './caller.ts';
import type { Cast } from './cast.ts';
import type { Person } from './people.ts';

type Side = { readonly volunteer: Person; readonly placementId: string; readonly requestId: string };

/**
 * Those who teach at a distance later on exchange their places, two by two and all at once: one invites, another gives theirs for it, the
 * first agrees, and both coordinators would confirm. Now and then somebody steps back from the place while it is exchanged.
 */
export async function exchangePlaces(
  cast: Cast,
  seasonId: string,
  those: { startDay: string; volunteers: readonly Person[] },
): Promise<void> {
  const { body } = await cast.desk('GET', `/placements?seasonId=${seasonId}&state=accepted&limit=200`);
  const later = (body['items'] as Body[]).filter(({ startDay }) => startDay === those.startDay);
  const sides = later.flatMap(({ id, volunteerId, requestId }) => {
    const volunteer = those.volunteers.find((one) => one.id === volunteerId);
    return volunteer === undefined ? [] : [{ volunteer, placementId: String(id), requestId: String(requestId) }];
  });
  await Promise.all(pairs(sides).map(async ([first, second]) => exchange(cast, first, second)));
}

/** Two by two, as long as somebody is left who goes elsewhere. */
function pairs(sides: readonly Side[]): (readonly [Side, Side])[] {
  const [first, ...others] = sides;
  if (first === undefined) return [];
  const second = others.find(({ requestId }) => requestId !== first.requestId);
  if (second === undefined) return pairs(others);
  return [[first, second], ...pairs(others.filter((side) => side !== second))];
}

async function exchange(cast: Cast, first: Side, second: Side): Promise<void> {
  const [inviting, giving] = [cast.sendAs(first.volunteer, steady), cast.sendAs(second.volunteer, steady)];
  const invited = await inviting('POST', `/placements/${first.placementId}/swap`, { begins: 'swap.invited' });
  if (!invited.isOk) throw new Error(`nobody could be invited: ${JSON.stringify(invited.body)}`);
  const key = String(invited.body['url']).split('/').at(-1) ?? '';
  const body = { placementId: second.placementId };
  const given = await giving('POST', `/swap-invitations/${key}/propose`, { body, begins: 'swap.proposed' });
  if (!given.isOk) return;
  const path = `/swaps/${String(invited.body['id'])}`;
  await Promise.all([
    inviting('POST', `${path}/agree`, { event: 'swap.agreed' }),
    inviting('POST', `${path}/agree`, { event: 'swap.agreed' }),
  ]);
  const stepping = cast.branch().happens(0.3) ? [stepBack(cast, second)] : [];
  await Promise.all([cast.decidedOnce(`${path}/confirm`, 'swap.confirmed'), ...stepping]);
}

async function stepBack(cast: Cast, { volunteer, placementId }: Side): Promise<unknown> {
  return cast.sendAs(volunteer, calm)('POST', `/placements/${placementId}/withdraw`, {
    body: { reason: 'ill' },
    event: 'placement.withdrawn',
  });
}
