import type { PageRouter } from '../page-router.ts';
import { definitionsPages } from './definitions-page.tsx';
import { equityPages } from './equity-page.tsx';
import { exactPages } from './exact-page.tsx';
import { partnershipsPages } from './partnerships-page.tsx';
import { recordPages } from './record-page.tsx';
import { rowsPages } from './rows-page.tsx';
import { yearPages } from './year-page.tsx';

export const recordSection: readonly PageRouter[] = [
  recordPages,
  rowsPages,
  definitionsPages,
  equityPages,
  yearPages,
  partnershipsPages,
  exactPages,
];
