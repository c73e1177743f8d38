import type { RequestSheet } from '../../db/queries/county-requests.ts';
import { askingRequestStates, isBeforeMatch } from '../../domain/ask-back.ts';
import type { Viewer } from '../viewer.ts';
import { askBackWords } from './ask-back-words.ts';
import { todayOf } from './own.ts';

/** May somebody still be asked back to this request? */
export function mayAskBack({ state, seasonState, matchDay }: RequestSheet, viewer: Viewer): boolean {
  return askingRequestStates.includes(state) && isBeforeMatch({ state: seasonState, matchDay }, todayOf(viewer)).ok;
}

/** From a request to whom the county asks back; nothing where nobody is asked and nobody can be. */
export function AskBackLink({ request, viewer }: { request: RequestSheet; viewer: Viewer }) {
  const words = askBackWords[viewer.locale];
  if (request.askedBack === 0 && !mayAskBack(request, viewer)) return null;
  return (
    <a href={`/county/requests/${request.id}/ask-back`}>{request.askedBack === 0 ? words.link : words.linkAsked(request.askedBack)}</a>
  );
}
