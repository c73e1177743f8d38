import { terms } from '../words/terms.ts';
import { benchWords } from './bench-words.ts';
import { addressOf, draftWith } from './draft.ts';
import type { Namer } from './names.ts';
import type { Reading } from './reading.ts';
import type { SelectedLine } from './selection.ts';

/** Why a line is below its ideal: who is able and where they are, who competes, and which single change would help most. */
export function WhyShortPart({ reading, names, selected }: { reading: Reading; names: Namer; selected: SelectedLine }) {
  const { viewer, run, draft } = reading;
  const words = benchWords[viewer.locale];
  const { line, placed, able, short } = selected;
  const more = draftWith(draft, { kind: 'seats', lineId: line.lineId, by: 1 });
  return (
    <>
      <p class="quiet small">
        {names.county(line.countyCode)} · {names.days(line)}
      </p>
      <p>{words.shortBy(placed, line.minimum, line.ideal)}</p>
      <p>{words.ableSummary(able.teach, able.eligible, able.placedElsewhere)}</p>
      {able.keptOutBy.length === 0 ? null : (
        <ul class="kept-out">
          {able.keptOutBy.slice(0, 4).map(({ rule, volunteers }) => (
            <li>{words.keptOut(volunteers, terms[viewer.locale].rules[rule])}</li>
          ))}
        </ul>
      )}
      {short === undefined ? <p class="small">{placed < line.ideal ? words.noExact : ''}</p> : <Exact short={short} reading={reading} />}
      <p class="small">
        <a href={addressOf(`/desk/runs/${run.id}/what-if`, more)}>{words.oneMoreSeat}</a>
      </p>
    </>
  );
}

function Exact({ short, reading }: { short: NonNullable<SelectedLine['short']>; reading: Reading }) {
  const words = benchWords[reading.viewer.locale];
  const { full, competition, remedies } = short;
  const others = competition.lineIds.length - 1;
  return (
    <>
      {full.map((kind) => (
        <p>{words.full[kind]}</p>
      ))}
      <p>{others === 0 ? words.competingAlone : words.competing(others, competition.seatsAsked, competition.placed)}</p>
      <h3>{words.remedies}</h3>
      {remedies.length === 0 ? <p>{words.noRemedy}</p> : null}
      <ol class="alternatives">
        {remedies.map(({ kind, gains, volunteers }, i) => (
          <li>
            <span class={i === 0 ? 'strong' : undefined}>{words.remedy[kind]}</span>
            <span class="reason">
              {words.gains(gains)}
              {volunteers === 0 || kind === 'volunteer' ? null : <span class="quiet"> · {words.wouldQualify(volunteers)}</span>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
