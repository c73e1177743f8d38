import type { Child } from 'hono/jsx';

import { Frame } from '../frame.tsx';
import type { Viewer } from '../viewer.ts';
import { Note, Title } from './page.tsx';

type MadeLink = {
  readonly viewer: Viewer;
  readonly url: string;
  readonly back: { readonly href: string; readonly name: string };
  readonly beside?: Child;
  /** What is done with it at once, where something can be. */
  readonly step?: Child;
  readonly words: { readonly title: string; readonly lead: string; readonly address: string; readonly back: string };
};

/** A link whose key is kept nowhere in clear: this page alone shows it, to be copied. */
export function madeLinkPage({ viewer, url, back, beside, step, words }: MadeLink) {
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      <Title title={words.title} above={back} beside={beside} />
      <Note tone="waiting">
        <p>{words.lead}</p>
      </Note>
      {step}
      <p class="strong">{words.address}</p>
      <p>
        <a href={url}>
          <code class="token">{url}</code>
        </a>
      </p>
      <p>
        <a href={back.href}>{words.back}</a>
      </p>
    </Frame>
  );
}
