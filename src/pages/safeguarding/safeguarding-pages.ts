import type { PageRouter } from '../page-router.ts';

export const safeguardingPages: readonly PageRouter[] = [];
