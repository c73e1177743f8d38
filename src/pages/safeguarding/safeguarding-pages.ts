import type { PageRouter } from '../page-router.ts';
import { barredPeoplePages } from './barred-people-page.tsx';
import { incidentPages } from './incident-page.tsx';
import { incidentsPages } from './incidents-page.tsx';
import { liftPages } from './lift-page.tsx';
import { overviewPages } from './overview-page.tsx';
import { reviewPages } from './review-page.tsx';
import { reviewsPages } from './reviews-page.tsx';

export const safeguardingPages: readonly PageRouter[] = [
  overviewPages,
  incidentsPages,
  incidentPages,
  barredPeoplePages,
  liftPages,
  reviewsPages,
  reviewPages,
];
