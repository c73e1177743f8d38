import type { PageRouter } from '../page-router.ts';

export const deskPages: readonly PageRouter[] = [];
