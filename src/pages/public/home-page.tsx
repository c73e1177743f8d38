import type { Locale } from '../../domain/account.ts';
import { listProvinces, listSubjects } from '../../db/queries/counties.ts';
import { listNeeds } from '../../db/queries/needs.ts';
import { listSeasons, type Season } from '../../db/queries/seasons.ts';
import { countCompletions, listReportedTotals, reportedVolunteers, type Counted } from '../../db/queries/statistics.ts';
import type { Connection } from '../../db/client.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn, type Words } from '../words/words.ts';
import { dayIn, NeedsTable } from './needs-table.tsx';

type Total = Awaited<ReturnType<typeof listReportedTotals>>[number];

const needsShown = 12;
const seasonsShown = 3;

/** The first page: what the programme is, its figures with their source, how it works, open needs. */
async function homePage(db: Connection, viewer: Viewer) {
  const { locale } = viewer;
  const [totals, [recorded], { items }, { items: openSeasons }, subjects, provinces] = await Promise.all([
    listReportedTotals(db),
    countCompletions(db, undefined),
    listNeeds(db, {}, { limit: needsShown }),
    listSeasons(db, { state: 'open' }, { limit: seasonsShown }),
    listSubjects(db),
    listProvinces(db),
  ]);
  const words = wordsIn(locale);
  const named = (rows: readonly { readonly code: string; readonly nameZh: string; readonly nameEn: string }[]) =>
    new Map(rows.map((row) => [row.code, locale === 'en' ? row.nameEn : row.nameZh]));
  return (
    <Frame viewer={viewer} title={words.title}>
      <div class="opening">
        <div>
          <h1>{words.title}</h1>
          <p class="intro">{words.lead}</p>
        </div>
        <Figures totals={totals} words={words} locale={locale} />
      </div>
      <section class="part" aria-labelledby="needs">
        <h2 id="needs">{words.needs}</h2>
        {openSeasons.map((season) => (
          <OpenSeason season={season} locale={locale} />
        ))}
        {items.length === 0 ? (
          <p class="quiet">{words.noNeeds}</p>
        ) : (
          <NeedsTable needs={items} subjects={named(subjects)} provinces={named(provinces)} locale={locale} />
        )}
      </section>
      <section class="part" aria-labelledby="how">
        <h2 id="how">{words.how}</h2>
        <ol class="steps">
          {words.steps.map(([name, text]) => (
            <li>
              <h3>{name}</h3>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </section>
      <section class="part" aria-labelledby="programme">
        <h2 id="programme">{words.programme}</h2>
        <p class="measure">{words.about}</p>
        <dl class="story">
          {words.story.map(([year, text]) => (
            <div>
              <dt>{year}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <Source totals={totals} words={words} locale={locale} />
      </section>
      <Volunteers totals={totals} recorded={recorded} words={words} locale={locale} />
    </Frame>
  );
}

function OpenSeason({ season, locale }: { season: Season; locale: Locale }) {
  const words = wordsIn(locale);
  return (
    <p class="measure">{words.openUntil(locale === 'en' ? season.nameEn : season.nameZh, dayIn(season.applicationsCloseDay, locale))}</p>
  );
}

type FiguresProps = { totals: readonly Total[]; words: Words; locale: Locale };

/** The programme at a glance: its volunteers as one sum, derived from the three groups, and the other totals. */
function Figures({ totals, words, locale }: FiguresProps) {
  const others = totals.filter(({ topic }) => topic !== 'volunteers');
  return (
    <div>
      <dl class="figures two">
        <div>
          <dt>{words.total}</dt>
          <dd>{figure(reportedVolunteers(totals), locale)}</dd>
        </div>
        {others.map((total) => (
          <Figure total={total} words={words} locale={locale} />
        ))}
      </dl>
      <Source totals={totals} words={words} locale={locale} />
    </div>
  );
}

function Volunteers({ totals, recorded, words, locale }: FiguresProps & { recorded: Counted | undefined }) {
  const groups = totals.filter(({ topic }) => topic === 'volunteers');
  return (
    <section class="part" aria-labelledby="volunteers">
      <h2 id="volunteers">{words.figures}</h2>
      <dl class="figures three">
        {groups.map((total) => (
          <Figure total={total} words={words} locale={locale} />
        ))}
      </dl>
      <Source totals={groups} words={words} locale={locale} />
      <p class="quiet small">{words.recorded(recorded?.completions ?? 0, recorded?.madeUp ?? 0)}</p>
    </section>
  );
}

function Figure({ total, words, locale }: { total: Total; words: Words; locale: Locale }) {
  return (
    <div>
      <dt>
        {locale === 'en' ? total.labelEn : total.labelZh} {words.since(total.fromYear, total.toYear)}
      </dt>
      <dd>
        {figure(total.figure, locale)}
        {total.atLeast ? '+' : ''}
      </dd>
    </div>
  );
}

function Source({ totals, words, locale }: FiguresProps) {
  const sources = [...new Set(totals.map((total) => (locale === 'en' ? total.sourceEn : total.sourceZh)))];
  return (
    <p class="quiet small source">
      {words.source}
      {sources.join('; ')}
    </p>
  );
}

/** In full up to a hundred thousand; larger ones as the language writes large numbers (260万, 2.6 million). */
function figure(number: number, locale: Locale): string {
  const isLarge = number >= 100_000;
  return new Intl.NumberFormat(locale === 'en' ? 'en' : 'zh-CN', isLarge ? { notation: 'compact', compactDisplay: 'long' } : {}).format(
    number,
  );
}

export const homePages = new PageRouter().get('/', 'open-data.read', async (c) => sendPublic(c, await homePage(c.var.db, viewerOf(c))));
