import type { Child } from 'hono/jsx';

import { placesOf, publicPlaces, sectionOf } from './navigation.ts';
import { Contact } from './parts/contact.tsx';
import type { Viewer } from './viewer.ts';
import type { Words } from './words/words.ts';
import { wordsIn } from './words/words.ts';

type FrameProps = {
  readonly viewer: Viewer;
  readonly title: string;
  /** `reading` for text and forms, `wide` for tables, `full` for the workbench. */
  readonly width?: 'reading' | 'wide' | 'full';
  readonly head?: Child;
  readonly children: Child;
};

/** What every page stands in: language, name, ways, the role's sections, content, foot. */
export function Frame({ viewer, title, width = 'wide', head, children }: FrameProps) {
  const words = wordsIn(viewer.locale);
  const places = placesOf(viewer.roles);
  return (
    <html lang={words.htmlLang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${words.name}`}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <script src="/site.js" defer></script>
        {head}
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <Head viewer={viewer} words={words} />
        <div class={places.length === 0 ? `body ${width}` : `body with-rail ${width}`}>
          {places.length === 0 ? null : <Sections viewer={viewer} words={words} />}
          <main id="content" tabindex={-1}>
            {children}
          </main>
        </div>
        <Foot viewer={viewer} words={words} />
      </body>
    </html>
  );
}

type Part = { readonly viewer: Viewer; readonly words: Words };

function Head({ viewer, words }: Part) {
  const section = sectionOf(viewer.path, publicPlaces);
  return (
    <header class="head">
      <a class="name" href="/">
        {words.name}
      </a>
      <nav aria-label={words.publicWays}>
        <ul>
          {publicPlaces.map(({ href, name }) => (
            <li>
              <a href={href} aria-current={href === section ? 'page' : undefined}>
                {words.places[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="who">
        <OtherLanguage viewer={viewer} words={words} />
        {viewer.isSignedIn ? <Notices viewer={viewer} words={words} /> : null}
        {viewer.isSignedIn ? <a href="/me">{viewer.name ?? words.account}</a> : <a href="/sign-in">{words.signIn}</a>}
      </p>
    </header>
  );
}

/** The way to one's notices, with how many are unread. */
function Notices({ viewer: { unread, path }, words }: Part) {
  const isHere = path.split('?')[0] === '/me/notices';
  return (
    <a href="/me/notices" aria-current={isHere ? 'page' : undefined}>
      {words.notices}
      {unread === 0 ? null : (
        <>
          {' '}
          <span class="count">
            {unread > 99 ? '99+' : unread}
            <span class="unseen"> {words.unread}</span>
          </span>
        </>
      )}
    </a>
  );
}

/** The same page in the other language. */
function OtherLanguage({ viewer: { locale, path }, words }: Part) {
  const other = locale === 'en' ? 'zh' : 'en';
  const [pathname = '', search = ''] = path.split('?');
  const asked = new URLSearchParams(search);
  asked.set('lang', other);
  return (
    <a href={`${pathname}?${asked.toString()}`} lang={other === 'zh' ? 'zh-CN' : 'en'} hreflang={other}>
      {words.otherLanguage}
    </a>
  );
}

function Sections({ viewer, words }: Part) {
  const places = placesOf(viewer.roles);
  const section = sectionOf(viewer.path, places);
  return (
    <nav class="rail" aria-label={words.sections}>
      <ul>
        {places.map(({ href, name }) => (
          <li>
            <a href={href} aria-current={href === section ? 'page' : undefined}>
              {words.places[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Foot({ viewer, words }: Part) {
  return (
    <footer class="foot">
      <nav aria-label={words.footWays}>
        <ul>
          <li>
            <a href="/privacy">{words.places.privacy}</a>
          </li>
          <li>
            <a href="/accessibility">{words.places.accessibility}</a>
          </li>
          <li>
            <a href="/certificates">{words.places.verify}</a>
          </li>
          <li>
            <a href="/status">{words.places.status}</a>
          </li>
          <li>
            <a href="/api/v1/docs">{words.api}</a>
          </li>
          {viewer.isSignedIn ? (
            <li>
              <a href="/incidents/new">{words.places.raiseIncident}</a>
            </li>
          ) : null}
        </ul>
      </nav>
      <Contact viewer={viewer} />
      <p>{words.foot}</p>
    </footer>
  );
}
