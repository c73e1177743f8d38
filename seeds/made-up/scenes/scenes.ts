import { makeCertificates } from './certificates.ts';
import { playFirstRound } from './first-round.ts';
import { makeOffice } from './office.ts';
import { makeOpenApplications } from './open-applications.ts';
import { makeOpenRequests, makeStations } from './open-requests.ts';
import { makeRunningSeason } from './running-season.ts';
import { makeBars, makeIncidents } from './safeguarding.ts';
import type { Scene } from './scene.ts';
import { playSecondRound } from './second-round.ts';
import { makeSquads } from './squads.ts';
import { playVolunteer } from './volunteer.ts';
import { makeWaitingChecks } from './waiting-checks.ts';

/** Everything that pages can show, around the demonstration accounts: a season that runs, and what is open in the coming one. */
export async function playScenes(scene: Scene): Promise<void> {
  const running = await makeRunningSeason(scene);
  await playFirstRound(scene, running);
  await playSecondRound(scene, running);
  await makeSquads(scene, running.id);
  const applicants = await makeOpenApplications(scene);
  await makeOpenRequests(scene);
  await makeStations(scene);
  await makeWaitingChecks(scene, applicants);
  await playVolunteer(scene, applicants);
  await makeCertificates(scene);
  await makeIncidents(scene);
  await makeBars(scene, applicants.slice(2));
  await makeOffice(scene, applicants.at(-1) ?? '');
}
