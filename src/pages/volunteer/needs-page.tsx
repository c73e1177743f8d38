import type { Context } from 'hono';

import { weighNeeds, type Fit, type Weighed } from '../../actions/applications/weigh-needs.ts';
import type { ApplicationSheet } from '../../db/queries/application-sheet.ts';
import { ruleCodes } from '../../domain/eligibility/rule.ts';
import { deliveries } from '../../domain/teaching.ts';
import { choicesOf, rankingOf, targetName, targetNamed } from '../../domain/ranking.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, SelectField, type FieldFault, type Option } from '../parts/form.tsx';
import { Done, Empty, Title } from '../parts/page.tsx';
import { SeatDots } from '../parts/seats.tsx';
import { addressWith, Filters, Paging } from '../parts/table.tsx';
import { daysText } from '../parts/time.tsx';
import { typedIn, typedInAddress, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { isEditable, taskPath } from './application-tasks.ts';
import { choicesWords } from './choices-words.ts';
import { nearestOf, Reasons, verdictOf, VerdictPill } from './fit.tsx';
import { saveSection, sheetIn, toldClosed } from './section.tsx';

/** The lines of one request. */
type Need = { readonly requestId: string; readonly fits: readonly Fit[]; readonly first: Fit };

type Shown = {
  readonly viewer: Viewer;
  readonly sheet: ApplicationSheet;
  readonly weighed: Weighed;
  readonly asked: Typed;
  readonly faults: readonly FieldFault[];
};

const pageSize = 20;

/** Requests as they are read: the county most in need first, then by place and day. */
function needsOf({ fits }: Weighed): Need[] {
  const byRequest = [...Map.groupBy(fits, ({ opening }) => opening.requestId)];
  const needs = byRequest.flatMap(([requestId, of]) => (of[0] === undefined ? [] : [{ requestId, fits: of, first: of[0] }]));
  const keyOf = ({ first: { opening }, requestId }: Need) => `${opening.tier} ${opening.countyCode} ${opening.startDay} ${requestId}`;
  return needs.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function isAsked({ fits, first: { opening } }: Need, asked: Typed): boolean {
  const [province, subject, delivery] = [asked.text('province'), asked.text('subject'), asked.text('delivery')];
  return (
    (province === '' || opening.provinceCode === province) &&
    (delivery === '' || opening.delivery === delivery) &&
    (subject === '' || fits.some((fit) => fit.opening.subject === subject)) &&
    (asked.text('fit') === 'all' || fits.some((fit) => verdictOf(fit) !== 'no'))
  );
}

function needsView({ viewer, sheet, weighed, asked, faults }: Shown) {
  const { needs: words } = choicesWords[viewer.locale];
  const all = needsOf(weighed);
  const wanted = all.filter((need) => isAsked(need, asked));
  const begin = wanted.findIndex(({ requestId }) => requestId === asked.text('after')) + 1;
  const part = wanted.slice(begin, begin + pageSize);
  const nextAfter = wanted.length > begin + pageSize ? (part.at(-1)?.requestId ?? null) : null;
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      <Title title={words.title} above={{ href: taskPath(sheet.id, 'choices'), name: words.goBack }} lead={words.lead} />
      {asked.text('done') === 'added' ? <Done>{words.added}</Done> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <NeedFilters viewer={viewer} sheet={sheet} weighed={weighed} asked={asked} />
      {part.length === 0 ? <NoNeeds viewer={viewer} sheet={sheet} asked={asked} /> : null}
      <ul class="needs" id="needs">
        {part.map((need) => (
          <NeedRow viewer={viewer} sheet={sheet} weighed={weighed} need={need} />
        ))}
      </ul>
      <Paging nextAfter={nextAfter} viewer={viewer} />
      <p class="actions">
        <a class="button second" href={taskPath(sheet.id, 'choices')}>
          {words.toRanking}
        </a>
      </p>
    </Frame>
  );
}

function NoNeeds({ viewer, sheet, asked }: Pick<Shown, 'viewer' | 'sheet' | 'asked'>) {
  const { needs: words } = choicesWords[viewer.locale];
  const isAll = asked.text('fit') === 'all';
  return (
    <Empty>
      <p>
        {isAll ? words.none : words.noneFits} {isAll ? null : <a href={`${taskPath(sheet.id, 'needs')}?fit=all`}>{words.seeAll}</a>}
      </p>
    </Empty>
  );
}

/** Each once, by code. */
function optionsOf(entries: readonly (readonly [string, string])[]): Option[] {
  return [...new Map(entries)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([value, label]) => ({ value, label }));
}

function NeedFilters({ viewer, sheet, weighed, asked }: Omit<Shown, 'faults'>) {
  const { locale } = viewer;
  const { needs: words } = choicesWords[locale];
  const openings = weighed.fits.map(({ opening }) => opening);
  return (
    <Filters viewer={viewer} action={taskPath(sheet.id, 'needs')}>
      <SelectField
        name="fit"
        label={words.fit}
        typed={asked}
        options={[
          { value: 'fits', label: words.fits.fits },
          { value: 'all', label: words.fits.all },
        ]}
      />
      <SelectField
        name="province"
        label={words.province}
        typed={asked}
        none={words.all}
        options={optionsOf(openings.map(({ provinceCode, province }) => [provinceCode, province[locale]] as const))}
      />
      <SelectField
        name="subject"
        label={words.subject}
        typed={asked}
        none={words.all}
        options={optionsOf(openings.map(({ subject, subjectName }) => [subject, subjectName[locale]] as const))}
      />
      <SelectField
        name="delivery"
        label={words.delivery}
        typed={asked}
        none={words.all}
        options={deliveries.map((value) => ({ value, label: terms[locale].deliveries[value] }))}
      />
    </Filters>
  );
}

function NeedRow({ viewer, sheet, weighed, need }: Omit<Shown, 'asked' | 'faults'> & { need: Need }) {
  const { locale } = viewer;
  const { needs: words } = choicesWords[locale];
  const { opening } = need.first;
  const nearest = nearestOf(need.fits) ?? need.first;
  const target = { kind: 'request', id: need.requestId } as const;
  const isChosen = sheet.choices.some((choice) => targetName(choice.target) === targetName(target));
  const comma = locale === 'zh' ? '，' : ', ';
  return (
    <li id={need.requestId}>
      <h2>
        {opening.county[locale]}
        <span class="quiet small"> {opening.province[locale]}</span>
      </h2>
      <p>
        {[
          terms[locale].requestKinds[opening.kind],
          terms[locale].deliveries[opening.delivery],
          daysText(opening.startDay, opening.endDay, locale),
        ].join(comma)}
      </p>
      <p class="quiet small">
        {[opening.place, words.perWeek(String(opening.weeklyHours)), terms[locale].tiers[tierOf(opening.tier)]].join(comma)}
      </p>
      <ul class="lines">
        {need.fits.map((fit) => (
          <LineRow viewer={viewer} sheet={sheet} candidate={weighed.candidate} fit={fit} />
        ))}
      </ul>
      <Reasons viewer={viewer} applicationId={sheet.id} candidate={weighed.candidate} fit={nearest} rules={['clearance']} />
      {isChosen ? (
        <p class="quiet">{words.isChosen}</p>
      ) : (
        <form method="post" action={addressWith(viewer, {})}>
          <input type="hidden" name="version" value={sheet.version} />
          <button class="button second" name="target" value={targetName(target)}>
            {words.addToChoices}
            <span class="unseen">
              {' '}
              {opening.county[locale]} {daysText(opening.startDay, opening.endDay, locale)}
            </span>
          </button>
        </form>
      )}
    </li>
  );
}

const tierOf = (tier: number): 1 | 2 | 3 => (tier === 1 ? 1 : tier === 2 ? 2 : 3);

type LineProps = { readonly viewer: Viewer; readonly sheet: ApplicationSheet; readonly candidate: Weighed['candidate']; readonly fit: Fit };

/** What is the same for every line, the checks, is told below all of them. */
const ofOneLine = ruleCodes.filter((rule) => rule !== 'clearance');

function LineRow({ viewer, sheet, candidate, fit }: LineProps) {
  const { locale } = viewer;
  const { opening } = fit;
  const levels: Readonly<Record<number, string>> = terms[locale].levels;
  const { minimum, ideal, taken } = opening;
  const role = opening.role === 'teacher' ? '' : ` · ${terms[locale].lineRoles[opening.role]}`;
  return (
    <li>
      <span>
        {opening.subjectName[locale]}
        <span class="quiet small">
          {' '}
          {levels[opening.level]}
          {role}
        </span>
      </span>
      <SeatDots viewer={viewer} seats={{ minimum, ideal, taken }} />
      <VerdictPill verdict={verdictOf(fit)} viewer={viewer} />
      <Reasons viewer={viewer} applicationId={sheet.id} candidate={candidate} fit={fit} rules={ofOneLine} />
    </li>
  );
}

async function show(c: Context<AppEnv>, sheet: ApplicationSheet, faults: readonly FieldFault[] = []): Promise<Response> {
  const weighed = await weighNeeds(actionContext(c), { id: sheet.id, seasonId: sheet.season.id });
  // Whoever has not said who they are is asked first: nothing could be held against them.
  if (!weighed.ok) return seeOther(c, taskPath(sheet.id, 'profile'));
  const view = needsView({ viewer: viewerOf(c), sheet, weighed: weighed.value, asked: typedInAddress(c), faults });
  return sendPrivate(c, view, faults.length === 0 ? 200 : 422);
}

async function add(c: Context<AppEnv>): Promise<Response> {
  const sheet = await sheetIn(c);
  if (sheet === undefined) return c.notFound();
  if (!isEditable(sheet)) return toldClosed(c, sheet);
  const viewer = viewerOf(c);
  const { needs: words } = choicesWords[viewer.locale];
  const again = async (message: string) => show(c, sheet, [{ field: 'needs', message }]);
  const typed = await typedIn(c);
  const target = targetNamed(typed.text('target'));
  if (target?.kind !== 'request') return again(words.unknown);
  const back = `${addressWith(viewer, { done: 'added' })}#${target.id}`;
  if (sheet.choices.some((choice) => targetName(choice.target) === targetName(target))) return seeOther(c, back);
  const choices = choicesOf([...rankingOf(sheet.choices), [target]]);
  // What was ruled out and is wanted after all is ruled out no more.
  const never = sheet.never.map((ruledOut) => ruledOut.target).filter((ruledOut) => targetName(ruledOut) !== targetName(target));
  const saved = await saveSection(c, sheet, typed, { choices, never });
  if (saved.kind === 'saved') return seeOther(c, back);
  if (saved.kind === 'closed') return toldClosed(c, sheet);
  return again(
    saved.kind === 'obstacle' && saved.obstacle === 'stale'
      ? words.stale
      : saved.kind === 'faults'
        ? choicesWords[viewer.locale].wrong
        : words.unknown,
  );
}

export const needsPage = new PageRouter()
  .get('/applications/:id/needs', 'application.write', async (c) => {
    const sheet = await sheetIn(c);
    if (sheet === undefined) return c.notFound();
    return isEditable(sheet) ? show(c, sheet) : seeOther(c, taskPath(sheet.id));
  })
  .post('/applications/:id/needs', 'application.write', async (c) => add(c));
