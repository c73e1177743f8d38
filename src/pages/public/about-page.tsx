import { textKinds } from '../../domain/consent.ts';
import { retentionRules } from '../../domain/retention.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Contact } from '../parts/contact.tsx';
import { Summary } from '../parts/lists.tsx';
import { Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { aboutWords } from './about-words.ts';

function privacyPage(viewer: Viewer) {
  const { locale } = viewer;
  const words = aboutWords[locale].privacy;
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <section aria-labelledby="held">
        <h2 id="held">{words.heldTitle}</h2>
        <Table
          caption={words.caption}
          rows={words.rows}
          viewer={viewer}
          columns={[
            { title: words.data, cell: ([data]) => <span class="strong">{data}</span> },
            { title: words.purpose, cell: ([, purpose]) => purpose },
            { title: words.who, cell: ([, , who]) => who },
            { title: words.how, cell: ([, , , how]) => how },
          ]}
        />
      </section>
      <section class="part" aria-labelledby="consent">
        <h2 id="consent">{words.consentTitle}</h2>
        <p class="measure">{words.consent}</p>
        <h3>{words.texts}</h3>
        <ul>
          {textKinds.map((kind) => (
            <li>
              <a href={`/texts/${kind}`}>{terms[locale].texts[kind]}</a>
            </li>
          ))}
        </ul>
      </section>
      <section class="part" aria-labelledby="rights">
        <h2 id="rights">{words.rightsTitle}</h2>
        <Summary viewer={viewer} areSentences rows={words.rights.map(([label, value]) => ({ label, value }))} />
        <p>
          <a href="/me">{words.toAccount}</a>
        </p>
      </section>
      <section class="part" aria-labelledby="term">
        <h2 id="term">{words.termTitle}</h2>
        <p>{words.termLead}</p>
        <Table
          caption={words.termCaption}
          rows={retentionRules}
          viewer={viewer}
          columns={[
            { title: words.kind, cell: ({ kind }) => words.kinds[kind] },
            {
              title: words.kept,
              cell: ({ keptFor, from }) =>
                words.keptFrom(from[locale], 'days' in keptFor ? words.days(keptFor.days) : words.months(keptFor.months)),
            },
            { title: words.afterwards, cell: ({ becomes }) => words.becomes[becomes] },
          ]}
        />
      </section>
      <section class="part measure" aria-labelledby="abroad">
        <h2 id="abroad">{words.abroadTitle}</h2>
        <p>{words.abroad}</p>
      </section>
      <section class="part measure" aria-labelledby="questions">
        <h2 id="questions">{words.whoTitle}</h2>
        <p>{words.whom}</p>
        <Contact viewer={viewer} />
      </section>
    </Frame>
  );
}

function accessibilityPage(viewer: Viewer) {
  const words = aboutWords[viewer.locale].accessibility;
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      <Title title={words.title} lead={words.lead} />
      <section>
        <h2>{words.doneTitle}</h2>
        <Lines lines={words.done} />
      </section>
      <section>
        <h2>{words.testedTitle}</h2>
        <p>{words.tested}</p>
      </section>
      <section>
        <h2>{words.limitsTitle}</h2>
        <Lines lines={words.limits} />
      </section>
      <section>
        <h2>{words.tellTitle}</h2>
        <p>{words.tell}</p>
        <Contact viewer={viewer} />
      </section>
    </Frame>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}

export const aboutPages = new PageRouter()
  .get('/privacy', 'open-data.read', async (c) => sendPublic(c, privacyPage(viewerOf(c))))
  .get('/accessibility', 'open-data.read', async (c) => sendPublic(c, accessibilityPage(viewerOf(c))));
