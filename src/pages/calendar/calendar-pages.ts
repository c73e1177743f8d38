import type { PageRouter } from '../page-router.ts';
import { countyCalendarPages } from './county-calendar-page.tsx';
import { feedPage } from './feed-page.ts';
import { ownCalendarPages } from './own-calendar-page.tsx';

/** What calendar programs read, and where its secret address is made. */
export const calendarPages: readonly PageRouter[] = [ownCalendarPages, countyCalendarPages, feedPage];
