import { base64Url } from '@better-auth/utils/base64';

import { readCalendar, type CalendarRead } from '../../actions/calendars/read-calendar.ts';
import { calendarFile } from '../../domain/calendar-file.ts';
import { homeZone } from '../../domain/calendar.ts';
import { actionContext } from '../../http/context.ts';
import { clientOf, TooManyKnocks } from '../../http/session.ts';
import { hostedEntry, ownEntries, seasonEntries } from '../../mail/calendar-entries.ts';
import { PageRouter } from '../page-router.ts';
import { calendarWords } from './calendar-words.ts';

const keySchema = /^([\w-]{43})\.ics$/;
const keptSeconds = 300;

/** The file of a calendar as its owner reads it: in their language, with what is theirs or their county's to see. */
function fileOf({ holder, placements, seasons }: CalendarRead, siteUrl: string): string {
  const { locale, countyCode, countyZh, countyEn } = holder;
  const words = calendarWords[locale];
  const zone = countyCode === null ? (holder.zone ?? homeZone) : homeZone;
  const reader = { locale, zone, siteUrl };
  const dates = placements.flatMap((each) => (countyCode === null ? ownEntries(each, reader) : [hostedEntry(each, reader)]));
  const name = countyCode === null ? words.ownName : words.countyName((locale === 'zh' ? countyZh : countyEn) ?? countyCode);
  return calendarFile({ name, zone, entries: [...dates, ...seasons.flatMap((season) => seasonEntries(season, reader))] });
}

async function etagOf(file: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(file));
  return `"${base64Url.encode(new Uint8Array(hash), { padding: false })}"`;
}

/** A calendar for programs that ask again and again, by its secret address alone. Guessing keys is hopeless; it is also slow. */
export const feedPage = new PageRouter().get('/calendar/:key.ics', 'calendar.read', async (c) => {
  const key = keySchema.exec(c.req.param('key.ics'))?.[1];
  const read = key === undefined ? undefined : await readCalendar(actionContext(c), key);
  if (read?.ok !== true) {
    const wait = await c.var.knock('calendar', clientOf(c), 60, 15 * 60);
    if (wait > 0) throw new TooManyKnocks(wait);
    return c.notFound();
  }
  const file = fileOf(read.value, c.var.settings.signIn.siteUrl);
  const headers = {
    ETag: await etagOf(file),
    'Cache-Control': `private, max-age=${keptSeconds}`,
    'X-Robots-Tag': 'noindex',
    Vary: 'Accept-Encoding',
  };
  const known = new Set((c.req.header('If-None-Match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, '')));
  if (known.has(headers.ETag) || known.has('*')) return c.body(null, 304, headers);
  return c.body(file, 200, {
    ...headers,
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="zhijiao.ics"',
  });
});
