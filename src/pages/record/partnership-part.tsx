import type { NamedPartnership } from '../../db/queries/partnerships.ts';
import { Day } from '../parts/time.tsx';
import { nameIn } from '../public/names.ts';
import type { Viewer } from '../viewer.ts';
import { partnershipWords } from './partnership-words.ts';

type PartProps = {
  readonly partnership: NamedPartnership;
  readonly viewer: Viewer;
  readonly mayChange: boolean;
  readonly showsCounty?: boolean;
};

/** Who stands by a county since when, what was agreed and what came of it, with sources. */
export function PartnershipPart({ partnership, viewer, mayChange, showsCounty = false }: PartProps) {
  const { locale } = viewer;
  const words = partnershipWords[locale];
  const { id, countyCode, county, province, partnerZh, partnerEn, sinceYear, untilYear, achievements, madeUp } = partnership;
  const [agreed, source] = [
    nameIn(locale, partnership.agreedZh, partnership.agreedEn),
    nameIn(locale, partnership.sourceZh, partnership.sourceEn),
  ];
  return (
    <section class="part">
      <h2>
        {showsCounty ? (
          <a href={`/counties/${countyCode}`}>{nameIn(locale, county.zh, county.en)}</a>
        ) : (
          nameIn(locale, partnerZh, partnerEn)
        )}
      </h2>
      <p>
        {showsCounty ? `${nameIn(locale, province.zh, province.en)} · ${nameIn(locale, partnerZh, partnerEn)} · ` : ''}
        {words.sinceText(sinceYear, untilYear)}
        {madeUp ? ` · ${words.madeUp}` : ''}
      </p>
      {agreed === '' ? null : <p class="measure">{agreed}</p>}
      <p class="quiet small source">
        {words.source}
        {source}
      </p>
      {achievements.length === 0 ? null : (
        <>
          <h3>{words.achievements}</h3>
          <ul>
            {achievements.map(({ day, zh, en, sourceZh, sourceEn, madeUp: isMadeUp }) => (
              <li>
                <Day day={day} viewer={viewer} /> {nameIn(locale, zh, en)}{' '}
                <span class="quiet small">
                  {words.source}
                  {nameIn(locale, sourceZh, sourceEn)}
                  {isMadeUp ? ` · ${words.madeUp}` : ''}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {mayChange ? (
        <p>
          <a href={`/desk/partnerships/${id}`}>
            {words.change}
            <span class="unseen"> {nameIn(locale, partnerZh, partnerEn)}</span>
          </a>
        </p>
      ) : null}
    </section>
  );
}
