import type { Locale } from '../../domain/account.ts';
import { Frame } from '../frame.tsx';
import { wordsIn } from '../words/words.ts';

/** A kind of problem that the API answers with, in both languages. */
export type ExplainedProblem = { readonly status: number } & {
  readonly [locale in Locale]: { readonly title: string; readonly detail: string };
};

/** Where the `type` of a problem leads: what it means and what to do about it. */
export function problemPage(name: string, problem: ExplainedProblem, locale: Locale) {
  const words = wordsIn(locale);
  const { title, detail } = problem[locale];
  return (
    <Frame locale={locale} path={`/problems/${name}`} title={title}>
      <section class="part">
        <p class="quiet">
          {words.problem} · <code>{name}</code> · HTTP {problem.status}
        </p>
        <h1>{title}</h1>
        <p class="measure">{detail}</p>
        <p>
          <a href="/problems">{words.allProblems}</a>
        </p>
      </section>
    </Frame>
  );
}

export function problemsPage(problems: Readonly<Record<string, ExplainedProblem>>, locale: Locale) {
  const words = wordsIn(locale);
  return (
    <Frame locale={locale} path="/problems" title={words.allProblems}>
      <section class="part">
        <h1>{words.allProblems}</h1>
        <dl class="operations">
          {Object.entries(problems).map(([name, problem]) => (
            <div>
              <dt>
                <a href={`/problems/${name}`}>{problem[locale].title}</a>{' '}
                <span class="quiet small">
                  <code>{name}</code> · HTTP {problem.status}
                </span>
              </dt>
              <dd>{problem[locale].detail}</dd>
            </div>
          ))}
        </dl>
      </section>
    </Frame>
  );
}
