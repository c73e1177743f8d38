import type { PageRouter } from '../page-router.ts';
import { checkPages } from './check-pages.ts';
import { incidentPages } from './incident-page.tsx';
import { lifetimePages } from './lifetime-page.tsx';
import { placementAnswers } from './placement-answer.tsx';
import { placementTeaching } from './placement-teach.ts';
import { placementsPages } from './placements-page.tsx';

/** What a volunteer does once they are placed. */
export const servicePages: readonly PageRouter[] = [
  placementsPages,
  placementAnswers,
  placementTeaching,
  checkPages,
  incidentPages,
  lifetimePages,
];
