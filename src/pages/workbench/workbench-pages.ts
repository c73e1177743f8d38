import type { PageRouter } from '../page-router.ts';

export const workbenchPages: readonly PageRouter[] = [];
