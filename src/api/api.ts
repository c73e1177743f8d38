import { sql } from 'drizzle-orm';
import { z } from '@hono/zod-openapi';

import { accountsApi } from './accounts.ts';
import { alternatesApi } from './alternates.ts';
import { announcementsApi } from './announcements.ts';
import { applicationsApi } from './applications.ts';
import { askBacksApi } from './ask-backs.ts';
import { barredApi } from './barred.ts';
import { certificatesApi } from './certificates.ts';
import { calendarsApi } from './calendars.ts';
import { clearancesApi } from './clearances.ts';
import { disputesApi } from './disputes.ts';
import { earlyEndsApi } from './early-ends.ts';
import { eligibilityApi } from './eligibility.ts';
import { equityApi } from './equity.ts';
import { eventsApi } from './events.ts';
import { exportsApi } from './exports.ts';
import { feedbackApi } from './feedback.ts';
import { identityApi } from './identity.ts';
import { importsApi } from './imports.ts';
import { incidentsApi } from './incidents.ts';
import { jobsApi } from './jobs.ts';
import { keysApi } from './keys.ts';
import { lifetimeApi } from './lifetime.ts';
import { mergesApi } from './merges.ts';
import { needsApi } from './needs.ts';
import { conditionsApi } from './conditions.ts';
import { emergencyContactsApi } from './emergency-contacts.ts';
import { noticesApi } from './notices.ts';
import { offersApi } from './offers.ts';
import { openDataApi } from './open-data.ts';
import { operation, router } from './operation.ts';
import { ownDaysApi } from './own-days.ts';
import { partnershipsApi } from './partnerships.ts';
import { placementsApi } from './placements.ts';
import { privacyApi } from './privacy.ts';
import { queryBatchesApi } from './query-batches.ts';
import { referencesApi } from './references.ts';
import { receptionsApi } from './receptions.ts';
import { repairMovesApi } from './repair-moves.ts';
import { requestsApi } from './requests.ts';
import { runComparisonApi } from './run-comparison.ts';
import { runReasonsApi } from './run-reasons.ts';
import { runsApi } from './runs.ts';
import { safetyApi } from './safety.ts';
import { seasonsApi } from './seasons.ts';
import { signatoriesApi } from './signatories.ts';
import { squadsApi } from './squads.ts';
import { stationUpkeepApi } from './station-upkeep.ts';
import { stationsApi } from './stations.ts';
import { statisticsApi } from './statistics.ts';
import { statusApi } from './status.ts';
import { swapsApi } from './swaps.ts';
import { teamsApi } from './teams.ts';
import { textsApi } from './texts.ts';
import { toldReasonsApi } from './told-reasons.ts';
import { trainingReachApi } from './training-reach.ts';
import { trainingsApi } from './trainings.ts';
import { webhookLogApi } from './webhook-log.ts';
import { webhooksApi } from './webhooks.ts';

const health = router().openapi(
  operation({
    method: 'get',
    path: '/health',
    summary: 'Whether the site and its database answer',
    tag: 'health',
    permission: 'open-data.read',
    status: 200,
    answer: z.object({ status: z.literal('ok') }),
  }),
  async (c) => {
    await c.var.db.execute(sql`select 1`);
    return c.json({ status: 'ok' as const }, 200, { 'Cache-Control': 'no-store' });
  },
);

/** Every operation, noun after noun. Its type is what the typed client is made from. */
export const api = router()
  .route('/', health)
  .route('/', statusApi)
  .route('/', openDataApi)
  .route('/', statisticsApi)
  .route('/', equityApi)
  .route('/', partnershipsApi)
  .route('/', stationsApi)
  .route('/', stationUpkeepApi)
  .route('/', trainingReachApi)
  .route('/', trainingsApi)
  .route('/', receptionsApi)
  .route('/', seasonsApi)
  .route('/', needsApi)
  .route('/', accountsApi)
  .route('/', mergesApi)
  .route('/', keysApi)
  .route('/', importsApi)
  .route('/', textsApi)
  .route('/', identityApi)
  .route('/', privacyApi)
  .route('/', applicationsApi)
  .route('/', eligibilityApi)
  .route('/', toldReasonsApi)
  .route('/', teamsApi)
  .route('/', clearancesApi)
  .route('/', referencesApi)
  .route('/', queryBatchesApi)
  .route('/', barredApi)
  .route('/', incidentsApi)
  .route('/', requestsApi)
  .route('/', askBacksApi)
  .route('/', runComparisonApi)
  .route('/', runReasonsApi)
  .route('/', runsApi)
  .route('/', placementsApi)
  .route('/', swapsApi)
  .route('/', ownDaysApi)
  .route('/', earlyEndsApi)
  .route('/', disputesApi)
  .route('/', feedbackApi)
  .route('/', squadsApi)
  .route('/', safetyApi)
  .route('/', certificatesApi)
  .route('/', lifetimeApi)
  .route('/', signatoriesApi)
  .route('/', conditionsApi)
  .route('/', repairMovesApi)
  .route('/', offersApi)
  .route('/', alternatesApi)
  .route('/', calendarsApi)
  .route('/', emergencyContactsApi)
  .route('/', noticesApi)
  .route('/', announcementsApi)
  .route('/', jobsApi)
  .route('/', exportsApi)
  .route('/', webhooksApi)
  .route('/', webhookLogApi)
  .route('/', eventsApi);
export type Api = typeof api;
