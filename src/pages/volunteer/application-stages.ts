import type { ApplicationSheet, SheetPlacement, SheetSeason } from '../../db/queries/application-sheet.ts';
import type { ApplicationState } from '../../domain/application.ts';
import type { Stage } from '../parts/lists.tsx';
import type { Viewer } from '../viewer.ts';
import { applicationWords, type ApplicationWords } from './application-words.ts';

type Judged = {
  readonly state: ApplicationState;
  readonly season: Pick<SheetSeason, 'state'>;
  readonly placements: readonly Pick<SheetPlacement, 'state'>[];
};

const standing: ReadonlySet<string> = new Set(['accepted', 'started', 'completed']);

/** Who has the ball. */
export function ballOf({ state, season, placements }: Judged): keyof ApplicationWords['balls'] {
  if (state !== 'approved') return state;
  if (placements.some((placement) => placement.state === 'offered')) return 'offered';
  if (placements.some((placement) => standing.has(placement.state))) return 'placed';
  return season.state === 'teaching' || season.state === 'closed' ? 'over' : 'approved';
}

/** What happened to an application, and what is promised: a day for every stage, and who has the ball in it. */
export function stagesOf(sheet: ApplicationSheet, viewer: Viewer): Stage[] {
  const words = applicationWords[viewer.locale];
  const past = pastStages(sheet, words, viewer);
  if (sheet.state === 'withdrawn' || sheet.state === 'rejected') return past;
  const coming = comingStages(sheet, words, viewer);
  // The first that waits for somebody is the one that is now; the day on which a window closes waits for nobody.
  const now = Math.max(
    0,
    coming.findIndex(({ note }) => note !== undefined),
  );
  return [...past, ...coming.map((stage, i): Stage => ({ ...stage, when: i === now ? 'now' : 'next' }))];
}

/** The ways to a state, for what was moved before events told whom they concern. */
const passed: Readonly<Record<ApplicationState, readonly ApplicationState[]>> = {
  draft: ['draft'],
  submitted: ['draft', 'submitted'],
  returned: ['draft', 'submitted', 'returned'],
  approved: ['draft', 'submitted', 'approved'],
  rejected: ['draft', 'submitted', 'rejected'],
  withdrawn: ['draft', 'withdrawn'],
};

/** What nobody knows the time of comes last. */
const timeOf = ({ at }: { at: string | null }) => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at));

function pastStages(sheet: ApplicationSheet, words: ApplicationWords, { locale }: Viewer): Stage[] {
  const titleOf = (to: ApplicationState) => (to === 'draft' ? words.stages.begun : words.stages[to]);
  const moved = sheet.moves.map(({ to, at, reason }) => ({ title: titleOf(to), at, note: reason }));
  const known: Partial<Record<ApplicationState, string | null>> = { draft: sheet.createdAt, submitted: sheet.submittedAt };
  const unheard = passed[sheet.state]
    .filter((state) => !sheet.moves.some(({ to }) => to === state))
    .map((state) => ({ title: titleOf(state), at: known[state] ?? null, note: null }));
  const offered = sheet.placements.map(({ offeredAt, county }) => ({
    title: words.stages.offered(county[locale]),
    at: offeredAt,
    note: null,
  }));
  return [...unheard, ...moved, ...offered]
    .toSorted((one, other) => (timeOf(one) < timeOf(other) ? -1 : timeOf(one) > timeOf(other) ? 1 : 0))
    .map(({ title, at, note }) => ({ title, when: 'past', at: at === null ? undefined : { instant: at }, note: note ?? undefined }));
}

type Coming = Omit<Stage, 'when'>;

function comingStages(sheet: ApplicationSheet, words: ApplicationWords, viewer: Viewer): Coming[] {
  const { season, placements } = sheet;
  const { stages, stageNotes } = words;
  const isHeard = placements.length > 0;
  const isMatched = isHeard || ['placing', 'teaching', 'closed'].includes(season.state);
  return [
    ...ownStages(sheet, words, viewer),
    ...(isMatched ? [] : [{ title: stages.match, at: { day: season.matchDay }, note: stageNotes.match }]),
    ...(isHeard || season.state === 'closed'
      ? []
      : [{ title: stages.offers, at: isMatched ? undefined : { day: season.matchDay }, note: stageNotes.offers }]),
    ...replyStage(sheet, words),
    ...teachingStage(sheet, words),
  ];
}

/** Until it is approved, and until everybody has applied. */
function ownStages({ state, season }: ApplicationSheet, { stages, stageNotes }: ApplicationWords, { now }: Viewer): Coming[] {
  const today = now.setZone(season.timeZone).toISODate() ?? '';
  const isOpen = season.state === 'open' && today <= season.applicationsCloseDay;
  const closes: Coming[] = isOpen ? [{ title: stages.closes, at: { day: season.applicationsCloseDay } }] : [];
  const approving: Coming = { title: stages.approving, at: { day: season.matchDay }, note: stageNotes.approving };
  if (state === 'approved') return closes;
  if (state === 'submitted') return [...closes, approving];
  const submitting = { title: stages.submitted, at: { day: season.matchDay }, note: stageNotes.returned };
  return state === 'returned' ? [submitting, approving] : [...closes.map((stage) => ({ ...stage, note: stageNotes.begun })), approving];
}

function replyStage({ season, placements }: ApplicationSheet, { stages, stageNotes }: ApplicationWords): Coming[] {
  const offered = placements.find(({ state }) => state === 'offered');
  if (offered !== undefined) {
    const at = offered.replyByAt === null ? undefined : { instant: offered.replyByAt };
    return [{ title: stages.reply, at, note: stageNotes.replyNow }];
  }
  if (placements.length > 0 || season.state === 'closed') return [];
  return [{ title: stages.reply, note: stageNotes.reply(String(season.replyHours)) }];
}

/** Where there is a place it begins with it; where there is none that stands, nothing begins. */
function teachingStage({ season, placements }: ApplicationSheet, { stages, stageNotes }: ApplicationWords): Coming[] {
  const place = placements.find(({ state }) => state === 'accepted' || state === 'offered');
  const isOver = season.state === 'closed' || (placements.length > 0 && place === undefined);
  return isOver ? [] : [{ title: stages.teaching, at: { day: place?.startDay ?? season.teachingStartDay }, note: stageNotes.teaching }];
}
