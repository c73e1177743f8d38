import type { ProvinceCounts } from '../../db/queries/open-places.ts';
import type { Viewer } from '../viewer.ts';
import { mapWords } from './map-words.ts';
import { nameIn, numberIn } from './names.ts';
import { mapSize, provinceShapes, southernSeas } from './province-shapes.ts';

const stepCount = 5;

/** From which count on each of five steps begins: as even as whole numbers allow, the first from one. */
export function stepsOf(most: number): readonly number[] {
  const starts = Array.from({ length: stepCount }, (_, i) => 1 + Math.floor((i * most) / stepCount));
  return [...new Set(starts)].filter((start) => start <= most);
}

function stepOf(count: number, starts: readonly number[]): number {
  return starts.filter((start) => count >= start).length;
}

/** The provinces shaded by their partner counties, and the same as a list for those who read or hear it. */
export function ProvinceMap({ provinces, viewer }: { provinces: readonly ProvinceCounts[]; viewer: Viewer }) {
  const { locale } = viewer;
  const words = mapWords[locale];
  const withCounties = provinces.filter(({ counties }) => counties > 0).toSorted((a, b) => b.counties - a.counties);
  const starts = stepsOf(Math.max(0, ...provinces.map(({ counties }) => counties)));
  const sum = withCounties.reduce((counties, province) => counties + province.counties, 0);
  const nameOf = (province: ProvinceCounts) => nameIn(locale, province.nameZh, province.nameEn);
  if (withCounties.length === 0) return <p class="quiet">{words.none}</p>;
  return (
    <div class="map-part">
      <div class="map">
        <svg viewBox={`0 0 ${mapSize.width} ${mapSize.height}`} role="group" aria-labelledby="map-title map-about">
          <title id="map-title">{words.mapTitle}</title>
          <desc id="map-about">{words.mapAbout(withCounties.length, sum)}</desc>
          {/* The same links stand in the list: the keyboard passes them once. */}
          {provinces.map((province) => {
            const shape = provinceShapes[province.code];
            const label = words.province(nameOf(province), province.counties, province.stations);
            return shape === undefined ? null : (
              <a href={`/counties?province=${province.code}`} tabindex={-1} aria-label={label}>
                <path class={`step-${stepOf(province.counties, starts)}`} d={shape}>
                  <title>{label}</title>
                </path>
              </a>
            );
          })}
          <path class="seas" d={southernSeas} aria-hidden="true" />
        </svg>
        <ul class="map-steps" aria-label={words.steps}>
          {starts.map((start, i) => (
            <li>
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <rect class={`step-${i + 1}`} x="0" y="0" width="16" height="16" />
              </svg>
              {rangeText(start, starts[i + 1])}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>{words.listTitle}</h3>
        <ul class="map-list">
          {withCounties.map((province) => (
            <li>
              <a href={`/counties?province=${province.code}`}>{nameOf(province)}</a>
              <span class="small">
                {words.counties(province.counties)} · <span class="quiet">{words.stations(province.stations)}</span>
              </span>
            </li>
          ))}
        </ul>
        {withCounties.length < provinces.length ? <p class="quiet small">{words.noneThere}</p> : null}
        {provinces.some(({ madeUp }) => madeUp) ? <p class="quiet small">{words.demonstration}</p> : null}
      </div>
    </div>
  );

  function rangeText(start: number, next: number | undefined): string {
    if (next === undefined) return `≥ ${numberIn(locale, start)}`;
    return next - 1 === start ? numberIn(locale, start) : `${numberIn(locale, start)}–${numberIn(locale, next - 1)}`;
  }
}
