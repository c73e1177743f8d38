import type { PageRouter } from '../page-router.ts';
import { applicationPages } from './application-page.tsx';
import { applicationQueuePage } from './applications-page.tsx';

export const deskPages: readonly PageRouter[] = [applicationQueuePage, applicationPages];
