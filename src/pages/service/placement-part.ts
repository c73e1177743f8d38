import type { OwnPlacementInFull } from '../../db/queries/own-placements.ts';
import type { Viewer } from '../viewer.ts';
import type { PlacementWords } from './placement-words.ts';

/** What every part of a placement's page is given. */
export type PlacementPart = { readonly viewer: Viewer; readonly words: PlacementWords; readonly placement: OwnPlacementInFull };
