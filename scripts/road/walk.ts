import { DateTime } from 'luxon';

import { agree, apply, applyForClasses, clearIdentity } from './apply.ts';
import { checkCertificate, enterSignatory } from './certificate.ts';
import { valueOf } from './client.ts';
import { match } from './match.ts';
import type { People, Say, WakeAt } from './people.ts';
import { askForTeachers, daysFrom, planSeason } from './plan.ts';
import { repair, reply } from './replies.ts';
import { teach } from './teach.ts';
import { receiveTraining } from './training.ts';

/**
 * The whole road as an example: from a planned season to a completion in the statistics, through the public API only, as
 * a coordinator, a county officer and volunteers. The camp is of one day, so that it can be walked today.
 */
export async function walk(people: People, wakeAt: WakeAt, say: Say): Promise<void> {
  const days = daysFrom(DateTime.now().setZone('Asia/Shanghai'));
  const seasonId = await planSeason(people, days, say);
  const asked = await askForTeachers(people, seasonId, days, say);
  await agree(people, say);
  await apply(people, seasonId, asked, days, say);
  await applyForClasses(people, seasonId, asked, days, say);
  await clearIdentity(people, days, say);
  await match(people, seasonId, say);
  const placementId = await reply(people, seasonId, wakeAt, say);
  await repair(people, seasonId, asked, say);
  await enterSignatory(people, days.today, say);
  await teach(people, seasonId, placementId, days.today, say);
  await receiveTraining(people, asked.stationId, days.today, say);
  await checkCertificate(people, say);
  await showCount(people, seasonId, say);
}

/** One completion is told to nobody outside: so few might be recognised. Coordinators count it. */
async function showCount({ anyone, coordinator }: People, seasonId: string, say: Say): Promise<void> {
  const { reported } = await valueOf(anyone.statistics.$get({ query: {} }));
  const { recorded } = await valueOf(coordinator.statistics.exact.$get({ query: { by: 'season' } }));
  const row = recorded.rows.find(({ key }) => key === seasonId);
  if (row?.completions !== 1) throw new Error('the completion is not counted');
  say(
    `Statistics: ${row.completions} completion in the season, ${row.minutesTaught} minutes taught; beside it ${reported.volunteers} volunteers reported.`,
  );
}
