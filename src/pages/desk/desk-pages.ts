import type { PageRouter } from '../page-router.ts';
import { alternatePages } from './alternate-pages.tsx';
import { alternatesPage } from './alternates-page.tsx';
import { applicationPages } from './application-page.tsx';
import { applicationQueuePage } from './applications-page.tsx';
import { attendancePages } from './attendance-page.tsx';
import { clearancePages } from './clearance-page.tsx';
import { clearanceQueuePage } from './clearances-page.tsx';
import { completionsPages } from './completions-page.tsx';
import { eventPages } from './events-page.tsx';
import { deskHomePage } from './home-page.tsx';
import { newPlacementPages } from './new-placement-page.tsx';
import { peoplePages } from './people-page.tsx';
import { personPages } from './person-page.tsx';
import { returnPage } from './return-page.tsx';
import { placementPages } from './placement-page.tsx';
import { placementBoardPage } from './placements-page.tsx';
import { queryBatchPages } from './query-batches-page.tsx';
import { requestPages } from './request-page.tsx';
import { requestQueuePage } from './requests-page.tsx';
import { seasonPages } from './season-page.tsx';
import { seasonsPages } from './seasons-page.tsx';
import { deskStationsPage } from './stations-page.tsx';

export const deskPages: readonly PageRouter[] = [
  deskHomePage,
  applicationQueuePage,
  applicationPages,
  requestQueuePage,
  requestPages,
  clearanceQueuePage,
  clearancePages,
  queryBatchPages,
  attendancePages,
  seasonsPages,
  seasonPages,
  placementBoardPage,
  alternatesPage,
  alternatePages,
  newPlacementPages,
  placementPages,
  returnPage,
  completionsPages,
  peoplePages,
  personPages,
  deskStationsPage,
  eventPages,
];
