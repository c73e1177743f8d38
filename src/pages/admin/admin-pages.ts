import type { PageRouter } from '../page-router.ts';
import { accountPages } from './account-page.tsx';
import { accountsPages } from './accounts-page.tsx';
import { freezePages } from './freeze-page.tsx';

export const adminPages: readonly PageRouter[] = [accountsPages, accountPages, freezePages];
