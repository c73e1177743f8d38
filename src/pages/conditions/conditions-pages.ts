import type { PageRouter } from '../page-router.ts';
import { answerPages } from './answer-page.ts';
import { signPages } from './sign-page.tsx';
import { waitingPages } from './waiting-page.tsx';

/** Host conditions that change: signed by the county, answered by whoever they touch, and seen from the desk. */
export const conditionPages: readonly PageRouter[] = [signPages, answerPages, waitingPages];
