import type { Role } from '../../domain/account.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { problems } from '../../http/failure/problem-words.ts';
import { Frame } from '../frame.tsx';
import { Title } from '../parts/page.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { wordsIn } from '../words/words.ts';

/** What a person sees in place of a problem: what happened, what to do, and the way back. */
export function failurePage(viewer: Viewer, failure: Told) {
  const words = wordsIn(viewer.locale);
  const { title, detail } = toldOf(failure, viewer);
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title title={title} lead={detail} />
      <p>
        <a href="/">{words.toFirstPage}</a>
      </p>
    </Frame>
  );
}

type Told = { readonly kind: KnownFailure['kind'] };

/** What a failure says to a person: the API's words name fields of its answer, and a person is told what stands in them. */
export function toldOf(failure: Told, { locale }: Pick<Viewer, 'locale'>): { readonly title: string; readonly detail: string } {
  const words = wordsIn(locale);
  const { title, detail } = problems[failure.kind][locale];
  const facts: Told & Partial<Record<'roles' | 'state' | 'thing' | 'retryAfterSeconds', unknown>> = failure;
  if (Array.isArray(facts.roles)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a refusal names roles
    const roles = (facts.roles as readonly Role[]).map((role) => terms[locale].roles[role] ?? role);
    return { title, detail: words.rolesThatMay(roles.join(locale === 'zh' ? '、' : ', ')) };
  }
  if (typeof facts.retryAfterSeconds === 'number') return { title, detail: words.retryAfter(facts.retryAfterSeconds) };
  if (typeof facts.state === 'string') return { title, detail: words.presentState(stateWord(facts.thing, facts.state, locale)) };
  return { title, detail };
}

function stateWord(thing: unknown, state: string, locale: Viewer['locale']): string {
  const states: Readonly<Record<string, Readonly<Record<string, string>>>> = terms[locale].states;
  return (typeof thing === 'string' ? states[thing]?.[state] : undefined) ?? state;
}
