import type { PageRouter } from '../page-router.ts';

export const countyPages: readonly PageRouter[] = [];
