import type { Locale } from '../../domain/account.ts';
import { Frame } from '../frame.tsx';
import { wordsIn } from '../words/words.ts';

/** One operation of the API, as its own document describes it. */
export type DescribedOperation = {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly roles: string;
};

/** Every operation as plain text; where scripts run, Swagger UI takes the list's place. */
export function apiPage(operations: readonly DescribedOperation[], locale: Locale) {
  const words = wordsIn(locale);
  const head = (
    <>
      <link rel="stylesheet" href="/docs/swagger-ui.css" />
      <script src="/docs/swagger-ui-bundle.js" defer></script>
      <script src="/docs/start.js" defer></script>
    </>
  );
  return (
    <Frame locale={locale} path="/api/v1/docs" title={words.apiTitle} head={head}>
      <section class="part">
        <h1>{words.apiTitle}</h1>
        <p class="measure">{words.apiLead}</p>
        <p>
          <a href="/api/v1/openapi.json">openapi.json</a>
        </p>
      </section>
      <div id="operations">
        {[...Map.groupBy(operations, ({ tag }) => tag)].map(([tag, ofTag]) => (
          <section class="part" aria-labelledby={tag.replaceAll(' ', '-')}>
            <h2 id={tag.replaceAll(' ', '-')}>{tag}</h2>
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

/** Served by us like the rest: the page needs nothing from elsewhere. */
export const startScript = `SwaggerUIBundle({ url: '/api/v1/openapi.json', domNode: document.getElementById('operations'), deepLinking: true, validatorUrl: null, defaultModelsExpandDepth: 0 });
`;
