import type { ImportKind } from '../../domain/import/import.ts';
import { stationsWork } from './stations-work.ts';
import type { ImportWork } from './work.ts';

export const works: Readonly<Record<ImportKind, ImportWork>> = {
  stations: stationsWork,
  accounts: stationsWork,
  placements: stationsWork,
  requests: stationsWork,
};
