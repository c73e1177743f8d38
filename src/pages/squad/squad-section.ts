import type { PageRouter } from '../page-router.ts';
import { boardPages } from './board-pages.tsx';
import { coverPages } from './cover-page.tsx';
import { emergencyPages } from './emergency-pages.tsx';
import { linkPages } from './link-pages.tsx';
import { ownEmergencyPages } from './own-emergency-page.tsx';
import { reportPages } from './report-pages.tsx';
import { safePages } from './safe-pages.tsx';
import { safetyDeskPages } from './safety-desk-pages.tsx';
import { squadPages } from './squad-pages.tsx';

/** Squads: who goes together, how each day is, and what is printed of them. */
export const squadSection: readonly PageRouter[] = [
  squadPages,
  ownEmergencyPages,
  emergencyPages,
  reportPages,
  linkPages,
  coverPages,
  boardPages,
  safePages,
  safetyDeskPages,
];
