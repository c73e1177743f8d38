import { todayIn } from '../../actions/context.ts';
import type { AskBackSheet } from '../../db/queries/ask-backs.ts';
import { standingOf, type AskBackStanding } from '../../domain/ask-back.ts';
import type { Viewer } from '../viewer.ts';
import { askBackWords } from '../words/ask-back-words.ts';
import { Pill, type Tone } from './pill.tsx';

const tones: Partial<Record<AskBackStanding, Tone>> = { invited: 'waiting', agreed: 'done', refused: 'refused' };

/** How it stands on the day it is read. */
export function standingFor({ state, season }: Pick<AskBackSheet, 'state' | 'season'>, { now }: Pick<Viewer, 'now'>): AskBackStanding {
  return standingOf(state, season, todayIn(season, now));
}

export function AskBackPill({ askBack, viewer }: { askBack: Pick<AskBackSheet, 'state' | 'season'>; viewer: Viewer }) {
  const standing = standingFor(askBack, viewer);
  return <Pill tone={tones[standing] ?? 'plain'}>{askBackWords[viewer.locale].standings[standing]}</Pill>;
}
