import type { ImportKind } from '../../domain/import/import.ts';
import { accountsWork } from './accounts-work.ts';
import { placementsWork } from './placements-work.ts';
import { requestsWork } from './requests-work.ts';
import { stationsWork } from './stations-work.ts';
import type { ImportWork } from './work.ts';

export const works: Readonly<Record<ImportKind, ImportWork>> = {
  stations: stationsWork,
  accounts: accountsWork,
  placements: placementsWork,
  requests: requestsWork,
};
