import { benchStatistics } from './statistics/statistics.ts';

await benchStatistics();
