import type { PageRouter } from '../page-router.ts';
import { runPages } from './run-pages.ts';
import { runsPages } from './runs-page.tsx';

export const workbenchPages: readonly PageRouter[] = [runsPages, runPages];
