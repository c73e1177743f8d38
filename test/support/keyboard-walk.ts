import { readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';

const script = readFileSync(new URL('keyboard-walk.js', import.meta.url), 'utf8');
const mostStopsOfOne = 6;

type Step = { readonly isDone: boolean; readonly faults: string[] };

/** What is wrong with where the focus is: it cannot be seen (WCAG 2.2, 2.4.11), or is not marked. */
export async function focusFaults(page: Page): Promise<string[]> {
  await page.evaluate(script);
  return (await page.evaluate<Step>('keyboardWalk.step()')).faults;
}

/** Goes through the page by Tab alone: what is not reached, cannot be seen there, or is not marked. */
export async function keyboardFaults(page: Page): Promise<string[]> {
  const stops = await page.evaluate<number>(script);
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
