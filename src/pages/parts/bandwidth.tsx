import type { BandwidthTest } from '../../db/queries/stations.ts';
import type { Locale } from '../../domain/account.ts';
import type { Viewer } from '../viewer.ts';
import { catalogue } from '../words/catalogue.ts';
import { Table } from './table.tsx';
import { dayText } from './time.tsx';

const bandwidthWords = catalogue(
  {
    caption: '网速测试',
    trend: (from: string, to: string, first: string, last: string) => `下行速度，${from}至${to}：从 ${first} 到 ${last} Mbit/s`,
    day: '日期',
    down: '下行（Mbit/s）',
    up: '上行（Mbit/s）',
    latency: '延迟（毫秒）',
    newest: (down: string, up: string, latency: string) => `下行 ${down}、上行 ${up} Mbit/s，延迟 ${latency} 毫秒`,
    every: (tests: number) => `全部 ${tests} 次测试`,
    none: '还没有测试。',
  },
  {
    caption: 'Tests of the link',
    trend: (from, to, first, last) => `Download speed, ${from} to ${to}: from ${first} to ${last} Mbit/s`,
    day: 'Day',
    down: 'Down (Mbit/s)',
    up: 'Up (Mbit/s)',
    latency: 'Latency (ms)',
    newest: (down, up, latency) => `${down} Mbit/s down, ${up} up, latency ${latency} ms`,
    every: (tests) => (tests === 1 ? 'The one test' : `All ${tests} tests`),
    none: 'No test is on record yet.',
  },
);

type Measured = Pick<BandwidthTest, 'testedDay' | 'downMbps' | 'upMbps' | 'latencyMs'>;

/** The newest test of a link with the day on which it was made. */
export function newestTest({ downMbps, upMbps, latencyMs }: Measured, locale: Locale): string {
  const number = numbersOf(locale);
  return bandwidthWords[locale].newest(number(downMbps), number(upMbps), number(latencyMs));
}

const [width, height, margin] = [320, 72, 6];

/** How the link went over time: a line from zero, and the table that it is drawn from. Tests come newest first. */
export function Bandwidth({ tests, viewer }: { tests: readonly Measured[]; viewer: Viewer }) {
  const { locale } = viewer;
  const words = bandwidthWords[locale];
  const number = numbersOf(locale);
  if (tests.length === 0) return <p class="quiet">{words.none}</p>;
  return (
    <>
      {tests.length > 1 ? <Trend tests={tests.toReversed()} locale={locale} /> : null}
      <details class="trend-table" open={tests.length === 1}>
        <summary>{words.every(tests.length)}</summary>
        <Table
          caption={words.caption}
          viewer={viewer}
          rows={tests}
          columns={[
            { title: words.day, cell: ({ testedDay }) => dayText(testedDay, locale) },
            { title: words.down, isNumber: true, cell: ({ downMbps }) => number(downMbps) },
            { title: words.up, isNumber: true, cell: ({ upMbps }) => number(upMbps) },
            { title: words.latency, isNumber: true, cell: ({ latencyMs }) => number(latencyMs) },
          ]}
        />
      </details>
    </>
  );
}

function Trend({ tests, locale }: { tests: readonly Measured[]; locale: Locale }) {
  const words = bandwidthWords[locale];
  const number = numbersOf(locale);
  const [first, last] = [tests[0], tests.at(-1)];
  if (first === undefined || last === undefined) return null;
  const points = pointsOf(tests);
  const line = points.map(([x, y]) => `${x},${y}`).join(' ');
  const name = words.trend(
    dayText(first.testedDay, locale),
    dayText(last.testedDay, locale),
    number(first.downMbps),
    number(last.downMbps),
  );
  return (
    <figure class="trend">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
        <line x1="0" x2={width} y1={height - margin} y2={height - margin} />
        <polyline points={line} />
        {points.map(([x, y]) => (
          <circle cx={x} cy={y} r="3" />
        ))}
      </svg>
      <figcaption class="quiet small">{name}</figcaption>
    </figure>
  );
}

/** Days along the width, speed from zero up. */
function pointsOf(tests: readonly Measured[]): (readonly [x: number, y: number])[] {
  const days = tests.map(({ testedDay }) => Date.parse(testedDay));
  const [begin, span] = [days[0] ?? 0, Math.max(1, (days.at(-1) ?? 0) - (days[0] ?? 0))];
  const most = Math.max(1, ...tests.map(({ downMbps }) => downMbps));
  const [along, up] = [width - 2 * margin, height - 3 * margin];
  return tests.map(({ downMbps }, i) => [
    Math.round(margin + (((days[i] ?? begin) - begin) / span) * along),
    Math.round(height - margin - (downMbps / most) * up),
  ]);
}

function numbersOf(locale: Locale): (value: number) => string {
  const format = new Intl.NumberFormat(locale === 'en' ? 'en' : 'zh-CN', { maximumFractionDigits: 1 });
  return (value) => format.format(value);
}
