import type { PageRouter } from '../page-router.ts';
import { designPages } from './design-page.tsx';
import { homePages } from './home-page.tsx';
import { offlinePages } from './offline-page.tsx';
import { problemPages } from './problem-page.tsx';
import { referencePages } from './reference-page.tsx';
import { signInPages } from './sign-in-page.tsx';

export const publicPages: readonly PageRouter[] = [homePages, signInPages, referencePages, problemPages, offlinePages, designPages];
