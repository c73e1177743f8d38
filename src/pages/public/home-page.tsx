import { DateTime } from 'luxon';

import { listSubjects } from '../../db/queries/counties.ts';
import { listNeeds, type Need } from '../../db/queries/needs.ts';
import { countCompletions, listReportedTotals, reportedVolunteers } from '../../db/queries/statistics.ts';
import type { Connection } from '../../db/client.ts';
import { Frame } from '../frame.tsx';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import { zh } from '../words/zh.ts';

type Language = 'zh' | 'en';
type Total = Awaited<ReturnType<typeof listReportedTotals>>[number];

const needsShown = 12;

/** The first page: what the programme is, its figures with their source, how it works, open needs. */
export async function homePage(db: Connection, language: Language) {
  const [totals, [recorded], { items }, subjectRows] = await Promise.all([
    listReportedTotals(db),
    countCompletions(db, undefined),
    listNeeds(db, {}, { limit: needsShown }),
    listSubjects(db),
  ]);
  const subjects = new Map(subjectRows.map((subject) => [subject.code, language === 'en' ? subject.nameEn : subject.nameZh]));
  const words: Words = language === 'en' ? en : zh;
  return (
    <Frame words={words} other={language === 'en' ? 'zh' : 'en'}>
      <div class="lead">
        <div>
          <h1>{words.title}</h1>
          <p>{words.lead}</p>
        </div>
      </div>
      <Figures totals={totals} completions={recorded?.completions ?? 0} words={words} language={language} />
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
      <Needs needs={items} subjects={subjects} words={words} language={language} />
    </Frame>
  );
}

/** The volunteers' groups are told as their sum too: it is theirs, and derived from nothing else. */
function Figures({
  totals,
  completions,
  words,
  language,
}: {
  totals: readonly Total[];
  completions: number;
  words: Words;
  language: Language;
}) {
  const number = new Intl.NumberFormat(language === 'en' ? 'en' : 'zh-CN');
  const sources = [...new Set(totals.map((total) => (language === 'en' ? total.sourceEn : total.sourceZh)))];
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
              {language === 'en' ? total.labelEn : total.labelZh} {words.since(total.fromYear, total.toYear)}
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
      <p class="quiet small">{words.recorded(completions)}</p>
    </section>
  );
}

type NeedsProps = { needs: readonly Need[]; subjects: ReadonlyMap<string, string>; words: Words; language: Language };

function Needs({ needs, subjects, words, language }: NeedsProps) {
  const day = (iso: string) =>
    DateTime.fromISO(iso)
      .setLocale(language === 'en' ? 'en' : 'zh-CN')
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
                  {language === 'en' ? need.countyNameEn : need.countyNameZh}{' '}
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
