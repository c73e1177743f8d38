export type Driven = { readonly callsASecond: number; readonly p95: number; readonly p99: number };

/** So many clients, each asking again as soon as it is answered; how many answers a second came, and how long they took, in milliseconds. */
export async function drive(
  call: () => Promise<Response>,
  { clients, seconds }: { readonly clients: number; readonly seconds: number },
): Promise<Driven> {
  const times: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const client = async () => {
    while (performance.now() < end) {
      const asked = performance.now();
      const answer = await call();
      if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const took = (performance.now() - begun) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  const within = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { callsASecond: times.length / took, p95: within(0.95), p99: within(0.99) };
}
