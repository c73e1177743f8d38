import type { Context } from 'hono';

import { weighNeeds } from '../../actions/applications/weigh-needs.ts';
import type { ApplicationSheet, NamedTarget } from '../../db/queries/application-sheet.ts';
import { listPartnerCounties, type PartnerCounty } from '../../db/queries/openings.ts';
import type { Target } from '../../domain/application.ts';
import { choicesOf, moveInRanking, rankingMoves, rankingOf, targetName, targetNamed, type Ranking } from '../../domain/ranking.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { isEditable, taskPath } from './application-tasks.ts';
import { choicesView } from './choices-view.tsx';
import { choicesWords } from './choices-words.ts';
import { afterSaving, isFromCheck, saveSection, sheetIn, toldClosed, type Obstacle } from './section.tsx';

type Stand = { readonly ranking: Ranking; readonly never: readonly Target[] };

/** The ranking as the form has it; what names no target is left out. */
function standIn(typed: Typed): Stand {
  const ranked = typed.indexes('choices').flatMap((i) => {
    const [target, rank] = [targetNamed(typed.text(`choices.${i}.target`)), typed.number(`choices.${i}.rank`)];
    return target === undefined || typeof rank !== 'number' ? [] : [{ rank, target }];
  });
  const never = typed.list('never').flatMap((name) => targetNamed(name) ?? []);
  return { ranking: rankingOf(ranked), never };
}

type Moved = Stand & {
  /** Where the page is looked at again; undefined where the form was saved to go on. */
  readonly at: string | undefined;
};

const names = (targets: readonly Target[]) => targets.map((target) => targetName(target));

/** What the button that was pressed does to the form. */
function moved(typed: Typed, { locale }: Viewer): Moved | { readonly faults: readonly FieldFault[] } {
  const { ranking, never } = standIn(typed);
  const [act = '', ...rest] = typed.text('move').split(':');
  const name = rest.join(':');
  const step = rankingMoves.find((one) => one === act);
  if (step !== undefined) return { ranking: moveInRanking(ranking, name, step), never, at: step === 'remove' ? 'choices' : name };
  if (act === 'allow') return { ranking, never: never.filter((target) => targetName(target) !== name), at: 'never' };
  if (act === 'keep') return { ranking, never, at: 'choices' };
  if (act !== 'add' && act !== 'never') return { ranking, never, at: undefined };
  return added(typed, act, { ranking, never }, locale);
}

/** A county or province goes to the end of the ranking, or among those ruled out; never into both. */
function added(
  typed: Typed,
  act: 'add' | 'never',
  { ranking, never }: Stand,
  locale: Viewer['locale'],
): Moved | { readonly faults: readonly FieldFault[] } {
  const words = choicesWords[locale];
  const field = act === 'add' ? 'add' : 'addNever';
  const target = targetNamed(typed.text(field));
  const wrong = (message: string) => ({ faults: [{ field, message }] });
  if (target === undefined) return wrong(words.missing);
  const [isRanked, isNever] = [names(ranking.flat()), names(never)].map((known) => known.includes(targetName(target)));
  if (isRanked === true) return wrong(act === 'add' ? words.ranked : words.rankedFirst);
  if (isNever === true) return act === 'add' ? wrong(words.ruledOut) : { ranking, never, at: 'never' };
  if (act === 'add') return { ranking: [...ranking, [target]], never, at: targetName(target) };
  return { ranking, never: [...never, target], at: 'never' };
}

/** The names of what stands in a form, from what is stored and from the counties that can be chosen. */
function namer(sheet: ApplicationSheet, counties: readonly PartnerCounty[]) {
  const known = new Map([...sheet.choices, ...sheet.never].map((target) => [targetName(target.target), target]));
  return (target: Target, rank: number): NamedTarget => {
    const stored = known.get(targetName(target));
    if (stored !== undefined) return { ...stored, rank };
    const place = counties.find(
      ({ code, provinceCode }) => 'code' in target && (target.kind === 'county' ? code : provinceCode) === target.code,
    );
    return {
      target,
      rank,
      county: target.kind === 'county' ? (place?.county ?? null) : null,
      province: place?.province ?? null,
      request: null,
    };
  };
}

type Told = { readonly typed: Typed; readonly faults: readonly FieldFault[]; readonly obstacle?: Obstacle };

async function show(c: Context<AppEnv>, sheet: ApplicationSheet, told?: Told): Promise<Response> {
  const counties = await listPartnerCounties(c.var.db);
  const weighed = await weighNeeds(actionContext(c), { id: sheet.id, seasonId: sheet.season.id });
  const nameOf = namer(sheet, counties);
  const stand =
    told === undefined ? { ranking: rankingOf(sheet.choices), never: sheet.never.map(({ target }) => target) } : standIn(told.typed);
  const view = choicesView({
    viewer: viewerOf(c),
    sheet,
    typed: told?.typed ?? Typed.of({ scope: sheet.scope }),
    faults: told?.faults ?? [],
    obstacle: told?.obstacle,
    choices: stand.ranking.flatMap((targets, i) => targets.map((target) => nameOf(target, i + 1))),
    never: stand.never.map((target) => nameOf(target, 0)),
    counties,
    weighed: weighed.ok ? weighed.value : undefined,
  });
  return sendPrivate(c, view, told === undefined ? 200 : 422);
}

/** Every fault of the ranking is one of a few that somebody can do something about. */
function faultsOf(faults: readonly FieldFault[], { locale }: Viewer): FieldFault[] {
  const words = choicesWords[locale];
  return faults.map((fault) => {
    if (/^(choices|never)\.\d+(\.targets\.\d+)?$/.test(fault.field)) return { field: 'choices', message: words.wrong };
    return fault.field === 'scope' ? fault : { field: 'choices', message: words.tooMany };
  });
}

async function send(c: Context<AppEnv>): Promise<Response> {
  const sheet = await sheetIn(c);
  if (sheet === undefined) return c.notFound();
  if (!isEditable(sheet)) return toldClosed(c, sheet);
  const viewer = viewerOf(c);
  const typed = await typedIn(c);
  const stand = moved(typed, viewer);
  if ('faults' in stand) return show(c, sheet, { typed, faults: stand.faults });
  const patch = { choices: choicesOf(stand.ranking), never: stand.never, scope: typed.text('scope') };
  const saved = await saveSection(c, sheet, typed, patch);
  if (saved.kind === 'closed') return toldClosed(c, sheet);
  if (saved.kind === 'faults') return show(c, sheet, { typed, faults: faultsOf(saved.faults, viewer).slice(0, 1) });
  if (saved.kind === 'obstacle') return show(c, sheet, { typed, faults: [], obstacle: saved.obstacle });
  if (stand.at === undefined) return afterSaving(c, saved.sheet, 'choices');
  return seeOther(c, `${taskPath(sheet.id, 'choices')}${isFromCheck(c) ? '?from=check' : ''}#${stand.at}`);
}

export const choicesPage = new PageRouter()
  .get('/applications/:id/choices', 'application.write', async (c) => {
    const sheet = await sheetIn(c);
    if (sheet === undefined) return c.notFound();
    return isEditable(sheet) ? show(c, sheet) : seeOther(c, taskPath(sheet.id));
  })
  .post('/applications/:id/choices', 'application.write', async (c) => send(c));
