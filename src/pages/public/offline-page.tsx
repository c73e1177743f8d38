import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Title } from '../parts/page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';

/** Kept by the browser for when there is no network: it says so, and that nothing typed is lost. */
function offlinePage(viewer: Viewer) {
  const words = wordsIn(viewer.locale);
  return (
    <Frame viewer={{ ...viewer, isSignedIn: false, name: undefined, roles: [] }} title={words.offline} width="reading">
      <Title title={words.offline} lead={words.offlineLead} />
    </Frame>
  );
}

export const offlinePages = new PageRouter().get('/offline', 'open-data.read', async (c) => sendPublic(c, offlinePage(viewerOf(c))));
