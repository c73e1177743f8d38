import { valueOf, type Client } from './client.ts';
import type { People, Say } from './people.ts';
import type { Asked, Days } from './plan.ts';

/** A resident identity number that fits its check character and is nobody's: there is no division 110199. */
export const identityNumber = '110199200001019993';

/** Reads the texts as they stand, agrees to those that the road needs, and gives an identity document. */
export async function agree({ volunteer }: People, say: Say): Promise<void> {
  const needed = await agreeTo(volunteer);
  const given = { documentType: 'resident_id' as const, number: identityNumber };
  const { maskedNumber } = await valueOf(volunteer.me.identity.$put({ json: given }));
  say(`Volunteer: agreed to ${needed} texts, and gave an identity document (${maskedNumber}, kept encrypted).`);
}

async function agreeTo(applicant: Client): Promise<number> {
  const { items } = await valueOf(applicant.texts.$get({ query: {} }));
  const needed = items.filter(({ kind }) => kind !== 'agreement' && kind !== 'transfer_abroad');
  for (const { kind, version } of needed) await valueOf(applicant.me.consents.$post({ json: { kind, version } }));
  return needed.length;
}

export async function apply({ coordinator, volunteer }: People, seasonId: string, asked: Asked, { today }: Days, say: Say): Promise<void> {
  const application = {
    seasonId,
    subjects: [{ subject: 'english', level: 2 }],
    deliveries: ['on_site' as const],
    windows: [{ startDay: today, endDay: today, weeklyHours: 20 }],
    choices: [{ rank: 1, targets: [{ kind: 'request' as const, id: asked.campId }] }],
    statement: 'I teach English.',
  };
  const { id } = await valueOf(volunteer.applications.$post({ json: application }));
  const { items } = await valueOf(volunteer.applications[':id'].eligibility.$get({ param: { id }, query: {} }));
  const inTheWay = items.flatMap((need) => (need.requestId === asked.campId ? need.failedRules : [])).join(', ');
  await valueOf(volunteer.applications[':id'].submit.$post({ param: { id } }));
  await valueOf(coordinator.applications[':id'].approve.$post({ param: { id } }));
  say(`Volunteer: applied, with the camp as first choice (still in the way: ${inTheWay}); approved.`);
}

/** Three more apply for the classes at a distance: each would rather have another, so that one of them gets none for now. */
export async function applyForClasses(people: People, seasonId: string, asked: Asked, days: Days, say: Say): Promise<void> {
  await applyFor(people, people.silent, seasonId, [asked.firstClassId], days);
  await applyFor(people, people.leaver, seasonId, [asked.secondClassId], days);
  await applyFor(people, people.next, seasonId, [asked.campId, asked.firstClassId], days);
  say('Three more volunteers: applied for the classes at a distance; approved.');
}

async function applyFor(
  { coordinator }: People,
  applicant: Client,
  seasonId: string,
  ranked: readonly string[],
  { laterStart: startDay, laterEnd: endDay }: Days,
): Promise<void> {
  await introduce(applicant);
  await agreeTo(applicant);
  const application = {
    seasonId,
    subjects: [{ subject: 'english', level: 2 }],
    deliveries: ['distance' as const],
    windows: [{ startDay, endDay, weeklyHours: 10 }],
    choices: ranked.map((id, i) => ({ rank: i + 1, targets: [{ kind: 'request' as const, id }] })),
    scope: 'anywhere_after' as const,
    statement: 'I teach English.',
  };
  const { id } = await valueOf(applicant.applications.$post({ json: application }));
  await valueOf(applicant.applications[':id'].submit.$post({ param: { id } }));
  await valueOf(coordinator.applications[':id'].approve.$post({ param: { id } }));
}

/** A profile, as whoever applies has one; changed from the version that was read. */
async function introduce(applicant: Client): Promise<void> {
  const read = await applicant.me.$get();
  const version = { headers: { 'If-Match': read.headers.get('ETag') ?? '' } };
  const who = { kind: 'student' as const, homeInstitution: '示范大学', homeRegion: 'mainland' as const, timeZone: 'Asia/Shanghai' };
  await valueOf(applicant.me.$patch({ json: { profile: { ...who, bornDay: '2004-01-01', languages: ['zh-CN' as const] } } }, version));
}

export async function clearIdentity({ coordinator, volunteer }: People, { laterEnd }: Days, say: Say): Promise<void> {
  const { id } = await valueOf(volunteer.clearances.$post({ json: { kind: 'identity' } }));
  await valueOf(volunteer.clearances[':id'].submit.$post({ param: { id } }));
  const { volunteerId } = await valueOf(coordinator.clearances[':id'].$get({ param: { id } }));
  const look = { param: { id: volunteerId }, json: { reason: 'identity check' } };
  const { number } = await valueOf(coordinator.accounts[':id'].identity.see.$post(look));
  if (number !== identityNumber) throw new Error('another number came back than was given');
  await valueOf(coordinator.clearances[':id'].clear.$post({ param: { id }, json: { validThroughDay: laterEnd } }));
  const { items } = await valueOf(volunteer.me.events.$get({ query: {} }));
  const looks = items.filter(({ event }) => event === 'identity.seen').length;
  say(`Coordinator: looked at the document and verified the identity. The volunteer sees that it was looked at: ${looks} time.`);
}
