import type { PageRouter } from '../page-router.ts';
import { lettersPage } from './letters-page.tsx';
import { noticesPage } from './notices-page.tsx';
import { unsubscribePages } from './unsubscribe-page.tsx';

export const messagePages: readonly PageRouter[] = [noticesPage, lettersPage, unsubscribePages];
