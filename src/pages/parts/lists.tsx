import type { Child } from 'hono/jsx';

import type { Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { Pill, type Tone } from './pill.tsx';
import { Day, Instant } from './time.tsx';

export type SummaryRow = {
  readonly label: string;
  readonly value: Child;
  /** Where it can be changed. */
  readonly change?: string | undefined;
};

type SummaryProps = {
  readonly rows: readonly SummaryRow[];
  readonly viewer: Viewer;
  /** On a narrow screen sentences stand below their names, not beside. */
  readonly areSentences?: boolean;
};

/** What somebody has said, or what is so, name by name; with the way to change each. */
export function Summary({ rows, viewer, areSentences = false }: SummaryProps) {
  const words = wordsIn(viewer.locale);
  return (
    <dl class={areSentences ? 'summary sentences' : 'summary'}>
      {rows.map(({ label, value, change }) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {change === undefined ? null : (
            <dd class="change">
              <a href={change}>
                {words.change}
                <span class="unseen"> {label}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

export type Task = {
  readonly label: string;
  /** Left out where it cannot be done yet. */
  readonly href?: string | undefined;
  readonly hint?: Child;
  readonly state: { readonly word: string; readonly tone?: Tone };
};

/** What there is to do, in any order, and how far each is. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul class="tasks">
      {tasks.map(({ label, href, hint, state }) => (
        <li>
          <div>
            {href === undefined ? <span>{label}</span> : <a href={href}>{label}</a>}
            {hint === undefined ? null : <span class="quiet small under">{hint}</span>}
          </div>
          <Pill tone={state.tone ?? 'plain'}>{state.word}</Pill>
        </li>
      ))}
    </ul>
  );
}

export type Stage = {
  readonly title: string;
  readonly when: 'past' | 'now' | 'next';
  /** When it happened, or is promised: an instant, or a calendar day. */
  readonly at?: { readonly instant: string | Date } | { readonly day: string } | undefined;
  /** Who has the ball, or what to know. */
  readonly note?: Child;
};

/** What happened and what comes, newest last: the past solid, the next outlined with its promised date. */
export function Timeline({ stages, viewer }: { stages: readonly Stage[]; viewer: Viewer }) {
  const words = wordsIn(viewer.locale);
  return (
    <ol class="timeline">
      {stages.map(({ title, when, at, note }) => (
        <li class={when} aria-current={when === 'now' ? 'step' : undefined}>
          <span class="stage">{title}</span>{' '}
          {at === undefined ? null : (
            <span class="quiet small">
              {when === 'past' ? '' : `${words.promised} `}
              {'day' in at ? <Day day={at.day} viewer={viewer} /> : <Instant at={at.instant} viewer={viewer} />}
            </span>
          )}
          {note === undefined ? null : <span class="small under">{note}</span>}
        </li>
      ))}
    </ol>
  );
}

/** A figure with its name; several stand in a row. */
export function Figures({ figures }: { figures: readonly { readonly name: string; readonly figure: Child; readonly href?: string }[] }) {
  return (
    <dl class="figures">
      {figures.map(({ name, figure, href }) => (
        <div>
          <dt>{name}</dt>
          <dd>{href === undefined ? figure : <a href={href}>{figure}</a>}</dd>
        </div>
      ))}
    </dl>
  );
}
