import type postgres from 'postgres';

import { makeApplications } from '../../seeds/made-up/applications.ts';
import { asConnection, connectForCopy } from '../../seeds/made-up/connection.ts';
import { moveThrough } from '../../seeds/made-up/moves.ts';
import { clearIdentities, People } from '../../seeds/made-up/people.ts';
import { SeededRandom } from '../../seeds/made-up/random.ts';
import { makeRun } from '../../seeds/made-up/runs.ts';
import { makeRequests, makeSeason, seatsOf } from '../../seeds/made-up/season.ts';

const year = 2027;
const volunteers = 60;
const at = '2026-11-01T01:00:00Z';

/** A season of sixty applications beside the record, the same in every database, ready to be matched again and again. */
export type SmallSeason = {
  readonly id: string;
  /** Matches the season as its job does; gives the run, which can be published. */
  readonly match: () => Promise<string>;
};

export async function makeSmallSeason(ownerUrl: string): Promise<SmallSeason> {
  const random = new SeededRandom(year);
  const id = await inOne(ownerUrl, async (tx) => {
    const season = await makeSeason(tx, random, year, 'small', at.slice(0, 10));
    await moveThrough(tx, { thing: 'season', ids: [season.id], at }, ['planned', 'open']);
    const codes = (await tx<{ code: string }[]>`select code from counties where tier is not null order by code limit 20`).map(
      ({ code }) => code,
    );
    const subjects = (await tx<{ code: string }[]>`select code from subjects order by position`).map(({ code }) => code);
    const requests = await makeRequests(tx, random, season, { codes, subjects, lines: volunteers / 2, madeAt: at });
    const people = await new People(random, 'small').add(tx, volunteers, year);
    await makeApplications(tx, random, season, { people, requests, subjects, seats: seatsOf(requests), madeAt: at });
    await clearIdentities(tx, random, people, year, at);
    await moveThrough(tx, { thing: 'season', ids: [season.id], at }, ['open', 'matching']);
    return season.id;
  });
  const match = async () =>
    inOne(ownerUrl, async (sql, connection) => makeRun({ sql, db: asConnection(sql, connection), random }, { seasonId: id, idAt: at, at }));
  return { id, match };
}

async function inOne<T>(ownerUrl: string, work: (tx: postgres.Sql, connection: postgres.Sql) => Promise<T>): Promise<T> {
  const connection = connectForCopy(ownerUrl);
  try {
    return (await connection.begin(async (transaction) => work(transaction as unknown as postgres.Sql, connection))) as T;
  } finally {
    await connection.end();
  }
}
