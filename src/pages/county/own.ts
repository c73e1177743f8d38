import type { Context } from 'hono';
import { z } from 'zod';

import type { Locale } from '../../domain/account.ts';
import { homeZone } from '../../domain/calendar.ts';
import type { AppEnv } from '../../http/context.ts';
import type { Viewer } from '../viewer.ts';

/** The counties of the officer who reads. */
export function ownCodes(c: Context<AppEnv>): readonly string[] {
  const { actor } = c.var;
  return actor.kind === 'account' ? actor.countyCodes : [];
}

const idSchema = z.uuid();

/** The id in the address; what is none names nothing. */
export function idIn(c: Context<AppEnv>): string | undefined {
  return idSchema.safeParse(c.req.param('id')).data;
}

/** A filter's value where it is one that the filter knows; anything else filters nothing. */
export function filterIn<T>(c: Context<AppEnv>, name: string, schema: z.ZodType<T>): T | undefined {
  return schema.safeParse(c.req.query(name)).data;
}

/** One of two names, in the reader's language. */
export function inLocale(locale: Locale, zh: string, en: string): string {
  return locale === 'zh' ? zh : en;
}

type Named = { readonly nameZh: string; readonly nameEn: string };

export function nameOf({ nameZh, nameEn }: Named, locale: Locale): string {
  return inLocale(locale, nameZh, nameEn);
}

/** The calendar day where the counties are. */
export function todayOf({ now }: Pick<Viewer, 'now'>): string {
  return now.setZone(homeZone).toISODate() ?? '';
}

/** A language by its name in the reader's. */
export function languageName(tag: string, locale: Locale): string {
  return new Intl.DisplayNames([locale === 'zh' ? 'zh-CN' : 'en'], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
}
