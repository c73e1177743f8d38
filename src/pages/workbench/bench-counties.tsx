import type { CountySeats } from '../../matching/county-seats.ts';
import { Filters, Paging } from '../parts/table.tsx';
import { SeatBar } from '../parts/seats.tsx';
import { terms } from '../words/terms.ts';
import type { Bench } from './bench-page.tsx';
import { tierName } from './bench-facts.tsx';
import { benchWords } from './bench-words.ts';
import { hereWith } from './draft.ts';
import { DraftFields } from './draft-fields.tsx';

/** The counties of the match by need, a part at a time, each with its seats drawn to scale. */
export function Counties({ bench }: { bench: Bench }) {
  const { reading, part, asked } = bench;
  const { viewer, run, draft } = reading;
  const words = benchWords[viewer.locale];
  return (
    <section class="counties" aria-labelledby="counties-title">
      <h2 id="counties-title">{words.counties}</h2>
      <Filters viewer={viewer} action={`/desk/runs/${run.id}`}>
        <DraftFields draft={draft} />
        <CountyFilters bench={bench} />
      </Filters>
      {part.items.length === 0 ? <p class="quiet">{words.noCounty}</p> : <p class="quiet small">{words.countiesHint}</p>}
      <ul class="county-list" data-rows>
        {part.items.map((county) => (
          <CountyRow bench={bench} county={county} />
        ))}
      </ul>
      <Paging nextAfter={part.nextAfter} viewer={{ ...viewer, path: hereWith(viewer, draft, { after: asked.after ?? null }) }} />
    </section>
  );
}

function CountyFilters({ bench: { asked, reading } }: { bench: Bench }) {
  const words = benchWords[reading.viewer.locale];
  const tiers = terms[reading.viewer.locale].tiers;
  return (
    <>
      <div class="field">
        <label for="q">{words.search}</label>
        <input id="q" name="q" type="search" value={asked.q} data-search />
      </div>
      <details open={asked.tier !== undefined || asked.short !== undefined}>
        <summary>{words.moreFilters}</summary>
        <div class="field">
          <label for="tier">{words.tier}</label>
          <select id="tier" name="tier">
            <option value="">{words.anyTier}</option>
            {([1, 2, 3] as const).map((tier) => (
              <option value={String(tier)} selected={asked.tier === String(tier)}>
                {tiers[tier]}
              </option>
            ))}
          </select>
        </div>
        <div class="option">
          <input type="checkbox" id="short" name="short" value="yes" checked={asked.short === 'yes'} />
          <label for="short">{words.onlyShort}</label>
        </div>
      </details>
    </>
  );
}

function CountyRow({ bench, county }: { bench: Bench; county: CountySeats }) {
  const { viewer, draft } = bench.reading;
  const words = benchWords[viewer.locale];
  const { countyCode, tier, minimum, ideal, maximum, placed, missing } = county;
  const isChosen = bench.chosen?.countyCode === countyCode;
  const href = hereWith(viewer, draft, { county: countyCode, application: null, line: null });
  return (
    <li>
      <a class="county" href={`${href}#squad`} aria-current={isChosen ? 'true' : undefined}>
        <span class="strong">{bench.names.county(countyCode)}</span>
        <span class="num">{maximum === 0 ? words.nothingOpen : words.placedOf(placed, ideal)}</span>
        <span class="quiet small">{terms[viewer.locale].tiers[tierName(tier)]}</span>
        <span class={missing === 0 ? 'small num' : 'small num lacking'}>{missing === 0 ? '' : words.missing(missing)}</span>
        <SeatBar minimum={minimum} ideal={ideal} maximum={maximum} taken={placed} viewer={viewer} />
      </a>
    </li>
  );
}
