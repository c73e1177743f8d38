import { expect, test } from 'vitest';

import { reasonSentences, type LineNames } from '../../src/http/reason-words.ts';
import type { Because, MissedChoice, Reason } from '../../src/matching/explain/reason.ts';

const names: LineNames = { county: 'Nanjian', subject: 'English', level: 2, startDay: '2027-07-12', endDay: '2027-07-26' };
const missed = (because: Because, lineId: string | null = 'line'): MissedChoice => ({
  rank: 2,
  target: { kind: 'county', code: '532926' },
  lineId,
  because,
});
const say = (reason: Partial<Reason>, locale: 'zh' | 'en' = 'en') =>
  reasonSentences({ placed: [], missed: [], able: null, ...reason }, (lineId) => (lineId === 'line' ? names : undefined), locale);
const placeFor = (able: Reason['able']) => say({ able }).place[1];

test('days stand as the reader writes them, and every rule that stands in the way is told', () => {
  const because = { kind: 'rules', failedRules: ['dates', 'delivery'] } as const;
  expect(say({ missed: [missed(because)] }).choices).toEqual([
    'Your second, Nanjian, needs you from 12 July 2027 to 26 July 2027, which your dates do not hold; is taught in a way that you do not offer.',
  ]);
  expect(say({ missed: [missed(because)] }, 'zh').choices).toEqual([
    '您的第二志愿Nanjian需要2027年7月12日至2027年7月26日在岗，您的时间不能覆盖；采用的授课方式您没有选择。',
  ]);
});

test('a choice of which no line is known any more, or that nobody asked for, is told without a name', () => {
  const wanted = ['Nobody was asked for at your second choice in this match.'];
  expect(say({ missed: [missed({ kind: 'absent' }, null)] }).choices).toEqual(wanted);
  expect(say({ missed: [missed({ kind: 'absent' }, 'gone')] }).choices).toEqual(wanted);
});

test('whoever has no place reads for how many they could have been taken', () => {
  expect(placeFor({ lines: 0, eligible: 0, nearest: undefined })).toBe('No county in this match asked for your subjects.');
  expect(placeFor({ lines: 9, eligible: 0, nearest: 'dates' })).toBe(
    'Places that asked for your subjects: 9. You met the conditions of none; most often it was the dates.',
  );
});
