import type { Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';

type ContactProps = {
  readonly viewer: Viewer;
  /** What the letter is about, where the page knows it. */
  readonly about?: string;
};

/** How to reach a person: the coordinators' address, as a line of its own. */
export function Contact({ viewer: { contact, locale }, about }: ContactProps) {
  if (contact === undefined) return null;
  const href = about === undefined ? `mailto:${contact}` : `mailto:${contact}?subject=${encodeURIComponent(about)}`;
  return (
    <p class="contact">
      {wordsIn(locale).contact}
      <a href={href}>{contact}</a>
    </p>
  );
}
