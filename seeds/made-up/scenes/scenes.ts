import { playFirstRound } from './first-round.ts';
import { makeRunningSeason } from './running-season.ts';
import type { Scene } from './scene.ts';
import { playSecondRound } from './second-round.ts';

/** Everything that pages can show, around the demonstration accounts: a season that runs, and what is open in the coming one. */
export async function playScenes(scene: Scene): Promise<void> {
  const running = await makeRunningSeason(scene);
  await playFirstRound(scene, running);
  await playSecondRound(scene, running);
}
