import { readFileSync } from 'node:fs';

import type { Locator, Page } from 'playwright-core';

const script = readFileSync(new URL('keyboard-walk.js', import.meta.url), 'utf8');
const mostStopsOfOne = 6;
/** So many stops are gone through before it is asked whether that was all. */
const stopsAtOnce = 8;

/** What is wrong with where the focus is: it cannot be seen (WCAG 2.2, 2.4.11), or is not marked. */
export async function focusFaults(page: Page): Promise<string[]> {
  await page.evaluate(script);
  return page.evaluate<string[]>('focusFaults()');
}

/** How many times Tab is pressed at the least from where the focus is until it is there. */
export async function stopsUntil(page: Page, thing: Locator): Promise<number> {
  await page.evaluate(script);
  return thing.evaluate((element) => (globalThis as unknown as { stopsUntil(element: unknown): number }).stopsUntil(element));
}

/** What is walked through: all of a page, or what is between its head and its foot, which are the same on every page. */
export type Walked = 'body' | 'main';

/** Goes through the page by Tab alone: what is not reached, cannot be seen there, or is not marked. */
export async function keyboardFaults(page: Page, within: Walked = 'body'): Promise<string[]> {
  await page.evaluate(script);
  const stops = await page.evaluate<number>(`beginKeyboardWalk('${within}')`);
  const isDone = async () => page.evaluate<boolean>('keyboardWalk.isDone()');
  // A date has several stops; and what took the focus by itself is where the walk begins: it goes around once more.
  for (let step = 0; step < stops * mostStopsOfOne && !(await isDone()); step += stopsAtOnce) {
    for (let stop = 0; stop < stopsAtOnce; stop += 1) await page.keyboard.press('Tab');
  }
  return page.evaluate<string[]>('keyboardWalk.faults()');
}
