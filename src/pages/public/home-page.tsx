import type { Connection } from '../../db/client.ts';
import { listOpenNeeds } from '../../db/queries/open-needs.ts';
import { countByProvince, type ProvinceCounts } from '../../db/queries/open-places.ts';
import { findOpenSeason, type OpenSeason } from '../../db/queries/open-seasons.ts';
import {
  countAllCompletions,
  listReportedTotals,
  reportedVolunteers,
  isTold,
  type Counted,
  type TooFew,
} from '../../db/queries/statistics.ts';
import type { Locale } from '../../domain/account.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Figures, Summary } from '../parts/lists.tsx';
import { Day, daysText } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { mapWords } from './map-words.ts';
import { nameIn, numberIn, sentencesIn } from './names.ts';
import { NeedsTable } from './needs-table.tsx';
import { needsWords } from './needs-words.ts';
import { ProvinceMap } from './province-map.tsx';

type Total = Awaited<ReturnType<typeof listReportedTotals>>[number];

const needsShown = 8;

/** The first page: what the programme is, its figures with their source, what is wanted now and where, how it works. */
async function homePage(db: Connection, viewer: Viewer) {
  const { locale } = viewer;
  const [totals, recorded, { items: needs }, season, provinces] = await Promise.all([
    listReportedTotals(db),
    countAllCompletions(db),
    listOpenNeeds(db, {}, { limit: needsShown }),
    findOpenSeason(db),
    countByProvince(db),
  ]);
  const words = wordsIn(locale);
  return (
    <Frame viewer={viewer} title={words.title}>
      <div class="opening">
        <div>
          <h1>{words.title}</h1>
          <p class="intro">{words.lead}</p>
        </div>
        <Opening totals={totals} locale={locale} />
      </div>
      {season === undefined ? null : <Season season={season} viewer={viewer} />}
      <section class="part" aria-labelledby="needs">
        <h2 id="needs">{words.needs}</h2>
        {needs.length === 0 ? (
          <p class="quiet">{words.noNeeds}</p>
        ) : (
          <>
            <NeedsTable needs={needs} viewer={viewer} />
            <p class="actions">
              <a class="button second" href="/needs/for-me">
                {needsWords[locale].forMeLink}
              </a>
              <a href="/needs">{mapWords[locale].allNeeds}</a>
            </p>
          </>
        )}
      </section>
      <section class="part" aria-labelledby="map">
        <h2 id="map">{mapWords[locale].title}</h2>
        <p class="measure">{mapWords[locale].lead}</p>
        <ProvinceMap provinces={provinces} viewer={viewer} />
        <p>
          <a href="/counties">{mapWords[locale].allCounties}</a>
        </p>
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
        <Source totals={totals} locale={locale} />
      </section>
      <Volunteers totals={totals} locale={locale} />
      <Recorded recorded={recorded} provinces={provinces} locale={locale} />
    </Frame>
  );
}

function Season({ season, viewer }: { season: OpenSeason; viewer: Viewer }) {
  const { locale } = viewer;
  const { dates, openSeason, apply, season: more } = mapWords[locale];
  return (
    <section class="part" aria-labelledby="season">
      <h2 id="season">
        {openSeason}
        <a href={`/seasons/${season.id}`}>{nameIn(locale, season.nameZh, season.nameEn)}</a>
      </h2>
      <Summary
        viewer={viewer}
        rows={[
          { label: dates.applications, value: daysText(season.applicationsOpenDay, season.applicationsCloseDay, locale) },
          { label: dates.match, value: <Day day={season.matchDay} viewer={viewer} /> },
          { label: dates.teaching, value: daysText(season.teachingStartDay, season.teachingEndDay, locale) },
        ]}
      />
      <p class="actions">
        <a class="button" href="/applications">
          {apply}
        </a>
        <a href={`/seasons/${season.id}`}>{more}</a>
      </p>
    </section>
  );
}

type FiguresProps = { readonly totals: readonly Total[]; readonly locale: Locale };

/** The programme at a glance: its volunteers as one sum, derived from the three groups, and the other totals. */
function Opening({ totals, locale }: FiguresProps) {
  const others = totals.filter(({ topic }) => topic !== 'volunteers');
  const volunteers = { name: wordsIn(locale).total, figure: figureText(reportedVolunteers(totals), locale) };
  return (
    <div class="opening-figures">
      <Figures figures={[volunteers, ...others.map((total) => reported(total, locale))]} />
      <Source totals={totals} locale={locale} />
    </div>
  );
}

function Volunteers({ totals, locale }: FiguresProps) {
  const groups = totals.filter(({ topic }) => topic === 'volunteers');
  return (
    <section class="part" aria-labelledby="volunteers">
      <h2 id="volunteers">{wordsIn(locale).figures}</h2>
      <Figures figures={groups.map((total) => reported(total, locale))} />
      <Source totals={groups} locale={locale} />
    </section>
  );
}

type RecordedProps = { readonly recorded: Counted | TooFew; readonly provinces: readonly ProvinceCounts[]; readonly locale: Locale };

/** What is counted from the record itself, and never added to what was reported. */
function Recorded({ recorded, provinces, locale }: RecordedProps) {
  const words = mapWords[locale];
  const sumOf = (key: 'counties' | 'stations' | 'seatsWanted') =>
    numberIn(
      locale,
      provinces.reduce((sum, province) => sum + province[key], 0),
    );
  const isMadeUp = (recorded.madeUp ?? 0) > 0 || provinces.some(({ madeUp }) => madeUp);
  return (
    <section class="part" aria-labelledby="recorded">
      <h2 id="recorded">{words.recordTitle}</h2>
      <p class="quiet small">{sentencesIn(locale, isMadeUp ? [words.recordLead, words.someMadeUp] : [words.recordLead])}</p>
      <Figures
        figures={[
          { name: words.completions, figure: isTold(recorded) ? numberIn(locale, recorded.completions) : words.tooFew, href: '/record' },
          { name: words.partnerCounties, figure: sumOf('counties'), href: '/counties' },
          { name: words.openStations, figure: sumOf('stations'), href: '/stations' },
          { name: words.seatsWanted, figure: sumOf('seatsWanted'), href: '/needs' },
        ]}
      />
      <p>
        <a href="/record">{words.allRecords}</a>
      </p>
    </section>
  );
}

/** A reported total with the years it stands for. */
export function reported(total: Total, locale: Locale): { readonly name: string; readonly figure: string } {
  const years = wordsIn(locale).since(total.fromYear, total.toYear);
  return {
    name: `${nameIn(locale, total.labelZh, total.labelEn)} ${years}`.trim(),
    figure: `${figureText(total.figure, locale)}${total.atLeast ? '+' : ''}`,
  };
}

export function Source({ totals, locale }: FiguresProps) {
  const sources = [...new Set(totals.map((total) => nameIn(locale, total.sourceZh, total.sourceEn)))];
  return (
    <p class="quiet small source">
      {wordsIn(locale).source}
      {sources.join('; ')}
    </p>
  );
}

/** In full up to a hundred thousand; larger ones as the language writes large numbers (260万, 2.6 million). */
export function figureText(number: number, locale: Locale): string {
  if (number < 100_000) return numberIn(locale, number);
  return new Intl.NumberFormat(locale === 'en' ? 'en' : 'zh-CN', { notation: 'compact', compactDisplay: 'long' }).format(number);
}

export const homePages = new PageRouter().get('/', 'open-data.read', async (c) => sendPublic(c, await homePage(c.var.db, viewerOf(c))));
