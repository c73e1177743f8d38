import type { PageRouter } from '../page-router.ts';
import { accountPage } from './account-page.tsx';

export const accountPages: readonly PageRouter[] = [accountPage];
