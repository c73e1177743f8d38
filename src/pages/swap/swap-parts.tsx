import type { SwapSide } from '../../db/queries/swaps.ts';
import { hostConditionRows } from '../parts/host-conditions.ts';
import { Summary } from '../parts/lists.tsx';
import { daysText } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { swapWords } from './swap-words.ts';

/** 云南省官渡区官渡中学; Guandu School, Guandu, Yunnan. */
export function sidePlace({ province, county, place }: SwapSide, { locale }: Pick<Viewer, 'locale'>): string {
  return locale === 'zh' ? `${province.zh}${county.zh} · ${place}` : `${place} · ${county.en}, ${province.en}`;
}

type SidePart = {
  readonly viewer: Viewer;
  readonly side: SwapSide;
  readonly id: string;
  readonly title: string;
  readonly showsHost?: boolean;
};

/** One of the two places: where, what and when, and what awaits whoever goes there; whose it is is not said. */
export function SwapPlace({ viewer, side, id, title, showsHost = false }: SidePart) {
  const { locale } = viewer;
  const words = swapWords[locale];
  const { levels, lineRoles, requestKinds, deliveries } = terms[locale];
  const known: Readonly<Record<number, string>> = levels;
  const task = [
    side.subjectName[locale],
    known[side.level] ?? '',
    lineRoles[side.role],
    requestKinds[side.kind],
    deliveries[side.delivery],
  ];
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Summary
        viewer={viewer}
        rows={[
          { label: words.where, value: sidePlace(side, viewer) },
          { label: words.task, value: task.join(' · ') },
          { label: words.dates, value: daysText(side.startDay, side.endDay, locale) },
          { label: words.weekly, value: words.hours(side.weeklyHours) },
        ]}
      />
      {showsHost ? <HostConditions viewer={viewer} side={side} /> : null}
    </section>
  );
}

function HostConditions({ viewer, side: { hostConditions } }: Pick<SidePart, 'viewer' | 'side'>) {
  const words = swapWords[viewer.locale];
  return (
    <>
      <h3>{words.host}</h3>
      {hostConditions === null ? (
        <p class="quiet">{words.noHost}</p>
      ) : (
        <Summary viewer={viewer} rows={hostConditionRows(hostConditions, viewer.locale)} areSentences />
      )}
    </>
  );
}
