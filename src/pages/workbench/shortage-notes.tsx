import { ableOf } from '../../matching/explain/able.ts';
import { whyShort } from '../../matching/explain/why-short.ts';
import type { SnapshotRequest } from '../../matching/snapshot.ts';
import { terms } from '../words/terms.ts';
import type { Bench } from './bench-page.tsx';
import { benchWords } from './bench-words.ts';
import { hereWith } from './draft.ts';
import type { Place } from './names.ts';

/** Up to so many eligible pairs the best remedy is computed with the page; beyond, once somebody asks about the line. */
const mostPairs = 60_000;
/** And of so many lines. */
const mostLines = 3;

/** Why the lines of a squad are short: what the rules say of each, and the best single remedy. */
export function ShortageNotes({ bench, request }: { bench: Bench; request: SnapshotRequest }) {
  const { snapshot, result, places } = bench.reading;
  const placed = Map.groupBy(result.matches, ({ lineId }) => lineId);
  const short = snapshot.lines
    .filter(({ id, requestId, ideal }) => requestId === request.id && (placed.get(id)?.length ?? 0) < ideal)
    .flatMap(({ id }) => places.get(id) ?? []);
  if (short.length === 0) return null;
  return (
    <ul class="shortage-notes small">
      {short.map((line, i) => (
        <ShortageNote bench={bench} line={line} isWorked={i < mostLines} />
      ))}
    </ul>
  );
}

function ShortageNote({ bench, line, isWorked }: { bench: Bench; line: Place; isWorked: boolean }) {
  const { reading, names } = bench;
  const { viewer, draft, snapshot, result } = reading;
  const words = benchWords[viewer.locale];
  const able = ableOf(line, snapshot, result);
  const [rule] = able.keptOutBy;
  const href = hereWith(viewer, draft, { county: line.countyCode, line: line.lineId, application: null });
  const facts = words.ableSummary(able.teach, able.eligible, able.placedElsewhere);
  return (
    <li>
      <a href={`${href}#panel`}>{words.whyLine(names.line(line.lineId))}</a>
      <span class="under">
        {[facts, rule === undefined ? '' : words.keptOutSentence(rule.volunteers, terms[viewer.locale].rules[rule.rule])].join(
          viewer.locale === 'zh' ? '' : ' ',
        )}
      </span>
      {isWorked ? <Remedy bench={bench} lineId={line.lineId} /> : null}
    </li>
  );
}

function Remedy({ bench: { reading }, lineId }: { bench: Bench; lineId: string }) {
  if (reading.run.summary.pairs > mostPairs) return null;
  const network = reading.solved()?.network;
  const remedy = network === undefined ? undefined : whyShort(network, lineId)?.remedies[0];
  if (remedy === undefined) return null;
  const words = benchWords[reading.viewer.locale];
  return <span class="strong">{words.wouldFill(words.remedy[remedy.kind], remedy.gains)}</span>;
}
