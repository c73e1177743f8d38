import type { Page } from 'playwright-core';

/** What a first visit costs: bytes as they cross the wire, and what the database was asked. */
export type Weight = {
  readonly status: number;
  /** Of everything but images, in bytes. */
  readonly wire: number;
  readonly script: number;
  /** Statements, besides those that begin and end the transaction and say who acts. */
  readonly statements: number;
  /** How far parts moved while it was laid out: cumulative layout shift. */
  readonly shift: number;
};

/** At most this for any page; bytes by 1024. */
export const limits = { wire: 60 * 1024, script: 25 * 1024, statements: 5, shift: 0 } as const;

type Names = keyof typeof limits;
/** What of a page is over its limit. */
export function overLimit(weight: Weight): Names[] {
  return (Object.keys(limits) as Names[]).filter((name) => weight[name] > limits[name]);
}

/** Opens an address as if nothing of the site had been seen yet, and weighs what comes. The window stays there. */
export async function weighVisit(page: Page, address: string): Promise<Weight> {
  const wire = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  const sums = { all: 0, script: 0 };
  wire.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Document';
    if (kind === 'Image') return;
    sums.all += encodedDataLength;
    if (kind === 'Script') sums.script += encodedDataLength;
  });
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  const response = await page.goto(address, { waitUntil: 'load' });
  const told = (await response?.headerValue('server-timing')) ?? '';
  const shift: number = await page.evaluate(() => {
    const seen = new PerformanceObserver(() => undefined);
    seen.observe({ type: 'layout-shift', buffered: true });
    return seen.takeRecords().reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0);
  });
  await wire.detach();
  const statements = Number(/statements;desc="(\d+)"/.exec(told)?.[1] ?? Number.NaN);
  return { status: response?.status() ?? 0, wire: sums.all, script: sums.script, statements, shift: Math.round(shift * 1000) / 1000 };
}
