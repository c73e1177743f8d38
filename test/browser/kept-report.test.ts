import postgres from 'postgres';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { axeFaults, startBrowser } from '../support/browser.ts';
import { testDemonstration } from '../support/demonstrations.ts';
import { Person, type Site, type Way } from './roads/person.ts';

const demonstration = testDemonstration();
let browser: Browser;
let site: Site;
let sql: postgres.Sql;
/** The squad that the demonstration volunteer teaches in. */
let squadId: string;
let path: string;
const way: Way = { locale: 'en', width: 360, scripts: true, hand: 'pointer' };

beforeAll(async () => {
  browser = await startBrowser();
  const { siteUrl, mailboxUrl, databaseUrl } = demonstration;
  site = { url: siteUrl, mailbox: mailboxUrl };
  sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  const [row] = await sql`select p.request_id from placements p join accounts a on a.id = p.account_id
    where a.email = 'volunteer@example.org' and p.state = 'started' order by p.id desc limit 1`;
  squadId = String(row?.['request_id']);
  path = `${siteUrl}/squads/${squadId}/report`;
});
afterAll(async () => {
  await sql.end();
  await browser.close();
});

/** Signs somebody in in a window that is then closed; gives what their browser shows the site as theirs. */
async function cookiesOf(email: string) {
  const person = await Person.sitDown(browser, site, way);
  await person.open('/');
  await person.signIn(email);
  const cookies = await person.page.context().cookies();
  await person.leave();
  return cookies;
}

async function fill(page: Page, note: string): Promise<void> {
  await page.getByLabel('Held').check();
  await page.getByLabel('Learners present').fill('12');
  await page.getByLabel('Everybody is well').check();
  await page.getByLabel('No', { exact: true }).check();
  await page.getByLabel('Note (optional)').fill(note);
  await page.getByRole('button', { name: 'Send the report' }).click();
}

/** Who is on record as having written it, once it has arrived. */
async function reporterOf(note: string): Promise<unknown> {
  const [row] = await sql`select a.email from day_reports d left join accounts a on a.id = d.reported_by where d.note = ${note}`;
  return row === undefined ? undefined : row['email'];
}

const notice = (page: Page) => page.locator('[data-kept]');

/** Opens a page of the site and waits for the answer to what it sends by itself. */
async function openAndSend(page: Page, address: string): Promise<number> {
  const sent = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.goto(address);
  return (await sent).status();
}

async function onSharedPhone(work: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: 'en', reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  await work(await context.newPage(), context);
  await context.close();
}

test('a report that was kept without a network waits for whoever wrote it, though another signs in on the same phone', async () => {
  const [volunteer, coordinator] = [await cookiesOf('volunteer@example.org'), await cookiesOf('coordinator@example.org')];
  await onSharedPhone(async (page, context) => {
    await context.addCookies(volunteer);
    await page.goto(path);
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await context.setOffline(true);
    await fill(page, 'kept by the volunteer');
    await notice(page).getByText('演示志愿者').waitFor();
    expect(await notice(page).innerText()).toContain('1 report(s) waiting');
    expect(await axeFaults(page)).toEqual([]);
    await context.clearCookies();
    await context.addCookies(coordinator);
    await context.setOffline(false);
    // From any page it is tried, and answered that it is not theirs.
    expect(await openAndSend(page, `${site.url}/needs`)).toBe(409);
    await page.goto(`${site.url}/squads/${squadId}`);
    await notice(page).getByText('演示志愿者').waitFor();
    expect(await reporterOf('kept by the volunteer')).toBeUndefined();

    await context.clearCookies();
    await context.addCookies(volunteer);
    await openAndSend(page, `${site.url}/squads/${squadId}`);
    await expect.poll(async () => reporterOf('kept by the volunteer')).toBe('volunteer@example.org');
    await notice(page).waitFor({ state: 'hidden' });
  });
});

test('the form that opens without a network says as whom it reports, and keeps nothing of nobody’s; by the link it needs nobody', async () => {
  const volunteer = await cookiesOf('volunteer@example.org');
  await onSharedPhone(async (page, context) => {
    await page.goto(`${site.url}/needs`);
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await context.setOffline(true);
    await page.goto(path);
    await fill(page, 'written by nobody');
    await page.getByText('Nobody has reported on this device').waitFor();
    expect(await page.getByLabel('Note (optional)').inputValue()).toBe('written by nobody');

    await context.setOffline(false);
    await context.addCookies(volunteer);
    await page.goto(path);
    await context.setOffline(true);
    await page.goto(path);
    await page.getByText('You report as 演示志愿者').waitFor();
    await fill(page, 'kept by the offline form');
    await notice(page).getByText('演示志愿者').waitFor();

    const key = 'k'.repeat(43);
    await page.goto(`${site.url}/report/${key}`);
    await fill(page, 'kept for the link');
    await expect.poll(async () => page.evaluate('JSON.parse(localStorage["zhijiao.reports"]).length')).toBe(2);
    await sql`update report_links set key_sha256 = sha256(${key}::bytea) where request_id = ${squadId}`;
    await context.clearCookies();
    await context.setOffline(false);
    await expect.poll(async () => reporterOf('kept for the link'), { timeout: 20_000 }).toBeNull();
    expect(await reporterOf('kept by the offline form')).toBeUndefined();
  });
});
