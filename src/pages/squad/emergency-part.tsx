import type { Viewer } from '../viewer.ts';
import { emergencyWords } from './emergency-words.ts';

type Part = { readonly viewer: Viewer; readonly squadId: string; readonly isOwn: boolean; readonly maySee: boolean };

/** Whom to call for whom, for members and whoever may look; it stands on pages of its own, since each look is recorded. */
export function EmergencyPart({ viewer, squadId, isOwn, maySee }: Part) {
  if (!isOwn && !maySee) return null;
  const words = emergencyWords[viewer.locale];
  return (
    <section class="part no-print" aria-labelledby="emergency">
      <h2 id="emergency">{words.title}</h2>
      <p class="actions">
        {isOwn ? <a href={`/squads/${squadId}/emergency-contact`}>{words.give}</a> : null}
        {maySee ? <a href={`/squads/${squadId}/emergency-contacts`}>{words.see}</a> : null}
      </p>
    </section>
  );
}
