import fc from 'fast-check';
import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

import { calendarFile, folded, textOf, type CalendarEntry } from '../../src/domain/calendar-file.ts';

const entry: CalendarEntry = {
  uid: 'a@zhijiao',
  sequence: 3,
  changedAt: DateTime.fromISO('2027-05-01T08:00:00Z', { zone: 'utc' }),
  status: 'TENTATIVE',
  summary: '支教：英语，听说；南涧一中\n第二行',
  when: { startDay: '2027-07-12', endDay: '2027-07-26' },
  isBusy: true,
};
const fileOf = (...entries: CalendarEntry[]) => calendarFile({ name: '支教', zone: 'America/New_York', entries });

const octets = (line: string) => new TextEncoder().encode(line).length;
/** Whole characters of one to four octets. */
const characters = fc.string({ unit: fc.constantFrom('a', ' ', 'é', '南', '𠮷', '🏔', ';', '\\'), maxLength: 400 });

test('no line is longer than 75 octets, and unfolding gives back what was folded, whatever stands in it', () => {
  fc.assert(
    fc.property(characters, (line) => {
      const lines = folded(line).split('\r\n');
      expect(lines.every((piece) => octets(piece) <= 75)).toBe(true);
      // A character that was split would not survive on its own.
      const decoder = new TextDecoder('utf-8', { fatal: true });
      expect(lines.map((piece) => decoder.decode(new TextEncoder().encode(piece)))).toEqual(lines);
      expect(lines.every((piece) => !/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(piece.replace(/^ /, '')))).toBe(true);
      expect(folded(line).replaceAll('\r\n ', '')).toBe(line);
    }),
  );
});

test('any text comes out of an outside parser as it went in, without controls', () => {
  fc.assert(
    fc.property(fc.oneof(characters, fc.string({ unit: 'grapheme', maxLength: 200 })), (text) => {
      const parsed = new ICAL.Component(ICAL.parse(fileOf({ ...entry, summary: `x${text}`, description: 'd' })) as unknown[]);
      const { summary } = new ICAL.Event(parsed.getFirstSubcomponent('vevent')!);
      expect(summary).toBe(`x${text}`.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, ''));
    }),
  );
});

test('a value never holds a line break, nor what has a meaning of its own', () => {
  expect(textOf('a;b,c\\d\r\ne\u0007f')).toBe(String.raw`a\;b\,c\\d\nef`);
});

test('whole days end on the day after the last; lines end in CR LF; the status, number and moment are those given', () => {
  const file = fileOf(entry);
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(file).toContain('DTSTART;VALUE=DATE:20270712\r\nDTEND;VALUE=DATE:20270727\r\n');
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file) as unknown[]).getFirstSubcomponent('vevent')!);
  expect([event.uid, event.sequence, event.summary, event.startDate.isDate, event.duration.toSeconds() / 86_400]).toEqual([
    'a@zhijiao',
    3,
    entry.summary,
    true,
    15,
  ]);
  expect(event.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2027-05-01T08:00:00Z');
});

const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/St_Johns',
  'Africa/Casablanca',
];

test('a moment told in a zone is the same moment to a parser that knows no zone but those in the file, also where clocks are set', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2026, 0, 1) / 1000, max: Date.UTC(2029, 0, 1) / 1000 }),
      (zone, seconds) => {
        const at = DateTime.fromSeconds(seconds, { zone: 'utc' });
        // The hour that a clock shows twice names two moments, and a local time only one of them.
        const local = at.setZone(zone);
        fc.pre(local.getPossibleOffsets().length === 1);
        const parsed = new ICAL.Component(ICAL.parse(fileOf({ ...entry, when: { at, zone } })) as unknown[]);
        const timezones = parsed.getAllSubcomponents('vtimezone').map((zoneOf) => new ICAL.Timezone(zoneOf));
        const told = parsed.getFirstSubcomponent('vevent')!.getFirstProperty('dtstart')!;
        const time = told.getFirstValue() as ICAL.Time;
        time.zone = timezones.find(({ tzid }) => tzid === told.getParameter('tzid'))!;
        expect(time.toUnixTime()).toBe(seconds);
      },
    ),
    { numRuns: 200 },
  );
});

test('a calendar without entries still holds its zone, as a calendar must hold something', () => {
  expect(new ICAL.Component(ICAL.parse(fileOf()) as unknown[]).getAllSubcomponents().map(({ name }) => name)).toEqual(['vtimezone']);
});
