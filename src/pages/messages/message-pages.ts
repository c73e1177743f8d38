import type { PageRouter } from '../page-router.ts';
import { announcementFormPages } from './announcement-form-page.tsx';
import { announcementPages } from './announcement-page.tsx';
import { announcementsPage } from './announcements-page.tsx';
import { examplesPage } from './examples-page.tsx';
import { lettersPage } from './letters-page.tsx';
import { noticesPage } from './notices-page.tsx';
import { unsubscribePages } from './unsubscribe-page.tsx';

export const messagePages: readonly PageRouter[] = [
  noticesPage,
  lettersPage,
  unsubscribePages,
  announcementsPage,
  announcementFormPages,
  announcementPages,
  examplesPage,
];
