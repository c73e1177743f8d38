import type { HistoryStep } from '../../db/queries/histories.ts';
import type { Locale } from '../../domain/account.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { Timeline } from './lists.tsx';

type HistoryProps = {
  readonly steps: readonly HistoryStep[];
  readonly viewer: Viewer;
  /** What each kind of event is called; one without a word keeps its code. */
  readonly eventWords: Readonly<Record<string, string>>;
  /** Who acted where it was nobody. */
  readonly system: string;
};

/** What happened to a thing, oldest first: what, when, by whom and why. */
export function History({ steps, viewer, eventWords, system }: HistoryProps) {
  return (
    <Timeline
      viewer={viewer}
      stages={steps.map(({ event, at, personName, actorName, reason }) => ({
        title: eventWords[event] ?? event,
        when: 'past' as const,
        at: { instant: at },
        note: (
          <>
            {personName ?? actorText(actorName, viewer.locale, system)}
            {reason === null ? null : <span class="under">{reason}</span>}
          </>
        ),
      }))}
    />
  );
}

/** Whoever acted by their roles, or the system where a job did. */
function actorText(actorName: string, locale: Locale, system: string): string {
  const roles: Readonly<Record<string, string>> = terms[locale].roles;
  const words = actorName.split(', ').map((name) => roles[name]);
  return words.every((word) => word !== undefined) ? words.join(locale === 'zh' ? '、' : ', ') : system;
}
