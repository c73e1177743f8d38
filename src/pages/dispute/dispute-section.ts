import type { PageRouter } from '../page-router.ts';
import { deskDisputesPage } from './desk-page.tsx';
import { disputePages } from './dispute-page.tsx';
import { openDisputePages } from './open-page.tsx';

/** Disputes over recorded hours: opened by counties, answered by volunteers, settled by coordinators. */
export const disputeSection: readonly PageRouter[] = [disputePages, openDisputePages, deskDisputesPage];
