import type { PageRouter } from '../page-router.ts';

export const volunteerPages: readonly PageRouter[] = [];
