import { benchLoad } from './load/load.ts';
import { readOptions, WrongOption } from './options.ts';
import { benchSizesOfRecord } from './sizes-of-record/sizes-of-record.ts';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
try {
  const { sizes, withLoad, withSizes } = readOptions(process.argv.slice(2));
  if (withLoad) await benchLoad(stop.signal);
  if (withSizes) await benchSizesOfRecord(sizes, stop.signal);
} catch (error) {
  if (!stop.signal.aborted && !(error instanceof WrongOption)) throw error;
  console.error(error instanceof WrongOption ? error.message : 'Stopped.');
  process.exitCode = 2;
}
