import type { Fit, Weighed } from '../../actions/applications/weigh-needs.ts';
import type { Target } from '../../domain/application.ts';
import { isAimedAt, type Candidate, type RuleCode } from '../../domain/eligibility/rule.ts';
import { holds } from '../../domain/calendar.ts';
import { Pill, type Tone } from '../parts/pill.tsx';
import { daysText } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { languageName } from '../words/profile-words.ts';
import { terms } from '../words/terms.ts';
import { taskPath, type TaskName } from './application-tasks.ts';
import { choicesWords } from './choices-words.ts';

export type Verdict = 'fits' | 'checks' | 'no' | 'none';

const tones: Readonly<Record<Verdict, Tone>> = { fits: 'done', checks: 'waiting', no: 'refused', none: 'plain' };

/** What stands in the way of a need that is looked at before it is ranked: "only these" holds of whatever is ranked. */
export function inTheWay({ failed }: Fit): readonly RuleCode[] {
  return failed.filter((rule) => rule !== 'area');
}

/** Checks are cleared later, as a rule: what lacks nothing else will fit. */
export function verdictOf(fit: Fit): Verdict {
  const failed = inTheWay(fit);
  if (failed.length === 0) return 'fits';
  return failed.every((rule) => rule === 'clearance') ? 'checks' : 'no';
}

const order: readonly Verdict[] = ['fits', 'checks', 'no'];

/** The need that comes nearest to fitting speaks for all of them. */
export function nearestOf(fits: readonly Fit[]): Fit | undefined {
  return fits.toSorted((a, b) => order.indexOf(verdictOf(a)) - order.indexOf(verdictOf(b)) || a.failed.length - b.failed.length)[0];
}

export function aimedAt({ fits }: Weighed, target: Target): readonly Fit[] {
  return fits.filter(({ opening }) => isAimedAt(target, opening));
}

export function VerdictPill({ verdict, viewer }: { verdict: Verdict; viewer: Viewer }) {
  return <Pill tone={tones[verdict]}>{choicesWords[viewer.locale].verdicts[verdict]}</Pill>;
}

type ReasonsProps = {
  readonly viewer: Viewer;
  readonly applicationId: string;
  readonly candidate: Candidate;
  readonly fit: Fit;
  /** Those to tell of; all that stand in the way where it is left out. */ readonly rules?: readonly RuleCode[];
};

const mendedIn: Partial<Record<RuleCode, TaskName>> = {
  subject: 'subjects',
  delivery: 'availability',
  dates: 'availability',
  person: 'profile',
  clearance: 'checks',
};

/** Each rule that stands in the way, in words, with where it can be mended. */
export function Reasons({ viewer, applicationId, candidate, fit, rules }: ReasonsProps) {
  const failed = inTheWay(fit).filter((rule) => rules?.includes(rule) ?? true);
  if (failed.length === 0) return null;
  const fixes: Readonly<Record<string, string>> = choicesWords[viewer.locale].fix;
  return (
    <ul class={failed.every((rule) => rule === 'clearance') ? 'reasons waiting small' : 'reasons small'}>
      {failed.map((rule) => {
        const task = mendedIn[rule];
        return (
          <li>
            {reasonText(rule, fit, candidate, viewer)}{' '}
            {task === undefined ? null : <a href={taskPath(applicationId, task)}>{fixes[rule]}</a>}
          </li>
        );
      })}
    </ul>
  );
}

/** Rules that say the same of every pair. */
const plainRules = ['overlap', 'area', 'barred', 'conditions', 'returning', 'lock'] as const;
const isPlain = (rule: RuleCode): rule is (typeof plainRules)[number] => plainRules.some((plain) => plain === rule);

function reasonText(rule: RuleCode, { opening }: Fit, candidate: Candidate, { locale }: Viewer): string {
  const { reasons } = choicesWords[locale];
  const levels: Readonly<Record<number, string>> = terms[locale].levels;
  if (isPlain(rule)) return reasons[rule];
  switch (rule) {
    case 'subject':
      return reasons.subject(opening.subjectName[locale], levels[opening.level] ?? '');
    case 'delivery':
      return reasons.delivery(terms[locale].deliveries[opening.delivery]);
    case 'dates':
      return candidate.windows.some((window) => holds(window, opening))
        ? reasons.hours(String(opening.weeklyHours))
        : reasons.dates(daysText(opening.startDay, opening.endDay, locale));
    case 'person':
      return reasons.person(askedOf(opening, locale));
    case 'clearance':
    default:
      return reasons.clearance(missingChecks(opening, candidate, locale));
  }
}

const listed = (parts: readonly string[], locale: Viewer['locale']) => parts.join(locale === 'zh' ? '、' : ', ');

/** Who may fill it, as the county asked. */
function askedOf({ kinds, languages, minimumAge, teachingPermit }: Fit['opening'], locale: Viewer['locale']): string {
  const { asked } = choicesWords[locale];
  return listed(
    [
      ...kinds.map((kind) => terms[locale].volunteerKinds[kind]),
      ...languages.map((tag) => languageName(tag, locale)),
      asked.age(String(minimumAge)),
      ...(teachingPermit ? [asked.permit] : []),
    ],
    locale,
  );
}

function missingChecks({ checks, endDay }: Fit['opening'], { clearances }: Candidate, locale: Viewer['locale']): string {
  const left = checks.filter((kind) => !clearances.some((check) => check.kind === kind && check.validThroughDay >= endDay));
  return listed(
    left.map((kind) => terms[locale].clearances[kind]),
    locale,
  );
}
