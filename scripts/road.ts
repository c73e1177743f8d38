import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { DateTime } from 'luxon';

import { freePort } from './installation/ports.ts';

/**
 * The whole road as an example: from an empty installation to a completion in the statistics, through the public API
 * only, as a coordinator, a county officer and a volunteer. A season of one day, so that it can be walked today.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-road-'));
  const port = await freePort();
  const environment = { ...process.env, PORT: String(port), ZHIJIAO_DATA: path.join(folder, 'data') };
  say('Starting an empty installation …');
  const site = spawn(process.execPath, ['scripts/start.ts', '--empty'], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    const base = `http://127.0.0.1:${port}/api/v1`;
    await untilHealthy(base, site);
    const as = (email: string) => callerFor(base, tokenFor(email, environment));
    await walk({
      coordinator: as('coordinator@example.org'),
      officer: as('county@example.org'),
      volunteer: as('volunteer@example.org'),
      anyone: callerFor(base, undefined),
    });
  } finally {
    site.kill('SIGTERM');
    if (site.exitCode === null) await new Promise((resolve) => site.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

type Thing = Record<string, unknown>;
type Caller = (method: string, at: string, body?: Thing) => Promise<Thing>;
type People = Record<'coordinator' | 'officer' | 'volunteer' | 'anyone', Caller>;

async function walk(people: People): Promise<void> {
  const today = DateTime.now().setZone('Asia/Shanghai').toISODate() ?? '';
  const seasonId = await planSeason(people, today);
  const requestId = await askForTeachers(people, seasonId, today);
  await apply(people, seasonId, requestId, today);
  await clearIdentity(people, today);
  await match(people, seasonId);
  const placementId = await acceptOffer(people, seasonId);
  await teach(people, placementId, today);
  await showCount(people);
}

async function planSeason({ coordinator }: People, today: string): Promise<string> {
  const days = {
    applicationsOpenDay: today,
    applicationsCloseDay: today,
    requestsOpenDay: today,
    requestsCloseDay: today,
    matchDay: today,
  };
  const season = await coordinator('POST', '/seasons', {
    nameZh: '演示招募季',
    nameEn: 'Demonstration season',
    ...days,
    replyHours: 72,
    teachingStartDay: today,
    teachingEndDay: today,
    checks: { on_site: ['identity'], distance: [], blended: [] },
  });
  await coordinator('POST', `/seasons/${idOf(season)}/advance`);
  say('Coordinator: planned a season and opened it. It asks an identity check of everybody who travels.');
  return idOf(season);
}

async function askForTeachers({ coordinator, officer, anyone }: People, seasonId: string, today: string): Promise<string> {
  const request = await officer('POST', '/requests', {
    seasonId,
    countyCode: '532926',
    kind: 'camp',
    delivery: 'on_site',
    place: '示范中学',
    startDay: today,
    endDay: today,
    weeklyHours: 20,
    hostConditions: {
      lodging: 'School dormitory',
      waterAndPower: 'All day',
      altitudeMetres: 1400,
      nearestHospital: 'County hospital, 2 km',
      bandwidthMbps: 50,
      largestClass: 45,
      knownRisks: 'Mountain roads in rain',
      signedBy: 'Demonstration officer',
      signedDay: today,
    },
    lines: [{ subject: 'english', level: 1, minimum: 1, ideal: 1, maximum: 2 }],
  });
  await officer('POST', `/requests/${idOf(request)}/submit`);
  await coordinator('POST', `/requests/${idOf(request)}/approve`);
  const needs = await anyone('GET', '/needs');
  say(`County officer: asked for a teacher of English; approved. Open needs for anyone to see: ${itemsOf(needs).length}.`);
  return idOf(request);
}

async function apply({ coordinator, volunteer }: People, seasonId: string, requestId: string, today: string): Promise<void> {
  const application = await volunteer('POST', '/applications', {
    seasonId,
    subjects: [{ subject: 'english', level: 2 }],
    deliveries: ['on_site'],
    windows: [{ startDay: today, endDay: today, weeklyHours: 20 }],
    choices: [{ rank: 1, targets: [{ kind: 'request', id: requestId }] }],
    statement: 'I teach English.',
  });
  await volunteer('POST', `/applications/${idOf(application)}/submit`);
  await coordinator('POST', `/applications/${idOf(application)}/approve`);
  say('Volunteer: applied, with this request as first choice; approved.');
}

async function clearIdentity({ coordinator, volunteer }: People, today: string): Promise<void> {
  const clearance = await volunteer('POST', '/clearances', { kind: 'identity' });
  await volunteer('POST', `/clearances/${idOf(clearance)}/submit`);
  await coordinator('POST', `/clearances/${idOf(clearance)}/clear`, { validThroughDay: today });
  say('Coordinator: verified the identity.');
}

async function match({ coordinator }: People, seasonId: string): Promise<void> {
  await coordinator('POST', `/seasons/${seasonId}/advance`);
  const run = await coordinator('POST', `/seasons/${seasonId}/runs`, {});
  let now = run;
  for (let tries = 0; tries < 300 && (now['state'] === 'queued' || now['state'] === 'running'); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    now = await coordinator('GET', `/runs/${idOf(run)}`);
  }
  if (now['state'] !== 'done') throw new Error(`the run is ${String(now['state'])}: ${String(now['failure'])}`);
  const summary = now['summary'] as { status: string; placed: number };
  await coordinator('POST', `/runs/${idOf(run)}/publish`);
  await coordinator('POST', `/seasons/${seasonId}/advance`);
  await coordinator('POST', `/seasons/${seasonId}/release`);
  say(`Coordinator: ran the match (${summary.status}, ${summary.placed} placed), published it and released the offers.`);
}

async function acceptOffer({ coordinator, volunteer }: People, seasonId: string): Promise<string> {
  const [offer] = itemsOf(await volunteer('GET', '/placements'));
  if (offer === undefined) throw new Error('no offer came');
  await volunteer('POST', `/placements/${idOf(offer)}/accept`);
  await coordinator('POST', `/seasons/${seasonId}/advance`);
  say('Volunteer: accepted the offer.');
  return idOf(offer);
}

async function teach({ coordinator, officer, volunteer }: People, placementId: string, today: string): Promise<void> {
  const at = `/placements/${placementId}`;
  await officer('POST', `${at}/start`);
  await volunteer('POST', `${at}/sessions`, { startsAt: `${today}T00:00:00+08:00`, minutes: 45, subject: 'english', learners: 32 });
  await volunteer('PUT', `${at}/report`, { daysServed: 1, text: 'We read, spoke and sang.' });
  await officer('POST', `${at}/confirm`, { daysServed: 1, signedBy: 'Demonstration officer' });
  const placement = await coordinator('POST', `${at}/complete`);
  say(`Taught, reported, countersigned by the county. The placement is ${String(placement['state'])}.`);
}

async function showCount({ anyone }: People): Promise<void> {
  const { recorded, reported } = (await anyone('GET', '/statistics?by=county')) as {
    recorded: { rows: { key: string; completions: number; minutesTaught: number }[] };
    reported: { volunteers: number };
  };
  const row = recorded.rows.find(({ key }) => key === '532926');
  if (row?.completions !== 1) throw new Error('the completion is not counted');
  say(
    `Statistics: ${row.completions} completion in Nanjian, ${row.minutesTaught} minutes taught; beside it ${reported.volunteers} volunteers reported.`,
  );
}

function callerFor(base: string, token: string | undefined): Caller {
  return async (method, at, body) => {
    const headers = {
      'Accept-Language': 'en',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    };
    const answer = await fetch(base + at, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const value = (await answer.json()) as Thing;
    if (!answer.ok) throw new Error(`${method} ${at}: ${answer.status} ${JSON.stringify(value)}`);
    return value;
  };
}

function tokenFor(email: string, environment: NodeJS.ProcessEnv): string {
  const { stdout, status } = spawnSync(process.execPath, ['scripts/token.ts', email], { env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`no token for ${email}`);
  return stdout.trim();
}

async function untilHealthy(base: string, site: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600 && site.exitCode === null; tries += 1) {
    const answer = await fetch(`${base}/health`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the installation did not start');
}

function idOf(thing: Thing): string {
  return String(thing['id']);
}

function itemsOf(list: Thing): Thing[] {
  return list['items'] as Thing[];
}

function say(line: string): void {
  console.log(line);
}

await main();
