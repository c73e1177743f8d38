import { readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';

const script = readFileSync(new URL('keyboard-walk.js', import.meta.url), 'utf8');
const mostStopsOfOne = 6;

type Step = { readonly isDone: boolean; readonly faults: string[] };

/** What is wrong with where the focus is: it cannot be seen (WCAG 2.2, 2.4.11), or is not marked. */
export async function focusFaults(page: Page): Promise<string[]> {
  await beginIn(page, 'body');
  return (await page.evaluate<Step>('keyboardWalk.step()')).faults;
}

/** What is walked through: all of a page, or what is between its head and its foot, which are the same on every page. */
export type Walked = 'body' | 'main';

async function beginIn(page: Page, within: Walked): Promise<number> {
  await page.evaluate(script);
  return page.evaluate<number>(`beginKeyboardWalk('${within}')`);
}

/** Goes through the page by Tab alone: what is not reached, cannot be seen there, or is not marked. */
export async function keyboardFaults(page: Page, within: Walked = 'body'): Promise<string[]> {
  const stops = await beginIn(page, within);
  const faults: string[] = [];
  // A date has several stops; and what took the focus by itself is where the walk begins: it goes around once more.
  for (let step = 0; step < stops * mostStopsOfOne; step += 1) {
    await page.keyboard.press('Tab');
    const { isDone, faults: found } = await page.evaluate<Step>('keyboardWalk.step()');
    faults.push(...found);
    if (isDone) break;
  }
  const missed = await page.evaluate<string[]>('keyboardWalk.missed()');
  return [...faults, ...missed.map((name) => `not reached: ${name}`)];
}
