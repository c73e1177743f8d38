import type { PageRouter } from '../page-router.ts';
import { countyAveragesPage } from './averages-page.tsx';
import { countyHeardPage } from './county-heard-page.tsx';
import { feedbackPages } from './feedback-page.tsx';

/** Feedback both ways once a service is over. */
export const feedbackSection: readonly PageRouter[] = [feedbackPages, countyAveragesPage, countyHeardPage];
