import { Frame } from '../frame.tsx';
import { Title } from '../parts/page.tsx';
import type { Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';

/** For people whose address leads nowhere; programs get a problem in its place. */
export function notFoundPage(viewer: Viewer) {
  const words = wordsIn(viewer.locale);
  return (
    <Frame viewer={viewer} title={words.notFound} width="reading">
      <Title title={words.notFound} lead={words.notFoundLead} />
      <p>
        <a href="/">{words.toFirstPage}</a>
      </p>
    </Frame>
  );
}
