import type { PageRouter } from '../page-router.ts';
import { importPages } from './import-page.tsx';
import { importsPages } from './imports-page.tsx';

/** Files of earlier records: sent, checked, imported. */
export const importSection: readonly PageRouter[] = [importsPages, importPages];
