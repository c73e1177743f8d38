import type { Viewer } from '../viewer.ts';
import { safetyWords } from './safety-words.ts';

/** Well, or in need of help: one press. */
export function SafeButtons({ viewer, action }: { viewer: Viewer; action: string }) {
  const words = safetyWords[viewer.locale];
  return (
    <form method="post" action={action} class="safe">
      <p>
        <button class="button" name="answer" value="well">
          {words.well}
        </button>
      </p>
      <div class="field">
        <label for="note">{words.note}</label>
        <textarea id="note" name="note" rows={2} maxlength={1000}></textarea>
      </div>
      <p>
        <button class="button grave" name="answer" value="needs_help">
          {words.needsHelp}
        </button>
      </p>
      <p class="quiet small">{words.danger}</p>
    </form>
  );
}
