import { Frame } from '../frame.tsx';
import type { Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';

/** One operation of the API, as its own document describes it. */
export type DescribedOperation = {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly roles: string;
};

/** Every operation as plain text; where scripts run, Swagger UI takes the list’s place for whoever asks for it. */
export function apiPage(operations: readonly DescribedOperation[], viewer: Viewer) {
  const words = wordsIn(viewer.locale);
  const head = <script src="/docs-start.js" defer></script>;
  return (
    <Frame viewer={viewer} title={words.apiTitle} head={head}>
      <section class="part">
        <h1>{words.apiTitle}</h1>
        <p class="measure">{words.apiLead}</p>
        <p>
          <a href="/api/v1/openapi.json">openapi.json</a>
        </p>
        <p>
          <button class="button second" type="button" data-try-out hidden>
            {words.tryOut}
          </button>
        </p>
      </section>
      <div id="operations" lang="en">
        {[...Map.groupBy(operations, ({ tag }) => tag)].map(([tag, ofTag]) => (
          <section class="part" aria-labelledby={idOf(tag)}>
            <h2 id={idOf(tag)}>{tag}</h2>
            <dl class="operations">
              {ofTag.map(({ method, path, summary, roles }) => (
                <div>
                  <dt>
                    <code>
                      {method.toUpperCase()} {path}
                    </code>
                  </dt>
                  <dd>
                    {summary} <span class="quiet small">{roles}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Frame>
  );
}

/** An id is a name in a page's scripts: one called `exports` would pass for a module to load into. */
function idOf(tag: string): string {
  return `of-${tag.replaceAll(' ', '-')}`;
}
