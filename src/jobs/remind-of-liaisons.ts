import { instantOf, todayIn } from '../actions/context.ts';
import { tell } from '../actions/outbox/tell.ts';
import { record } from '../actions/record.ts';
import { listDueLiaisons, noteLiaisonsReminded } from '../db/queries/liaisons.ts';
import { listOfficersOf } from '../db/queries/readers.ts';
import { homeZone } from '../domain/calendar.ts';
import { liaisonCutoffs, liaisonDueDay } from '../domain/station.ts';
import { liaisonsLetter } from '../mail/liaisons-letter.ts';
import { asSystem, type PostContext } from './job.ts';

const name = 'remind-of-liaisons';
const countiesAtOnce = 100;

/** Reminds each county once a year, a month ahead, to confirm whom to call about its stations: one letter for all of them. Gives how many counties. */
export async function remindOfLiaisons(job: PostContext): Promise<number> {
  return asSystem(job, name, async (db) => {
    const now = job.now();
    const today = todayIn({ timeZone: homeZone }, now);
    const context = { ...job, actor: { kind: 'system', job: name } as const, now, db };
    const due = await listDueLiaisons(db, liaisonCutoffs(today).remindBefore, today, countiesAtOnce);
    for (const { countyCode, stations } of due) {
      const told = stations.map((station) => ({ ...station, dueDay: liaisonDueDay(station.confirmedDay) }));
      await noteLiaisonsReminded(
        db,
        told.map(({ id }) => id),
        instantOf(now),
      );
      const details = { stations: told.map(({ id }) => id) };
      const eventId = await record(context, { thing: 'county', thingId: countyCode, event: 'county.liaisons-due', details });
      await tell(context, {
        eventId,
        template: 'liaisons-due',
        readers: await listOfficersOf(db, countyCode),
        path: told.length === 1 ? `/county/stations/${told[0]?.id ?? ''}` : '/county/stations',
        letter: (addressed) => liaisonsLetter(addressed, { stations: told }),
      });
    }
    return due.length;
  });
}
