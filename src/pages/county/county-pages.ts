import type { PageRouter } from '../page-router.ts';
import { arrivalPage } from './arrival-page.tsx';
import { askBackPages } from './ask-back-page.tsx';
import { cancelRequestPage } from './cancel-request-page.tsx';
import { deskPage } from './desk-page.tsx';
import { guestMovesPage } from './guest-moves-page.tsx';
import { guestPage } from './guest-page.tsx';
import { guestsPage } from './guests-page.tsx';
import { newRequestPage } from './new-request-page.tsx';
import { requestPage } from './request-page.tsx';
import { requestsPage } from './requests-page.tsx';
import { squadPage } from './squad-page.tsx';
import { moveRequestPage } from './move-request-page.tsx';
import { stationPage } from './station-page.tsx';
import { stationSheetPage } from './station-sheet-page.tsx';
import { stationsPage } from './stations-page.tsx';

/** What a county officer does: what needs them now, requests, who is coming, stations. */
export const countyPages: readonly PageRouter[] = [
  deskPage,
  requestsPage,
  newRequestPage,
  requestPage,
  cancelRequestPage,
  moveRequestPage,
  askBackPages,
  squadPage,
  arrivalPage,
  guestsPage,
  guestPage,
  guestMovesPage,
  stationsPage,
  stationPage,
  stationSheetPage,
];
