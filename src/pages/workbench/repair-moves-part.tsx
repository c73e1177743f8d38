import type { EndedPlace, MoveReason, RepairMove } from '../../matching/repair/moves.ts';
import { Figures } from '../parts/lists.tsx';
import { Table } from '../parts/table.tsx';
import type { Viewer } from '../viewer.ts';
import { benchWords } from './bench-words.ts';
import { brokenText } from './broken-text.ts';
import type { Namer } from './names.ts';
import { repairWords } from './repair-words.ts';
import { runWords } from './run-words.ts';

type Shown = { readonly moves: readonly RepairMove[]; readonly names: Namer; readonly viewer: Viewer };

/** So many are named; of the others it is said how many they are. */
export const mostMovesNamed = 100;

/** Everybody whom a repair moves, takes in or leaves without a place, and why. */
export function RepairMovesPart({ moves, names, viewer }: Shown) {
  const words = repairWords[viewer.locale];
  const count = (holds: (move: RepairMove) => boolean) => moves.filter(holds).length;
  return (
    <section class="part" aria-labelledby="repair-moves">
      <h2 id="repair-moves">{words.title}</h2>
      {moves.length === 0 ? (
        <p>{words.nobody}</p>
      ) : (
        <>
          <p class="measure">{words.lead}</p>
          <Figures
            figures={[
              { name: words.counts.moves, figure: count(({ fromLineId, toLineId }) => fromLineId !== null && toLineId !== null) },
              { name: words.counts.loses, figure: count(({ toLineId }) => toLineId === null) },
              { name: words.counts.comes, figure: count(({ fromLineId }) => fromLineId === null) },
            ]}
          />
          <Rows moves={moves.slice(0, mostMovesNamed)} names={names} viewer={viewer} />
          {moves.length > mostMovesNamed ? <p class="quiet">{runWords[viewer.locale].andMore(moves.length - mostMovesNamed)}</p> : null}
        </>
      )}
    </section>
  );
}

function Rows({ moves, names, viewer }: Shown) {
  const words = repairWords[viewer.locale];
  const at = (lineId: string | null) =>
    lineId === null ? <span class="quiet">{benchWords[viewer.locale].nowhere}</span> : names.lineInCounty(lineId);
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      isDense
      rows={moves}
      columns={[
        {
          title: runWords[viewer.locale].who,
          isKept: true,
          cell: ({ applicationId }) => <a href={`/desk/applications/${applicationId}`}>{names.person(applicationId)}</a>,
        },
        { title: words.from, cell: ({ fromLineId }) => at(fromLineId) },
        { title: words.to, cell: ({ toLineId }) => at(toLineId) },
        {
          title: words.why,
          cell: ({ reasons }) => reasons.map((reason) => <span class="under">{reasonText(reason, names, viewer)}</span>),
        },
      ]}
    />
  );
}

function reasonText(reason: MoveReason, names: Namer, viewer: Viewer): string {
  const { reasons: say } = repairWords[viewer.locale];
  switch (reason.kind) {
    case 'no-longer-fits':
      return say.fits(brokenText(reason.why, viewer));
    case 'excluded':
      return say.excluded;
    case 'gives-way':
      return say.givesWay(reason.toApplicationIds.map((id) => names.person(id)).join(viewer.locale === 'zh' ? '、' : ', '));
    case 'line-closes':
      return say.closes;
    case 'seat-freed':
      return say.freed(names.person(reason.by.applicationId), howText(reason.by, viewer));
    case 'follows':
      return say.follows(names.person(reason.applicationId));
    case 'seat-open':
      return say.open;
    case 'place-lost':
    default:
      return say.lost(howText(reason.place, viewer));
  }
}

/** How a place ended. */
function howText({ state, isForConditions, isOfRequest }: EndedPlace, { locale }: Viewer): string {
  const words = repairWords[locale];
  if (isForConditions) return words.forConditions;
  if (isOfRequest) return words.ofRequest;
  const how: Readonly<Record<string, string>> = words.how;
  return how[state] ?? state;
}

/** Whom the moves name. */
export function peopleIn(moves: readonly RepairMove[]): string[] {
  return moves.flatMap(({ applicationId, reasons }) => [applicationId, ...reasons.flatMap(peopleOfReason)]);
}

function peopleOfReason(reason: MoveReason): readonly string[] {
  if (reason.kind === 'gives-way') return reason.toApplicationIds;
  if (reason.kind === 'follows') return [reason.applicationId];
  return reason.kind === 'seat-freed' ? [reason.by.applicationId] : [];
}
