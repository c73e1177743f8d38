export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Each in its turn, so that what else the machine does falls on all alike; the first round is not counted. Medians, in milliseconds. */
export async function inTurn<Site>(sites: readonly Site[], rounds: number, work: (site: Site) => Promise<number>): Promise<number[]> {
  const times = sites.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [i, site] of sites.entries()) {
      const ms = await work(site);
      if (round > 0) times[i]?.push(ms);
    }
  }
  return times.map((ms) => ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)] ?? Number.NaN);
}
