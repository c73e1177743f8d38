import { benchLoad } from './load/load.ts';
import { benchStatistics } from './statistics/statistics.ts';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
try {
  await benchLoad(stop.signal);
  await benchStatistics(stop.signal);
} catch (error) {
  if (!stop.signal.aborted) throw error;
  console.error('Stopped.');
  process.exitCode = 2;
}
