import type { Child } from 'hono/jsx';

import type { ApplicationSheet, NamedTarget } from '../../db/queries/application-sheet.ts';
import { Summary } from '../parts/lists.tsx';
import { Day, daysText } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { languageName, zoneName } from '../words/profile-words.ts';
import { terms } from '../words/terms.ts';
import { taskPath, type TaskName } from './application-tasks.ts';
import { applicationWords } from './application-words.ts';

type SummaryProps = {
  readonly viewer: Viewer;
  readonly sheet: ApplicationSheet;
  readonly canChange: boolean;
  /** Where it stands on its page. */ readonly heading: 'h2' | 'h3';
};

/** All that an application says, group by group; before it is handed in with the way to change each. */
export function ApplicationSummary({ viewer, sheet, canChange, heading: Heading }: SummaryProps) {
  const words = applicationWords[viewer.locale];
  const change = (name: TaskName) => (canChange ? `${taskPath(sheet.id, name)}?from=check` : undefined);
  const row = (name: keyof typeof words.rows, task: TaskName, value: Child) => ({ label: words.rows[name], value, change: change(task) });
  const groups = [
    { name: words.rowGroups.who, rows: whoRows(sheet, viewer).map(({ name, value }) => row(name, 'profile', value)) },
    {
      name: words.rowGroups.teaching,
      rows: [
        row('subjects', 'subjects', <Lines lines={subjectLines(sheet, viewer)} none={words.nothing} />),
        row('deliveries', 'availability', <Lines lines={deliveryLines(sheet, viewer)} none={words.nothing} />),
        row('windows', 'availability', <Lines lines={windowLines(sheet, viewer)} none={words.nothing} />),
      ],
    },
    {
      name: words.rowGroups.where,
      rows: [
        row('choices', 'choices', <Lines lines={choiceLines(sheet, viewer)} none={words.nothing} />),
        row('scope', 'choices', words.scopes[sheet.scope]),
        ...(sheet.never.length === 0
          ? []
          : [row('never', 'choices', <Lines lines={sheet.never.map((target) => targetText(target, viewer))} none={words.nothing} />)]),
        row('team', 'team', teamText(sheet, viewer)),
        row('mostPlacements', 'most-placements', words.times(String(sheet.mostPlacements))),
      ],
    },
    {
      name: words.rowGroups.other,
      rows: [
        row('statement', 'statement', sheet.statement === '' ? words.nothing : sheet.statement),
        row('consents', 'checks', <Lines lines={consentLines(sheet, viewer)} none={words.nothing} />),
      ],
    },
  ];
  return (
    <>
      {groups.map(({ name, rows }) => (
        <section class="answers">
          <Heading>{name}</Heading>
          <Summary rows={rows} viewer={viewer} />
        </section>
      ))}
    </>
  );
}

function Lines({ lines, none }: { lines: readonly string[]; none: string }) {
  if (lines.length === 0) return <span class="quiet">{none}</span>;
  return (
    <>
      {lines.map((line) => (
        <span class="line">{line}</span>
      ))}
    </>
  );
}

type WhoRow = {
  readonly name: 'name' | 'kind' | 'homeInstitution' | 'homeRegion' | 'timeZone' | 'bornDay' | 'languages';
  readonly value: Child;
};

function whoRows({ account, profile }: ApplicationSheet, viewer: Viewer): WhoRow[] {
  const { locale } = viewer;
  if (profile === null) return [{ name: 'name', value: account.name }];
  return [
    { name: 'name', value: account.name },
    { name: 'kind', value: terms[locale].volunteerKinds[profile.kind] },
    { name: 'homeInstitution', value: profile.homeInstitution },
    { name: 'homeRegion', value: terms[locale].homeRegions[profile.homeRegion] },
    { name: 'timeZone', value: zoneName(profile.timeZone, locale) },
    { name: 'bornDay', value: <Day day={profile.bornDay} viewer={viewer} /> },
    { name: 'languages', value: profile.languages.map((tag) => languageName(tag, locale)).join(locale === 'zh' ? '、' : ', ') },
  ];
}

function subjectLines({ subjects }: ApplicationSheet, { locale }: Viewer): string[] {
  const levels: Readonly<Record<number, string>> = terms[locale].levels;
  return subjects.map(({ name, level }) =>
    locale === 'zh' ? `${name.zh}（${levels[level] ?? ''}）` : `${name.en} (${levels[level] ?? ''})`,
  );
}

function deliveryLines({ deliveries }: ApplicationSheet, { locale }: Viewer): string[] {
  return deliveries.map((delivery) => terms[locale].deliveries[delivery]);
}

export function windowLines({ windows }: Pick<ApplicationSheet, 'windows'>, { locale }: Viewer): string[] {
  const { perWeek } = applicationWords[locale];
  return windows.map(
    ({ startDay, endDay, weeklyHours }) =>
      `${daysText(startDay, endDay, locale)}${locale === 'zh' ? '，' : ', '}${perWeek(String(weeklyHours))}`,
  );
}

function choiceLines({ choices }: ApplicationSheet, viewer: Viewer): string[] {
  const words = applicationWords[viewer.locale];
  const colon = viewer.locale === 'zh' ? '：' : ': ';
  const tied = (rank: number) => (choices.filter((choice) => choice.rank === rank).length > 1 ? words.tied : '');
  return choices.map((choice) => `${words.rankName(String(choice.rank))}${tied(choice.rank)}${colon}${targetText(choice, viewer)}`);
}

/** A choice in one line: a request by county, what, how and when; a county with its province; a province. */
export function targetText({ target, county, province, request }: NamedTarget, { locale }: Viewer): string {
  const comma = locale === 'zh' ? '，' : ', ';
  if (target.kind === 'province') return province?.[locale] ?? target.code;
  if (target.kind === 'county')
    return [county?.[locale] ?? target.code, province?.[locale]].filter((part) => part !== undefined).join(comma);
  if (request === null || county === null) return applicationWords[locale].goneRequest;
  const subjects = request.subjects.map((subject) => subject[locale]).join(locale === 'zh' ? '、' : ', ');
  return [county[locale], subjects, terms[locale].deliveries[request.delivery], daysText(request.startDay, request.endDay, locale)].join(
    comma,
  );
}

function teamText({ id, team }: ApplicationSheet, { locale }: Viewer): string {
  const words = applicationWords[locale];
  if (team === null) return words.alone;
  const own = team.members.find(({ applicationId }) => applicationId === id);
  return [words.teamOf(String(team.members.length)), own?.onlyTogether === true ? words.onlyTogether : words.aloneIsFine].join(
    locale === 'zh' ? '，' : ', ',
  );
}

function consentLines({ texts }: ApplicationSheet, { locale }: Viewer): string[] {
  return texts.filter(({ isAgreed }) => isAgreed).map(({ kind }) => terms[locale].texts[kind]);
}
