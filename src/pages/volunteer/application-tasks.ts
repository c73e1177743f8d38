import type { ApplicationSheet } from '../../db/queries/application-sheet.ts';
import { textsToGo, type TextKind } from '../../domain/consent.ts';
import type { ClearanceKind } from '../../domain/clearance.ts';
import { editableApplicationStates } from '../../domain/application.ts';

/** What there is to fill in, in the order in which it is natural. */
export const taskNames = ['profile', 'subjects', 'availability', 'choices', 'team', 'most-placements', 'statement', 'checks'] as const;
export type TaskName = (typeof taskNames)[number];
export type TaskState = 'done' | 'todo' | 'optional';

export function isEditable({ state }: Pick<ApplicationSheet, 'state'>): boolean {
  return editableApplicationStates.includes(state);
}

export function taskPath(id: string, name?: TaskName | 'check-answers' | 'withdraw' | 'submit' | 'needs'): string {
  return name === undefined ? `/applications/${id}` : `/applications/${id}/${name}`;
}

const needed = (isDone: boolean) => (isDone ? 'done' : 'todo');
const free = (isDone: boolean) => (isDone ? 'done' : 'optional');

export function taskStates(sheet: ApplicationSheet): Readonly<Record<TaskName, TaskState>> {
  return {
    profile: needed(sheet.profile !== null),
    subjects: needed(sheet.subjects.length > 0),
    availability: needed(sheet.deliveries.length > 0 && sheet.windows.length > 0),
    choices: sheet.scope === 'only_these' ? needed(sheet.choices.length > 0) : free(sheet.choices.length > 0),
    team: free(sheet.team !== null),
    'most-placements': free(sheet.mostPlacements > 1),
    statement: free(sheet.statement !== ''),
    checks: needed(textsMissing(sheet).length === 0),
  };
}

/** Where to go on after a part is saved: to the next that is needed, past those that may be left; else to the list of parts. */
export function nextTask(sheet: ApplicationSheet, after: TaskName): TaskName | undefined {
  const states = taskStates(sheet);
  return taskNames
    .slice(taskNames.indexOf(after) + 1)
    .find((name) => states[name] === 'todo' || (name === 'choices' && states[name] === 'optional'));
}

/** Texts in force that this volunteer must agree to before they can submit, and does not yet. */
export function textsMissing({ profile, texts }: Pick<ApplicationSheet, 'profile' | 'texts'>): readonly TextKind[] {
  const toGo = textsToGo(profile?.homeRegion);
  return texts.filter(({ kind, isAgreed }) => toGo.includes(kind) && !isAgreed).map(({ kind }) => kind);
}

/** The checks that the season asks of the deliveries that were chosen, each once. */
export function checksAsked({ season, deliveries }: Pick<ApplicationSheet, 'season' | 'deliveries'>): readonly ClearanceKind[] {
  return [...new Set(deliveries.flatMap((delivery) => season.checks[delivery]))];
}

/** Those asked that are not cleared. */
export function checksLeft(sheet: Pick<ApplicationSheet, 'season' | 'deliveries' | 'clearances'>): readonly ClearanceKind[] {
  return checksAsked(sheet).filter(
    (kind) => !sheet.clearances.some((clearance) => clearance.kind === kind && clearance.state === 'cleared'),
  );
}
