import { problems } from '../../http/failure/problem-words.ts';
import type { ProblemWords } from '../../http/failure/say.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';

/** Where the `type` of a problem leads: what it means and what to do about it. */
function problemPage(name: string, problem: ProblemWords, viewer: Viewer) {
  const { locale } = viewer;
  const words = wordsIn(locale);
  const { title, detail } = problem[locale];
  return (
    <Frame viewer={viewer} title={title}>
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

function problemsPage(viewer: Viewer) {
  const { locale } = viewer;
  const words = wordsIn(locale);
  return (
    <Frame viewer={viewer} title={words.allProblems}>
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

export const problemPages = new PageRouter()
  .get('/problems', 'open-data.read', async (c) => sendPublic(c, problemsPage(viewerOf(c))))
  .get('/problems/:name', 'open-data.read', async (c) => {
    const name = c.req.param('name');
    const problem = Object.entries(problems).find(([kind]) => kind === name)?.[1];
    return problem === undefined ? c.notFound() : sendPublic(c, problemPage(name, problem, viewerOf(c)));
  });
