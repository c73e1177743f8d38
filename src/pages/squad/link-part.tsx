import type { Squad } from '../../db/queries/squads.ts';
import { Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { squadWords } from './squad-words.ts';

/** The squad's link, for whoever leads it: since when there is one, a new one, and none. */
export function LinkPart({ viewer, squad: { id, linkMadeAt } }: { readonly viewer: Viewer; readonly squad: Squad }) {
  const words = squadWords[viewer.locale];
  const at = `/squads/${id}/link`;
  return (
    <section class="part no-print" aria-labelledby="link">
      <h2 id="link">{words.link}</h2>
      <p class="measure">{words.linkLead}</p>
      {linkMadeAt === null ? (
        <p class="quiet">{words.noLink}</p>
      ) : (
        <p>
          {words.linkSince} <Instant at={linkMadeAt} viewer={viewer} /> <span class="quiet">{words.renewHint}</span>
        </p>
      )}
      <form method="post" action={at} class="actions">
        <button class="button second">{linkMadeAt === null ? words.makeLink : words.renewLink}</button>
        {linkMadeAt === null ? null : (
          <button class="button second" formaction={`${at}/end`}>
            {words.endLink}
          </button>
        )}
      </form>
    </section>
  );
}
