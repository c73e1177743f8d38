import type { Context } from 'hono';
import type { DateTime } from 'luxon';

import type { Locale, Role } from '../domain/account.ts';
import { homeZone } from '../domain/calendar.ts';
import type { AppEnv } from '../http/context.ts';

/** Who reads a page: in which language, at what time, in which zone, and as whom. */
export type Viewer = {
  readonly locale: Locale;
  /** The zone in which times are read first; Shanghai's stands beside it where it is another. */
  readonly zone: string;
  readonly now: DateTime;
  /** Where they are, with what was asked there; after a form was refused, the page that it stands in. */
  readonly path: string;
  readonly isSignedIn: boolean;
  readonly name: string | undefined;
  readonly roles: readonly Role[];
  /** How many notices are unread, at most a hundred. */
  readonly unread: number;
  /** Where a person can be asked. */
  readonly contact: string | undefined;
};

/** What is known of somebody who is signed in. */
function readerOf(reader: Partial<AppEnv['Variables']>['reader']): Pick<Viewer, 'zone' | 'name' | 'unread'> {
  return { zone: reader?.zone ?? homeZone, name: reader?.name, unread: reader?.unread ?? 0 };
}

export function viewerOf(c: Context<AppEnv>): Viewer {
  // A call that failed at the door has less than the others.
  const { locale, now, reader, actor, settings }: Partial<AppEnv['Variables']> = c.var;
  const { pathname, search } = new URL(c.req.method === 'GET' ? c.req.url : (c.req.header('Referer') ?? c.req.url));
  return {
    locale: locale ?? 'zh',
    now: now ?? c.var.now,
    path: pathname + search,
    isSignedIn: actor?.kind === 'account',
    roles: actor?.kind === 'account' ? actor.roles : [],
    ...readerOf(reader),
    contact: settings?.contact,
  };
}
