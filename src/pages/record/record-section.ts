import type { PageRouter } from '../page-router.ts';
import { definitionsPages } from './definitions-page.tsx';
import { exactPages } from './exact-page.tsx';
import { recordPages } from './record-page.tsx';
import { rowsPages } from './rows-page.tsx';

export const recordSection: readonly PageRouter[] = [recordPages, rowsPages, definitionsPages, exactPages];
