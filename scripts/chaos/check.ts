import type postgres from 'postgres';

import type { Cast } from './cast.ts';
import { untilNothingIsUnderWay } from './caller.ts';
import { compareFeed, type Feed } from './feed.ts';
import type { Finding } from './findings.ts';
import { askInvariants } from './invariants.ts';
import { compareLessons, compareListed, readBack } from './read-back.ts';
import { replay } from './replay.ts';

/** Looks at everything from the outside while nobody calls, and asks the database for what must always hold. */
export async function check(cast: Cast, feed: Feed, owner: postgres.Sql): Promise<readonly Finding[]> {
  await untilNothingIsUnderWay();
  const send = cast.desk;
  const listed = await readBack(send);
  const followed = await feed.follow(send);
  const replayed = replay(feed.all, listed.places);
  const contradictions = cast.ledger.contradictions.map((what): Finding => ({ kind: 'doubled', what }));
  return [
    ...followed,
    ...contradictions,
    ...compareFeed(feed.all, cast.ledger),
    ...replayed.findings,
    ...compareListed(listed, cast.ledger, replayed.states),
    ...(await compareLessons(send, cast.ledger)),
    ...(await askInvariants(owner)),
  ];
}
