import { agreeOnDays } from './own-days.ts';
import { makeAskBacks } from './ask-backs.ts';
import { makeCertificates } from './certificates.ts';
import { changeConditions } from './changed-conditions.ts';
import { playFirstRound } from './first-round.ts';
import { makeDisputes } from './disputes.ts';
import { giveFeedback } from './feedback.ts';
import { makeImports } from './imports.ts';
import { makeOffice } from './office.ts';
import { makeOpenApplications } from './open-applications.ts';
import { makeOpenRequests, makeStations } from './open-requests.ts';
import { makeRunningSeason } from './running-season.ts';
import { makeBars, makeIncidents } from './safeguarding.ts';
import type { Scene } from './scene.ts';
import { makePartnerships } from './partnerships.ts';
import { mergeTwins } from './merges.ts';
import { playSecondRound } from './second-round.ts';
import { makeSquads } from './squads.ts';
import { makeSwaps } from './swaps.ts';
import { keepStations, makeTrainings } from './trainings.ts';
import { playVolunteer } from './volunteer.ts';
import { makeWebhooks } from './webhooks.ts';
import { makeWaitingChecks } from './waiting-checks.ts';

/** Everything that pages can show, around the demonstration accounts: a season that runs, and what is open in the coming one. */
export async function playScenes(scene: Scene): Promise<void> {
  await makeStations(scene);
  const running = await makeRunningSeason(scene);
  await playFirstRound(scene, running);
  await playSecondRound(scene, running);
  await changeConditions(scene, running);
  const applicants = await makeOpenApplications(scene);
  await makeOpenRequests(scene);
  await makeWaitingChecks(scene, applicants);
  await playVolunteer(scene, applicants);
  await makeCertificates(scene);
  await makeIncidents(scene);
  await makeBars(scene, applicants.slice(2));
  await makeOffice(scene, applicants.at(-1) ?? '');
  await makeAskBacks(scene);
  await makeSwaps(scene, running.id);
  await keepStations(scene);
  await makeTrainings(scene);
  await mergeTwins(scene);
  await makeImports(scene);
  // How many days were taught depends on the day; what is drawn before is the same on every day.
  await makeSquads(scene, running.id);
  await makeDisputes(scene, running.id);
  await giveFeedback(scene);
  await makePartnerships(scene);
  await agreeOnDays(scene, running.id);
  await makeWebhooks(scene);
}
