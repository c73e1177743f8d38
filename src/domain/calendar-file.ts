import type { DateTime } from 'luxon';

import { dayAfter, type Period } from './calendar.ts';
import { changesOfClock, twoDigits } from './clock-changes.ts';

/**
 * A calendar as RFC 5545 writes it: lines that end in CR LF, folded after 75 octets, never inside a character. Everything in it follows
 * from what is given, so that the same dates give the same file, octet by octet.
 */
export type CalendarFile = {
  readonly name: string;
  /** The zone in which its reader reads times. It is in the file whether it is needed or not: a calendar holds at least one thing. */
  readonly zone: string;
  readonly entries: readonly CalendarEntry[];
  /** Only of an invitation or of what takes one back (RFC 5546). */
  readonly method?: 'REQUEST' | 'CANCEL';
};

export type CalendarEntry = {
  /** The same for the same thing, for ever. */
  readonly uid: string;
  /** Rises with every change. */
  readonly sequence: number;
  readonly changedAt: DateTime;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  readonly summary: string;
  readonly description?: string;
  readonly location?: string;
  readonly url?: string;
  /** Whole days, both within; or a moment, told in a zone. */
  readonly when: Period | { readonly at: DateTime; readonly zone: string };
  /** Whether it takes the time of whoever has it. */
  readonly isBusy: boolean;
  readonly organizer?: { readonly name: string; readonly email: string };
  readonly attendee?: { readonly name: string; readonly email: string };
};

const refreshEvery = 'PT1H';

export function calendarFile({ name, zone, entries, method }: CalendarFile): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Zhijiao//Calendar//ZH',
    'CALSCALE:GREGORIAN',
    ...(method === undefined
      ? [
          `NAME:${textOf(name)}`,
          `X-WR-CALNAME:${textOf(name)}`,
          `REFRESH-INTERVAL;VALUE=DURATION:${refreshEvery}`,
          `X-PUBLISHED-TTL:${refreshEvery}`,
        ]
      : [`METHOD:${method}`]),
    ...zonesOf(zone, entries).flatMap((each) => zoneLines(each, yearsOf(entries))),
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const mostOctets = 75;

/** A line in pieces of at most 75 octets, each but the first begun by a space that counts among them. */
export function folded(line: string): string {
  let [text, octets] = ['', 0];
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > mostOctets) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}

/** How many octets a character takes in UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_00_00 ? 3 : 4;
}

/** Text as a value: what has a meaning of its own there is escaped, and controls, which must not stand there, are left out. */
export function textOf(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\p{Cc}]/gu, (control) => (control === '\n' || control === '\t' ? control : ''))
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}

function entryLines(entry: CalendarEntry): string[] {
  const { uid, sequence, changedAt, status, summary, description, location, url, when, isBusy } = entry;
  const changed = utcText(changedAt);
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    ...('at' in when ? [momentLine(when)] : daysLines(when)),
    `SUMMARY:${textOf(summary)}`,
    ...(description === undefined ? [] : [`DESCRIPTION:${textOf(description)}`]),
    ...(location === undefined ? [] : [`LOCATION:${textOf(location)}`]),
    ...(url === undefined ? [] : [`URL:${url}`]),
    `STATUS:${status}`,
    `TRANSP:${isBusy && status !== 'CANCELLED' ? 'OPAQUE' : 'TRANSPARENT'}`,
    ...peopleLines(entry),
    'END:VEVENT',
  ];
}

function peopleLines({ organizer, attendee }: CalendarEntry): string[] {
  return [
    ...(organizer === undefined ? [] : [`ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.email}`]),
    ...(attendee === undefined
      ? []
      : [`ATTENDEE;CN=${quoted(attendee.name)};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${attendee.email}`]),
  ];
}

/** A parameter's value may hold no quotation mark, and no control. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\p{Cc}]/gu, '')}"`;
}

/** The day after the last one ends it. */
function daysLines({ startDay, endDay }: Period): string[] {
  return [`DTSTART;VALUE=DATE:${dateText(startDay)}`, `DTEND;VALUE=DATE:${dateText(dayAfter(endDay))}`];
}

function momentLine({ at, zone }: { readonly at: DateTime; readonly zone: string }): string {
  return `DTSTART;TZID=${zone}:${at.setZone(zone).toFormat("yyyyMMdd'T'HHmmss")}`;
}

const utcText = (at: DateTime) => at.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'");
const dateText = (day: string) => day.replaceAll('-', '');

function zonesOf(own: string, entries: readonly CalendarEntry[]): string[] {
  return [...new Set([own, ...entries.flatMap(({ when }) => ('at' in when ? [when.zone] : []))])];
}

/** The years that a zone must be told for, with one to either side. */
function yearsOf(entries: readonly CalendarEntry[]): { readonly from: number; readonly through: number } {
  const years = entries.map(({ when }) => ('at' in when ? when.at.year : Number(when.startDay.slice(0, 4))));
  const known = years.length === 0 ? entries.map(({ changedAt }) => changedAt.year) : years;
  return known.length === 0 ? { from: 2020, through: 2020 } : { from: Math.min(...known) - 1, through: Math.max(...known) + 1 };
}

/** A zone by what its clock does in these years, each change with its own rule; no table of the reader's is relied on. */
function zoneLines(zone: string, { from, through }: { readonly from: number; readonly through: number }): string[] {
  const rules = changesOfClock(zone, from, through).flatMap(({ at, before, after, isSummer, name }) => {
    const kind = isSummer ? 'DAYLIGHT' : 'STANDARD';
    // A change is told by the clock as it stood before.
    const onset = at.toUTC().plus({ minutes: before }).toFormat("yyyyMMdd'T'HHmmss");
    const offsets = [`TZOFFSETFROM:${offsetText(before)}`, `TZOFFSETTO:${offsetText(after)}`];
    return [`BEGIN:${kind}`, `DTSTART:${onset}`, ...offsets, `TZNAME:${name}`, `END:${kind}`];
  });
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...rules, 'END:VTIMEZONE'];
}

function offsetText(minutes: number): string {
  const whole = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(whole / 60))}${twoDigits(whole % 60)}`;
}
