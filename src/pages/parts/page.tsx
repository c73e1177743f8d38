import type { Child } from 'hono/jsx';

import type { Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { FaultSummary, type FieldFault } from './form.tsx';

type TitleProps = {
  readonly title: string;
  /** Where this page lies: the page above it. */
  readonly above?: { readonly href: string; readonly name: string } | undefined;
  /** Beside the title: its state, a date. */
  readonly beside?: Child;
  readonly lead?: Child;
};

/** The head of a page's content: the way up, the title, what it is about. */
export function Title({ title, above, beside, lead }: TitleProps) {
  return (
    <div class="title-part">
      {above === undefined ? null : (
        <p class="above">
          <a href={above.href}>{above.name}</a>
        </p>
      )}
      <h1>{title}</h1>
      {beside === undefined ? null : <p class="beside">{beside}</p>}
      {lead === undefined ? null : <p class="measure lead-text">{lead}</p>}
    </div>
  );
}

/** What was just done, told once at the head of the next page. */
export function Done({ children }: { children: Child }) {
  return (
    <div class="done-notice" role="status">
      <p>{children}</p>
    </div>
  );
}

/** What somebody should know before they go on. */
export function Note({ tone = 'plain', children }: { tone?: 'plain' | 'waiting' | 'refused'; children: Child }) {
  return <div class={tone === 'plain' ? 'note' : `note ${tone}`}>{children}</div>;
}

/** There is nothing here, why, and what to do about it. */
export function Empty({ children }: { children: Child }) {
  return <div class="empty quiet">{children}</div>;
}

type ConfirmProps = {
  readonly viewer: Viewer;
  readonly action: string;
  /** The verb and the object: "Offer 12 placements". */
  readonly button: string;
  readonly back: string;
  readonly faults?: readonly FieldFault[];
  /** Red, for what cannot be taken back. */
  readonly isGrave?: boolean;
  readonly children: Child;
};

/** Asks before something touches people: what follows says how many and who; then the one button, and the way back. */
export function Confirm({ viewer, action, button, back, faults = [], isGrave = false, children }: ConfirmProps) {
  return (
    <>
      <FaultSummary faults={faults} viewer={viewer} />
      <form method="post" action={action} novalidate>
        {children}
        <p class="actions">
          <button class={isGrave ? 'button grave' : 'button'}>{button}</button>
          <a href={back}>{wordsIn(viewer.locale).cancel}</a>
        </p>
      </form>
    </>
  );
}
