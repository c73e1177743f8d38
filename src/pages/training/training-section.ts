import type { PageRouter } from '../page-router.ts';
import { countyTrainingPages } from './county-pages.tsx';
import { deskTrainingPages } from './desk-pages.tsx';
import { trainingsPages } from './public-pages.tsx';
import { reachPages } from './reach-page.tsx';

/** Trainings: as everybody reads them, as counties report of them, and as coordinators plan them. */
export const trainingPages: readonly PageRouter[] = [reachPages, trainingsPages, countyTrainingPages, deskTrainingPages];
