import { DateTime } from 'luxon';

import { valueOf, type Client } from './client.ts';

/** Who walks: each with a client of their own. */
export type People = Readonly<Record<'admin' | 'coordinator' | 'officer' | 'volunteer' | 'anyone', Client>>;
type Say = (line: string) => void;

/**
 * The whole road as an example: from a planned season to a completion in the statistics, through the public API only, as
 * a coordinator, a county officer and a volunteer. A season of one day, so that it can be walked today.
 */
export async function walk(people: People, say: Say): Promise<void> {
  const today = DateTime.now().setZone('Asia/Shanghai').toISODate() ?? '';
  const seasonId = await planSeason(people, today, say);
  const requestId = await askForTeachers(people, seasonId, today, say);
  await agree(people, say);
  await apply(people, { seasonId, requestId, today }, say);
  await clearIdentity(people, today, say);
  await match(people, seasonId, say);
  const placementId = await acceptOffer(people, seasonId, say);
  await enterSignatory(people, today, say);
  await teach(people, placementId, today, say);
  await checkCertificate(people, say);
  await showCount(people, seasonId, say);
}

async function planSeason({ coordinator }: People, today: string, say: Say): Promise<string> {
  const days = {
    applicationsOpenDay: today,
    applicationsCloseDay: today,
    requestsOpenDay: today,
    requestsCloseDay: today,
    matchDay: today,
    teachingStartDay: today,
    teachingEndDay: today,
  };
  const names = { nameZh: '演示招募季', nameEn: 'Demonstration season' };
  const checks = { on_site: ['identity' as const, 'code_of_conduct' as const], distance: [], blended: [] };
  const { id } = await valueOf(coordinator.seasons.$post({ json: { ...names, ...days, replyHours: 72, checks } }));
  await valueOf(coordinator.seasons[':id'].advance.$post({ param: { id } }));
  say('Coordinator: planned a season and opened it. Who travels has their identity checked and agrees to the code of conduct.');
  return id;
}

async function askForTeachers({ coordinator, officer, anyone }: People, seasonId: string, today: string, say: Say): Promise<string> {
  const hostConditions = {
    lodging: 'School dormitory',
    waterAndPower: 'All day',
    altitudeMetres: 1400,
    nearestHospital: 'County hospital, 2 km',
    bandwidthMbps: 50,
    largestClass: 45,
    knownRisks: 'Mountain roads in rain',
    signedBy: 'Demonstration officer',
    signedDay: today,
  };
  const term = { startDay: today, endDay: today, weeklyHours: 20 };
  const where = { countyCode: '532926', kind: 'camp' as const, delivery: 'on_site' as const, place: '示范中学' };
  const lines = [{ subject: 'english', level: 1, minimum: 1, ideal: 1, maximum: 2 }];
  const { id } = await valueOf(officer.requests.$post({ json: { seasonId, ...where, ...term, hostConditions, lines } }));
  await valueOf(officer.requests[':id'].submit.$post({ param: { id } }));
  await valueOf(coordinator.requests[':id'].approve.$post({ param: { id } }));
  const { items } = await valueOf(anyone.needs.$get({ query: {} }));
  say(`County officer: asked for a teacher of English; approved. Open needs for anyone to see: ${items.length}.`);
  return id;
}

/** A resident identity number that fits its check character and is nobody's: there is no division 110199. */
export const identityNumber = '110199200001019993';

/** Reads the texts as they stand, agrees to those that the road needs, and gives an identity document. */
async function agree({ volunteer }: People, say: Say): Promise<void> {
  const { items } = await valueOf(volunteer.texts.$get({ query: {} }));
  const needed = items.filter(({ kind }) => kind !== 'agreement' && kind !== 'transfer_abroad');
  for (const { kind, version } of needed) await valueOf(volunteer.me.consents.$post({ json: { kind, version } }));
  const given = { documentType: 'resident_id' as const, number: identityNumber };
  const { maskedNumber } = await valueOf(volunteer.me.identity.$put({ json: given }));
  say(`Volunteer: agreed to ${needed.length} texts, and gave an identity document (${maskedNumber}, kept encrypted).`);
}

type Sought = { readonly seasonId: string; readonly requestId: string; readonly today: string };

async function apply({ coordinator, volunteer }: People, { seasonId, requestId, today }: Sought, say: Say): Promise<void> {
  const application = {
    seasonId,
    subjects: [{ subject: 'english', level: 2 }],
    deliveries: ['on_site' as const],
    windows: [{ startDay: today, endDay: today, weeklyHours: 20 }],
    choices: [{ rank: 1, targets: [{ kind: 'request' as const, id: requestId }] }],
    statement: 'I teach English.',
  };
  const { id } = await valueOf(volunteer.applications.$post({ json: application }));
  const { items } = await valueOf(volunteer.applications[':id'].eligibility.$get({ param: { id }, query: {} }));
  const inTheWay = items.flatMap((need) => need.failedRules).join(', ');
  await valueOf(volunteer.applications[':id'].submit.$post({ param: { id } }));
  await valueOf(coordinator.applications[':id'].approve.$post({ param: { id } }));
  say(`Volunteer: applied, with this request as first choice (still in the way: ${inTheWay}); approved.`);
}

async function clearIdentity({ coordinator, volunteer }: People, today: string, say: Say): Promise<void> {
  const { id } = await valueOf(volunteer.clearances.$post({ json: { kind: 'identity' } }));
  await valueOf(volunteer.clearances[':id'].submit.$post({ param: { id } }));
  const { volunteerId } = await valueOf(coordinator.clearances[':id'].$get({ param: { id } }));
  const look = { param: { id: volunteerId }, json: { reason: 'identity check' } };
  const { number } = await valueOf(coordinator.accounts[':id'].identity.see.$post(look));
  if (number !== identityNumber) throw new Error('another number came back than was given');
  await valueOf(coordinator.clearances[':id'].clear.$post({ param: { id }, json: { validThroughDay: today } }));
  const { items } = await valueOf(volunteer.me.events.$get({ query: {} }));
  const looks = items.filter(({ event }) => event === 'identity.seen').length;
  say(`Coordinator: looked at the document and verified the identity. The volunteer sees that it was looked at: ${looks} time.`);
}

async function match({ coordinator }: People, seasonId: string, say: Say): Promise<void> {
  const season = { param: { id: seasonId } };
  await valueOf(coordinator.seasons[':id'].advance.$post(season));
  const { id } = await valueOf(coordinator.seasons[':id'].runs.$post({ ...season, json: {} }));
  let run = await valueOf(coordinator.runs[':id'].$get({ param: { id } }));
  for (let tries = 0; tries < 300 && (run.state === 'queued' || run.state === 'running'); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    run = await valueOf(coordinator.runs[':id'].$get({ param: { id } }));
  }
  if (run.state !== 'done') throw new Error(`the run is ${run.state}: ${run.failure}`);
  await valueOf(coordinator.runs[':id'].publish.$post({ param: { id } }));
  await valueOf(coordinator.seasons[':id'].advance.$post(season));
  await valueOf(coordinator.seasons[':id'].release.$post(season));
  say(`Coordinator: ran the match (${run.summary?.status}, ${run.summary?.placed} placed), published it and released the offers.`);
}

async function acceptOffer({ coordinator, volunteer }: People, seasonId: string, say: Say): Promise<string> {
  const { items } = await valueOf(volunteer.placements.$get({ query: { seasonId } }));
  const [offer] = items;
  if (offer === undefined) throw new Error('no offer came');
  await valueOf(volunteer.placements[':id'].accept.$post({ param: { id: offer.id } }));
  await valueOf(coordinator.seasons[':id'].advance.$post({ param: { id: seasonId } }));
  say('Volunteer: accepted the offer.');
  return offer.id;
}

async function teach({ coordinator, officer, volunteer }: People, id: string, today: string, say: Say): Promise<void> {
  const param = { id };
  await valueOf(officer.placements[':id'].start.$post({ param }));
  const lesson = { startsAt: `${today}T00:00:00+08:00`, minutes: minutesSoFar(), subject: 'english', learners: 32 };
  await valueOf(volunteer.placements[':id'].sessions.$post({ param, json: lesson }));
  await valueOf(volunteer.placements[':id'].report.$put({ param, json: { daysServed: 1, text: 'We read, spoke and sang.' } }));
  await valueOf(officer.placements[':id'].confirm.$post({ param, json: { daysServed: 1, signedBy: 'Demonstration officer' } }));
  await valueOf(coordinator.placements[':id'].complete.$post({ param }));
  const { state, report, confirmation, completion } = await valueOf(volunteer.placements[':id'].$get({ param }));
  if (report === null || confirmation === null || completion === null) throw new Error('the record is not whole');
  say(`Volunteer: taught ${completion.minutesTaught} minutes and reported. County: countersigned (${confirmation.signedBy}).`);
  say(
    `The placement is ${state}; its record is whole: ${completion.daysServed} day, ${completion.lessonsHeld} lesson, ${completion.learners} learners.`,
  );
}

async function enterSignatory({ admin }: People, today: string, say: Say): Promise<void> {
  const names = { nameZh: '示范主任', nameEn: 'Demonstration director', titleZh: '主任', titleEn: 'Director' };
  const issuer = { issuerZh: '示范支教项目', issuerEn: 'Demonstration programme', contact: 'office@zhijiao.example.org' };
  const { fromDay } = await valueOf(admin.signatories.$post({ json: { ...names, ...issuer, fromDay: today } }));
  say(`Admin: entered who signs certificates from ${fromDay} on.`);
}

/** The certificate came with the completion; anybody checks it by its number, and confirms the name. */
async function checkCertificate({ anyone, coordinator, volunteer }: People, say: Say): Promise<void> {
  const { items } = await valueOf(volunteer.certificates.$get({ query: {} }));
  const [certificate] = items;
  if (certificate === undefined) throw new Error('no certificate came with the completion');
  const param = { serial: certificate.serial };
  const { facts, maskedName, state } = await valueOf(anyone.certificates[':serial'].$get({ param }));
  const { isHolder } = await valueOf(anyone.certificates[':serial'].holder.$post({ param, json: { name: certificate.name } }));
  const other = await valueOf(anyone.certificates[':serial'].holder.$post({ param, json: { name: 'Somebody Else' } }));
  if (!isHolder || other.isHolder || state !== 'issued') throw new Error('the certificate is not confirmed');
  say(`Volunteer: has certificate ${certificate.serial}, signed by ${facts.signatory.name.en}.`);
  say(
    `Anybody: checked it (${facts.daysServed} day, ${facts.minutesTaught} minutes, ${maskedName ?? ''}); the full name is confirmed when typed.`,
  );
  const reason = { reason: 'the name was put right' };
  const newer = await valueOf(coordinator.certificates[':serial'].reissue.$post({ param, json: reason }));
  const old = await valueOf(anyone.certificates[':serial'].$get({ param }));
  if (old.state !== 'superseded' || old.supersededBy !== newer.serial) throw new Error('the old certificate does not point on');
  say(`Coordinator: issued it anew; the old one says ${old.state} and points on.`);
}

/** A lesson counts once it is over, so just after midnight it is a short one. */
function minutesSoFar(): number {
  const now = DateTime.now().setZone('Asia/Shanghai');
  return Math.max(5, Math.min(45, Math.floor(now.diff(now.startOf('day'), 'minutes').minutes)));
}

/** One completion in a county is not told by county: so few might be recognised. */
async function showCount({ anyone }: People, seasonId: string, say: Say): Promise<void> {
  const { recorded, reported } = await valueOf(anyone.statistics.$get({ query: { by: 'season' } }));
  const row = recorded.rows.find(({ key }) => key === seasonId);
  if (row?.completions !== 1) throw new Error('the completion is not counted');
  say(
    `Statistics: ${row.completions} completion in the season, ${row.minutesTaught} minutes taught; beside it ${reported.volunteers} volunteers reported.`,
  );
}
