import type { Connection } from '../../db/client.ts';
import { findRankingRun, listAlternateFacts } from '../../db/queries/alternates.ts';
import { loadPresentSnapshot } from '../../db/queries/snapshot.ts';
import type { RunInput } from '../../domain/run.ts';
import type { Present } from '../../matching/alternates.ts';

/** What a season's alternates are ranked by, as it stands now; under the match that stands, where it is not known already. */
export async function presentOf(db: Connection, seasonId: string, run?: Pick<RunInput, 'policy' | 'locks'>): Promise<Present> {
  const under = run ?? (await findRankingRun(db, seasonId));
  return { snapshot: await loadPresentSnapshot(db, seasonId, under), facts: await listAlternateFacts(db, seasonId) };
}
