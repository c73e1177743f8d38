import type { PageRouter } from '../page-router.ts';
import { comparePages } from './compare-page.tsx';
import { publishPages } from './publish-page.tsx';
import { releasePages } from './release-page.tsx';
import { runPages } from './run-pages.ts';
import { runsPages } from './runs-page.tsx';

/** `/desk/runs/compare` comes before what takes any name for an id. */
export const workbenchPages: readonly PageRouter[] = [runsPages, comparePages, runPages, publishPages, releasePages];
