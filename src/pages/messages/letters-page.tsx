import { z } from 'zod';

import { accountIdOf } from '../../actions/context.ts';
import { chooseLetters } from '../../actions/letters/choose-letters.ts';
import { listUnsubscribed } from '../../db/queries/unsubscriptions.ts';
import { optionalTopics, type OptionalTopic } from '../../domain/letter-kind.ts';
import { actionContext } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { asked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { ChecksField } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Done, Title } from '../parts/page.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { letterWords } from './letter-words.ts';
import { noticeWords } from './notice-words.ts';

const needed = ['decisions', 'placements', 'records', 'safety', 'signIn'] as const;

/** The topics that this reader gets letters about and may turn off. */
function topicsOf({ roles }: Viewer): OptionalTopic[] {
  return optionalTopics.filter((topic) => topic !== 'digest' || roles.includes('coordinator'));
}

function page(viewer: Viewer, unsubscribed: readonly OptionalTopic[], isSaved: boolean) {
  const words = letterWords[viewer.locale];
  const topics = topicsOf(viewer);
  const wanted = topics.filter((topic) => !unsubscribed.includes(topic));
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      {isSaved ? <Done>{words.saved}</Done> : null}
      <Title title={words.title} lead={words.lead} above={{ href: '/me', name: noticeWords[viewer.locale].account }} />
      <form method="post" action="/me/letters">
        <ChecksField
          name="wanted"
          label={words.optional}
          typed={Typed.of({ wanted })}
          options={topics.map((value) => ({ value, label: words.topics[value], hint: words.why[value] }))}
        />
        <p class="actions">
          <button class="button">{words.save}</button>
        </p>
      </form>
      <section class="part" aria-labelledby="needed">
        <h2 id="needed">{words.needed}</h2>
        <p class="measure">{words.neededLead}</p>
        <Summary viewer={viewer} areSentences rows={needed.map((topic) => ({ label: words.topics[topic], value: words.why[topic] }))} />
      </section>
    </Frame>
  );
}

export const lettersPage = new PageRouter()
  .get('/me/letters', 'me.change', async (c) => {
    const unsubscribed = await listUnsubscribed(c.var.db, accountIdOf(c.var.actor) ?? '');
    return sendPrivate(c, page(viewerOf(c), unsubscribed, asked(c, 'done', z.literal('saved')) !== undefined));
  })
  .post('/me/letters', 'me.change', async (c) => {
    const wanted = (await typedIn(c)).list('wanted');
    // What the form did not ask about stays as it was.
    const unasked = optionalTopics.filter((topic) => !topicsOf(viewerOf(c)).includes(topic));
    valueOf(await chooseLetters(actionContext(c), [...unasked, ...optionalTopics.filter((topic) => wanted.includes(topic))]));
    return seeOther(c, '/me/letters?done=saved');
  });
