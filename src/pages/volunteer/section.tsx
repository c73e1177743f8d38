import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';

import { changeApplication } from '../../actions/applications/change-application.ts';
import type { Fault } from '../../actions/context.ts';
import { findApplicationSheet, type ApplicationSheet } from '../../db/queries/application-sheet.ts';
import { reaches } from '../../domain/actor.ts';
import { applicationPatchSchema, type ApplicationPatch } from '../../domain/application.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Title } from '../parts/page.tsx';
import { fieldFaults, typedIn, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { applicationWords } from './application-words.ts';
import { isEditable, nextTask, taskPath, type TaskName } from './application-tasks.ts';
import { sectionWords } from './section-words.ts';

const idSchema = z.uuid();

/** The application of the address, where the actor may write to it. */
export async function sheetIn(c: Context<AppEnv>): Promise<ApplicationSheet | undefined> {
  const id = idSchema.safeParse(c.req.param('id'));
  const sheet = id.success ? await findApplicationSheet(c.var.db, id.data) : undefined;
  return sheet !== undefined && reaches(c.var.actor, 'application.write', sheet) ? sheet : undefined;
}

/** Back to where a part was opened from: the check before submitting, or the list of parts. */
export function isFromCheck(c: Context<AppEnv>): boolean {
  return c.req.query('from') === 'check';
}

export function afterSaving(c: Context<AppEnv>, sheet: ApplicationSheet, name: TaskName): Response {
  if (isFromCheck(c)) return seeOther(c, `${taskPath(sheet.id, 'check-answers')}?done=saved`);
  const next = nextTask(sheet, name);
  return seeOther(c, next === undefined ? `${taskPath(sheet.id)}?done=saved` : taskPath(sheet.id, next));
}

export function toldClosed(c: Context<AppEnv>, { id }: Pick<ApplicationSheet, 'id'>): Response {
  return seeOther(c, `${taskPath(id)}?done=closed`);
}

/** Why nothing was saved, where no field is at fault: it was changed elsewhere, or another part stands in the way. */
export type Obstacle = 'stale' | TaskName;

export type SectionProps = {
  readonly viewer: Viewer;
  readonly sheet: ApplicationSheet;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

type FrameProps = Omit<SectionProps, 'typed'> & {
  readonly name: TaskName;
  readonly title: string;
  readonly lead?: Child;
  readonly obstacle?: Obstacle | undefined;
  readonly width?: 'reading' | 'wide';
  readonly head?: Child;
  readonly children: Child;
};

/** What the page of every part has: the way back, what is wrong, one form. */
export function SectionFrame({ viewer, sheet, name, title, lead, faults, obstacle, width = 'reading', head, children }: FrameProps) {
  const words = sectionWords[viewer.locale];
  const isChecked = viewer.path.includes('from=check');
  const above = isChecked
    ? { href: taskPath(sheet.id, 'check-answers'), name: words.backToCheck }
    : { href: taskPath(sheet.id), name: applicationWords[viewer.locale].back };
  return (
    <Frame viewer={viewer} title={title} width={width} head={head}>
      <Title title={title} above={above} lead={lead} />
      <FaultSummary faults={faults} viewer={viewer} />
      <Told viewer={viewer} sheet={sheet} name={name} obstacle={obstacle} />
      {children}
    </Frame>
  );
}

function Told({ viewer, sheet, name, obstacle }: Pick<FrameProps, 'viewer' | 'sheet' | 'name' | 'obstacle'>) {
  const words = sectionWords[viewer.locale];
  if (obstacle === undefined) return null;
  return (
    <div class={obstacle === 'stale' ? 'note waiting' : 'note refused'} role="alert" tabindex={-1} autofocus>
      {obstacle === 'stale' ? (
        <>
          <p class="strong">{words.stale}</p>
          <p>{words.staleLead}</p>
          <p>
            <a href={taskPath(sheet.id, name)}>{words.reopen}</a>
          </p>
        </>
      ) : (
        <p>
          {words.elsewhere} <a href={taskPath(sheet.id, obstacle)}>{applicationWords[viewer.locale].tasks[obstacle]}</a>
        </p>
      )}
    </div>
  );
}

type FormProps = { readonly viewer: Viewer; readonly sheet: ApplicationSheet; readonly name: TaskName; readonly children: Child };

/** The form of a part: what is typed, which version it was read from, save. */
export function SectionForm({ viewer, sheet, name, children }: FormProps) {
  const words = sectionWords[viewer.locale];
  const isChecked = viewer.path.includes('from=check');
  return (
    <form method="post" action={`${taskPath(sheet.id, name)}${isChecked ? '?from=check' : ''}`} novalidate data-section={name}>
      <input type="hidden" name="version" value={sheet.version} />
      {children}
      <p class="actions">
        <button class="button">{words.save}</button>
        <a href={isChecked ? taskPath(sheet.id, 'check-answers') : taskPath(sheet.id)}>{isChecked ? words.toCheck : words.later}</a>
      </p>
    </form>
  );
}

export type Saved =
  | { readonly kind: 'saved'; readonly sheet: ApplicationSheet }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] }
  | { readonly kind: 'obstacle'; readonly obstacle: Obstacle }
  | { readonly kind: 'closed' };

export const partOf: Readonly<Record<string, TaskName>> = {
  subjects: 'subjects',
  deliveries: 'availability',
  windows: 'availability',
  choices: 'choices',
  never: 'choices',
  scope: 'choices',
  mostPlacements: 'most-placements',
  statement: 'statement',
};

/** Writes what a part says; or tells what stands in the way of it, so that the form can be shown again as it was typed. */
export async function saveSection(c: Context<AppEnv>, sheet: ApplicationSheet, typed: Typed, patch: unknown): Promise<Saved> {
  const parsed = applicationPatchSchema.safeParse(patch);
  if (!parsed.success) return { kind: 'faults', faults: fieldFaults(faultsOf(parsed.error), c.var.locale) };
  const version = typed.number('version');
  const changed = await changeApplication(actionContext(c), sheet.id, parsed.data, typeof version === 'number' ? version : -1);
  if (changed.ok) return { kind: 'saved', sheet: withPatch(sheet, parsed.data, changed.value.version) };
  const failure = changed.error;
  if (failure.kind === 'stale') return { kind: 'obstacle', obstacle: 'stale' };
  if (failure.kind === 'not-editable') return { kind: 'closed' };
  if (failure.kind !== 'invalid') throw new Problem(failure);
  const own = failure.faults.filter(({ pointer }) => headOf({ pointer }) in parsed.data);
  const other = failure.faults.find((fault) => !own.includes(fault));
  if (own.length === 0 && other !== undefined) return { kind: 'obstacle', obstacle: partOf[headOf(other)] ?? 'choices' };
  return { kind: 'faults', faults: fieldFaults(own, c.var.locale) };
}

const headOf = ({ pointer }: Pick<Fault, 'pointer'>) => pointer.split('/')[1] ?? '';

/** The sheet as it is after a change: enough to see what is still to do. */
function withPatch(sheet: ApplicationSheet, patch: ApplicationPatch, version: number): ApplicationSheet {
  const { subjects, choices, never: _never, ...same } = patch;
  return {
    ...sheet,
    ...Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined)),
    version,
    subjects: subjects === undefined ? sheet.subjects : subjects.map((taught) => ({ ...taught, name: { zh: '', en: '' } })),
    choices:
      choices === undefined
        ? sheet.choices
        : choices.flatMap(({ rank, targets }) => targets.map((target) => ({ rank, target, county: null, province: null, request: null }))),
  };
}

export type Section = {
  readonly name: TaskName;
  readonly stored: (sheet: ApplicationSheet) => Typed;
  /** What the form says, as the application's fields; or what is wrong with it before it can be held against them. */
  readonly read: (typed: Typed, viewer: Viewer) => { readonly patch: unknown } | { readonly faults: readonly FieldFault[] };
  readonly view: (props: SectionProps, obstacle: Obstacle | undefined) => Parameters<typeof sendPrivate>[1];
};

export async function showSection(c: Context<AppEnv>, section: Section): Promise<Response> {
  const sheet = await sheetIn(c);
  if (sheet === undefined) return c.notFound();
  if (!isEditable(sheet)) return seeOther(c, taskPath(sheet.id));
  return sendPrivate(c, section.view({ viewer: viewerOf(c), sheet, typed: section.stored(sheet), faults: [] }, undefined));
}

export async function sendSection(c: Context<AppEnv>, section: Section): Promise<Response> {
  const sheet = await sheetIn(c);
  if (sheet === undefined) return c.notFound();
  if (!isEditable(sheet)) return toldClosed(c, sheet);
  const viewer = viewerOf(c);
  const typed = await typedIn(c);
  const again = async (faults: readonly FieldFault[], obstacle?: Obstacle) =>
    sendPrivate(c, section.view({ viewer, sheet, typed, faults }, obstacle), 422);
  const read = section.read(typed, viewer);
  if ('faults' in read) return again(read.faults);
  const saved = await saveSection(c, sheet, typed, read.patch);
  if (saved.kind === 'saved') return afterSaving(c, saved.sheet, section.name);
  if (saved.kind === 'closed') return toldClosed(c, sheet);
  return saved.kind === 'faults' ? again(saved.faults) : again([], saved.obstacle);
}
