import type { RuleCode } from '../../domain/eligibility/rule.ts';
import type { SnapshotApplication } from '../../matching/snapshot.ts';
import { terms } from '../words/terms.ts';
import type { Namer, Place } from './names.ts';
import { ruleWords } from './rule-words.ts';

/** A rule that a pair fails, with what either side says: what is asked, and what there is. */
export function ruleText(rule: RuleCode, application: SnapshotApplication, place: Place, names: Namer): string {
  const { locale } = names;
  const words = ruleWords[locale];
  const say = terms[locale];
  const list = (parts: readonly string[]) => (parts.length === 0 ? words.nothing : parts.join(locale === 'zh' ? '、' : ', '));
  if (rule === 'subject') {
    const levels: Readonly<Record<number, string>> = say.levels;
    const taught = application.subjects.map(({ subject, level }) => words.taught(names.subject(subject), levels[level] ?? ''));
    return words.subject(words.taught(names.subject(place.subject), levels[place.level] ?? ''), list(taught));
  }
  if (rule === 'delivery')
    return words.delivery(say.deliveries[place.delivery], list(application.deliveries.map((own) => say.deliveries[own])));
  if (rule === 'dates') return words.dates(names.days(place), list(application.windows.map((window) => names.days(window))));
  if (rule === 'overlap') return words.overlap(list(application.busy.map((period) => names.days(period))));
  if (rule === 'clearance') {
    const isCleared = (kind: string) => application.clearances.some((own) => own.kind === kind && own.validThroughDay >= place.endDay);
    return words.clearance(list(place.checks.filter((kind) => !isCleared(kind)).map((kind) => say.clearances[kind])));
  }
  return words[rule];
}
