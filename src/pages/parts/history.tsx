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
  /** What else there is to say of a step. */
  readonly moreOf?: (step: HistoryStep) => string | undefined;
};

/** What happened to a thing, oldest first: what, when, by whom and why. */
export function History({ steps, viewer, eventWords, system, moreOf }: HistoryProps) {
  return (
    <Timeline
      viewer={viewer}
      stages={steps.map((step) => ({
        title: eventWords[step.event] ?? step.event,
        when: 'past' as const,
        at: { instant: step.at },
        note: (
          <>
            {step.personName ?? actorText(step.actorName, viewer.locale, system)}
            <Under text={moreOf?.(step)} />
            <Under text={step.reason ?? undefined} />
          </>
        ),
      }))}
    />
  );
}

function Under({ text }: { text: string | undefined }) {
  return text === undefined ? null : <span class="under">{text}</span>;
}

/** Whoever acted by their roles, or the system where a job did. */
function actorText(actorName: string, locale: Locale, system: string): string {
  const roles: Readonly<Record<string, string>> = terms[locale].roles;
  const words = actorName.split(', ').map((name) => roles[name]);
  return words.every((word) => word !== undefined) ? words.join(locale === 'zh' ? '、' : ', ') : system;
}
