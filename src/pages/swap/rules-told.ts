import type { SwapBreaksRules } from '../../actions/swaps/check-rules.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { faultsAt } from '../desk/queue.tsx';
import type { FieldFault } from '../parts/form.tsx';
import type { Viewer } from '../viewer.ts';
import { brokenText } from '../workbench/broken-text.ts';
import { swapWords } from './swap-words.ts';

type Whys = SwapBreaksRules['first'];

/** Rules by their names, in a row; what is the other's stays unsaid. */
export function whysText(whys: Whys, viewer: Viewer): string {
  const named = whys.flatMap((why) => (why === 'hidden' ? [] : [brokenText(why, viewer)]));
  return named.join(viewer.locale === 'zh' ? '、' : ', ');
}

/** Why it cannot be swapped, for one of the two: what they do not fulfil themselves, and that the other does not, without what. */
export function swapFaults(failure: KnownFailure, field: string, viewer: Viewer): readonly FieldFault[] {
  if (failure.kind !== 'swap-breaks-rules') return faultsAt(failure, field, viewer);
  const words = swapWords[viewer.locale];
  const sides = [failure.first, failure.second];
  const own = sides.find((whys) => whys.length > 0 && !whys.includes('hidden'));
  return [
    ...(own === undefined ? [] : [{ field, message: `${words.fails}${viewer.locale === 'zh' ? '' : ' '}${whysText(own, viewer)}` }]),
    ...(sides.some((whys) => whys.includes('hidden')) ? [{ field, message: words.failsOther }] : []),
  ];
}
