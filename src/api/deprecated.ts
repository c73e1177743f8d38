import { createMiddleware } from 'hono/factory';

import type { AppEnv } from '../http/context.ts';

/** Since which day an operation is deprecated, on which it goes away, and which is called instead: `GET /events`. */
export type Deprecated = { readonly since: string; readonly sunset: string; readonly instead?: string };

const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`);

/** Says on every answer, refusals among them, that the operation goes away: RFC 9745, RFC 8594. */
export function saysDeprecated({ since, sunset }: Deprecated) {
  const headers = {
    Deprecation: `@${midnight(since).getTime() / 1000}`,
    Sunset: midnight(sunset).toUTCString(),
    Link: '</api/v1/docs>; rel="deprecation"; type="text/html"',
  };
  return createMiddleware<AppEnv>(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  });
}

/** The same for whoever reads the document. */
export function aboutDeprecation(deprecated: Deprecated | undefined): string {
  if (deprecated === undefined) return '';
  const { since, sunset, instead } = deprecated;
  return `. Deprecated since ${since}, gone on ${sunset}${instead === undefined ? '' : `; call ${instead} instead`}`;
}
