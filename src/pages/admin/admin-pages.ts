import type { PageRouter } from '../page-router.ts';

export const adminPages: readonly PageRouter[] = [];
