import { DateTime } from 'luxon';

import type { Locale } from '../../domain/account.ts';
import { listSubjects } from '../../db/queries/counties.ts';
import { listNeeds, type Need } from '../../db/queries/needs.ts';
import { countCompletions, listReportedTotals, reportedVolunteers, type Counted } from '../../db/queries/statistics.ts';
import type { Connection } from '../../db/client.ts';
import { Frame } from '../frame.tsx';
import type { Words } from '../words/shape.ts';
import { wordsIn } from '../words/words.ts';

type Total = Awaited<ReturnType<typeof listReportedTotals>>[number];

const needsShown = 12;

/** The first page: what the programme is, its figures with their source, how it works, open needs. */
export async function homePage(db: Connection, locale: Locale) {
  const [totals, [recorded], { items }, subjectRows] = await Promise.all([
    listReportedTotals(db),
    countCompletions(db, undefined),
    listNeeds(db, {}, { limit: needsShown }),
    listSubjects(db),
  ]);
  const subjects = new Map(subjectRows.map((subject) => [subject.code, locale === 'en' ? subject.nameEn : subject.nameZh]));
  const words = wordsIn(locale);
  return (
    <Frame locale={locale} path="/" title={words.title}>
      <div class="lead">
        <div>
          <h1>{words.title}</h1>
          <p>{words.lead}</p>
        </div>
      </div>
      <Figures totals={totals} recorded={recorded} words={words} locale={locale} />
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
      <Needs needs={items} subjects={subjects} words={words} locale={locale} />
    </Frame>
  );
}

/** The volunteers' groups are told as their sum too: it is theirs, and derived from nothing else. */
function Figures({
  totals,
  recorded,
  words,
  locale,
}: {
  totals: readonly Total[];
  recorded: Counted | undefined;
  words: Words;
  locale: Locale;
}) {
  const number = new Intl.NumberFormat(locale === 'en' ? 'en' : 'zh-CN');
  const sources = [...new Set(totals.map((total) => (locale === 'en' ? total.sourceEn : total.sourceZh)))];
  return (
    <section class="part" aria-labelledby="figures">
      <h2 id="figures">{words.figures}</h2>
      <dl class="figures">
        <div>
          <dt>{words.total}</dt>
          <dd>{number.format(reportedVolunteers(totals))}</dd>
        </div>
        {totals.map((total) => (
          <div>
            <dt>
              {locale === 'en' ? total.labelEn : total.labelZh} {words.since(total.fromYear, total.toYear)}
            </dt>
            <dd>
              {number.format(total.figure)}
              {total.atLeast ? '+' : ''}
            </dd>
          </div>
        ))}
      </dl>
      <p class="quiet small source">
        {words.source}
        {sources.join('; ')}
      </p>
      <p class="quiet small">{words.recorded(recorded?.completions ?? 0, recorded?.madeUp ?? 0)}</p>
    </section>
  );
}

type NeedsProps = { needs: readonly Need[]; subjects: ReadonlyMap<string, string>; words: Words; locale: Locale };

function Needs({ needs, subjects, words, locale }: NeedsProps) {
  const day = (iso: string) =>
    DateTime.fromISO(iso)
      .setLocale(locale === 'en' ? 'en' : 'zh-CN')
      .toLocaleString({ month: 'short', day: 'numeric' });
  return (
    <section class="part" aria-labelledby="needs">
      <h2 id="needs">{words.needs}</h2>
      {needs.length === 0 ? (
        <p class="quiet">{words.noNeeds}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.county}</th>
              <th scope="col">{words.subject}</th>
              <th scope="col">{words.when}</th>
              <th scope="col">{words.seats}</th>
            </tr>
          </thead>
          <tbody>
            {needs.map((need) => (
              <tr>
                <td>
                  {locale === 'en' ? need.countyNameEn : need.countyNameZh}{' '}
                  {need.madeUp ? <span class="quiet small">{words.demonstration}</span> : null}
                </td>
                <td>{subjects.get(need.subject) ?? need.subject}</td>
                <td class="quiet">
                  {words.delivery[need.delivery]} {day(need.startDay)} – {day(need.endDay)}
                </td>
                <td>
                  <span class="seats-wanted">{words.wanted(need.seatsWanted)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
