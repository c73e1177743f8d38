import type { PageRouter } from '../page-router.ts';
import { aboutPages } from './about-page.tsx';
import { countiesPages } from './counties-page.tsx';
import { countyPages } from './county-page.tsx';
import { designPages } from './design-page.tsx';
import { fitPages } from './fit-page.tsx';
import { homePages } from './home-page.tsx';
import { matchingPages } from './matching-page.tsx';
import { needsPages } from './needs-page.tsx';
import { offlinePages } from './offline-page.tsx';
import { problemPages } from './problem-page.tsx';
import { referencePages } from './reference-page.tsx';
import { seasonsPages } from './seasons-page.tsx';
import { signInPages } from './sign-in-page.tsx';
import { stationsPages } from './stations-page.tsx';
import { statusPages } from './status-page.tsx';
import { textPages } from './text-page.tsx';

export const publicPages: readonly PageRouter[] = [
  homePages,
  needsPages,
  fitPages,
  countiesPages,
  countyPages,
  stationsPages,
  matchingPages,
  seasonsPages,
  textPages,
  aboutPages,
  statusPages,
  signInPages,
  referencePages,
  problemPages,
  offlinePages,
  designPages,
];
