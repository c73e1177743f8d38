import type { PageRouter } from '../page-router.ts';
import { answerPages } from './answer-page.tsx';
import { deskSwapPages } from './desk-swap-page.tsx';
import { deskSwapsPage } from './desk-swaps-page.tsx';
import { ownSwapPages } from './own-swap-page.tsx';

/** Two volunteers exchange their placements, and coordinators confirm it. */
export const swapSection: readonly PageRouter[] = [ownSwapPages, answerPages, deskSwapsPage, deskSwapPages];
