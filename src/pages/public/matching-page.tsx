import type { Connection } from '../../db/client.ts';
import { findLatestResult, type PublishedResult } from '../../db/queries/open-record.ts';
import { ruleCodes } from '../../domain/eligibility/rule.ts';
import { toldMatch } from '../../domain/told-outcomes.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Contact } from '../parts/contact.tsx';
import { Bars } from '../parts/chart.tsx';
import { Figures, Summary } from '../parts/lists.tsx';
import { Empty, Note, Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { matchingWords } from './matching-words.ts';
import { figureIn, nameIn, numberIn, sentencesIn } from './names.ts';

const placedOutcomes = ['first', 'second', 'third', 'later', 'unranked'] as const;

/** How the match is made and how anybody can check it; with what it came to the last time. */
async function matchingPage(db: Connection, viewer: Viewer) {
  const { locale } = viewer;
  const words = matchingWords[locale];
  const result = await findLatestResult(db);
  const [kept, separate, answers] = words.check;
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <section aria-labelledby="order">
        <h2 id="order">{words.orderTitle}</h2>
        <p class="measure">{words.orderLead}</p>
        <ol class="order measure">
          {words.order.map(([name, text]) => (
            <li>
              <strong>{name}</strong>
              <span class="under">{text}</span>
            </li>
          ))}
        </ol>
      </section>
      <section class="part" aria-labelledby="must">
        <h2 id="must">{words.mustTitle}</h2>
        <p class="measure">{words.mustLead}</p>
        <Summary
          viewer={viewer}
          areSentences
          rows={ruleCodes.map((code) => ({ label: terms[locale].rules[code], value: words.rules[code] }))}
        />
      </section>
      <section class="part measure" aria-labelledby="lottery">
        <h2 id="lottery">{words.lotteryTitle}</h2>
        <p>{words.lottery}</p>
        <p>
          <a href="/seasons">{words.seasonsLink}</a>
        </p>
      </section>
      <section class="part measure" aria-labelledby="check">
        <h2 id="check">{words.checkTitle}</h2>
        <p>{kept}</p>
        <p>{separate}</p>
        <p>
          <code>npm run --silent verify -- SNAPSHOT.json RESULT.json</code>
        </p>
        <p>{answers}</p>
      </section>
      <section class="part measure" aria-labelledby="person">
        <h2 id="person">{words.personTitle}</h2>
        <p>{words.person}</p>
        <Contact viewer={viewer} />
      </section>
      <section class="part" aria-labelledby="results">
        <h2 id="results">{words.resultsTitle}</h2>
        {result === undefined ? (
          <Empty>
            <p>{words.resultsNone}</p>
          </Empty>
        ) : (
          <Results result={result} viewer={viewer} />
        )}
      </section>
    </Frame>
  );
}

function Results({ result, viewer }: { result: PublishedResult; viewer: Viewer }) {
  const { locale } = viewer;
  const words = matchingWords[locale];
  const told = toldMatch(result.summary);
  const isWhole = told.placed !== null && Object.values(told.outcomes).every((count) => count !== null);
  const bars = placedOutcomes.flatMap((outcome) => {
    const value = told.outcomes[outcome];
    return value === null ? [] : [{ label: words.outcomes[outcome], value }];
  });
  return (
    <>
      <p>
        <a href={`/seasons/${result.seasonId}`}>{words.resultsOf(nameIn(locale, result.nameZh, result.nameEn))}</a>
        <span class="under">
          {sentencesIn(locale, [words.resultsPolicy(terms[locale].policies[result.policy]), words.publishedAt])}{' '}
          <Instant at={result.publishedAt} viewer={viewer} saysZone />
        </span>
      </p>
      {result.madeUp ? (
        <Note>
          <p>{words.madeUp}</p>
        </Note>
      ) : null}
      <Figures
        figures={[
          { name: words.applications, figure: figureIn(locale, told.applications) },
          { name: words.placed, figure: figureIn(locale, told.placed) },
          { name: words.unplaced, figure: figureIn(locale, told.outcomes.nothing) },
        ]}
      />
      <div class="columns">
        <div>
          <Bars caption={words.choicesTitle} bars={bars} labelTitle={words.choice} valueTitle={words.placements} locale={locale} />
        </div>
        <div>
          <Table
            caption={words.tiersTitle}
            showsCaption
            rows={told.tiers}
            viewer={viewer}
            columns={[
              { title: words.tier, cell: ({ tier }) => tierName(tier, viewer) },
              ...(['minimum', 'ideal', 'maximum'] as const).map((part) => ({
                title: words[part],
                isNumber: true,
                cell: (row: (typeof told.tiers)[number]) =>
                  words.filled(figureIn(locale, row[part].filled), numberIn(locale, row[part].seats)),
              })),
            ]}
          />
        </div>
      </div>
      <p class="quiet small measure">{sentencesIn(locale, [words.counted, ...(isWhole ? [] : [words.kept])])}</p>
    </>
  );
}

function tierName(tier: number, { locale }: Viewer): string {
  const tiers: Readonly<Record<number, string>> = terms[locale].tiers;
  return tiers[tier] ?? String(tier);
}

export const matchingPages = new PageRouter().get('/matching', 'open-data.read', async (c) =>
  sendPublic(c, await matchingPage(c.var.db, viewerOf(c))),
);
