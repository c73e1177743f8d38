import { valueOf } from './client.ts';
import type { People, Say } from './people.ts';

/** The match runs as a job, is published, and its offers are released together. */
export async function match(people: People, seasonId: string, say: Say): Promise<void> {
  const { coordinator } = people;
  const season = { param: { id: seasonId } };
  await valueOf(coordinator.seasons[':id'].advance.$post(season));
  const { id } = await valueOf(coordinator.seasons[':id'].runs.$post({ ...season, json: {} }));
  const summary = await publishOnceDone(people, id);
  await valueOf(coordinator.seasons[':id'].advance.$post(season));
  await valueOf(coordinator.seasons[':id'].release.$post(season));
  say(`Coordinator: ran the match (${summary}), published it and released the offers.`);
}

/** Waits for a run and publishes it; gives what came out. */
export async function publishOnceDone({ coordinator }: People, id: string): Promise<string> {
  let run = await valueOf(coordinator.runs[':id'].$get({ param: { id } }));
  for (let tries = 0; tries < 300 && (run.state === 'queued' || run.state === 'running'); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    run = await valueOf(coordinator.runs[':id'].$get({ param: { id } }));
  }
  if (run.state !== 'done') throw new Error(`the run is ${run.state}: ${run.failure}`);
  await valueOf(coordinator.runs[':id'].publish.$post({ param: { id } }));
  return `${run.summary?.status}, ${run.summary?.placed} placed`;
}
