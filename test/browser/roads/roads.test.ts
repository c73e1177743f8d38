import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startBrowser } from '../../support/browser.ts';
import { inDays } from '../../support/days.ts';
import { Installations, untilReady } from '../../support/installation.ts';
import { residentNumber } from '../../support/resident-number.ts';
import { advance, approveApplication, approveRequest, clearIdentity, complete, matchAndRelease, planSeason } from './coordinator.ts';
import { askForTeachers, confirmArrival, countersign } from './officer.ts';
import { Person, type Site, type Way } from './person.ts';
import { acceptOffer, beginApplication, fillApplication, handInIdentity, seeRecord, submitApplication, teach } from './volunteer.ts';
import type { Told } from './told.ts';

const installations = new Installations();
let browser: Browser;
let site: Site;

beforeAll(async () => {
  browser = await startBrowser();
  await untilReady(await installations.start(['--empty']));
  const { siteUrl, mailboxUrl } = installations.announced;
  site = { url: siteUrl, mailbox: mailboxUrl };
});
afterAll(async () => {
  await browser.close();
  await installations.end();
});

const ways: readonly (Way & { readonly name: string })[] = [
  { name: 'with a pointer', locale: 'zh', width: 1280, scripts: true, hand: 'pointer' },
  { name: 'without scripts, on a phone', locale: 'en', width: 360, scripts: false, hand: 'pointer' },
  { name: 'by keyboard alone', locale: 'en', width: 1280, scripts: true, hand: 'keyboard' },
];

async function signedIn(email: string, way: Way): Promise<Person> {
  const person = await Person.sitDown(browser, site, way);
  await person.open('/');
  await person.signIn(email);
  return person;
}

/** Each road goes on where the one before it ended, as the people it is about do. */
describe.each(ways)('$name', (way) => {
  const number = ways.findIndex(({ name }) => name === way.name) + 1;
  const told: Told = {
    season: `一日招募季 ${number}`,
    place: `示范中学 ${number}`,
    volunteer: `示范志愿者 ${number}`,
    today: inDays(0),
    subject: way.locale === 'en' ? 'English' : '英语',
    province: way.locale === 'en' ? 'Yunnan' : '云南省',
    identityNumber: residentNumber(`11019920000101${100 + number}`),
  };
  let people: Readonly<Record<'coordinator' | 'officer' | 'volunteer', Person>>;

  beforeAll(async () => {
    people = {
      coordinator: await signedIn('coordinator@example.org', way),
      officer: await signedIn('county@example.org', way),
      volunteer: await signedIn(`volunteer-${number}@example.org`, way),
    };
    await planSeason(people.coordinator, told);
    await advance(people.coordinator, told, 'open');
  });
  afterAll(async () => {
    for (const person of Object.values(people)) await person.leave();
  });

  test('a county’s request, from nothing to approved', async () => {
    await askForTeachers(people.officer, told);
    await approveRequest(people.coordinator, told);
  });

  test('an application, from nothing to submitted, and its checks', async () => {
    await beginApplication(people.volunteer, told);
    await fillApplication(people.volunteer, told);
    await submitApplication(people.volunteer);
    await handInIdentity(people.volunteer, told);
    await approveApplication(people.coordinator, told);
    await clearIdentity(people.coordinator, told);
  });

  test('a match, from its run to the release of its offers', async () => {
    await advance(people.coordinator, told, 'matching');
    await matchAndRelease(people.coordinator, told);
  });

  test('an offer is accepted', async () => {
    await acceptOffer(people.volunteer, told);
    await advance(people.coordinator, told, 'teaching');
  });

  test('lessons are logged, reported, countersigned, and the placement is completed', async () => {
    await confirmArrival(people.officer, told);
    await teach(people.volunteer, told);
    await countersign(people.officer, told);
    await complete(people.coordinator, told);
    await seeRecord(people.volunteer, told);
  });

  test('no page complained, and none asked anything of anybody else', () => {
    expect(Object.values(people).flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
