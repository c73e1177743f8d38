import { createMiddleware } from 'hono/factory';

import type { AppDeps, AppEnv } from './context.ts';

const aYearSeconds = 31_536_000;

/** What every answer tells browsers where it says nothing of its own. */
const always = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  // Whoever means an answer to be kept says for how long.
  'Cache-Control': 'no-store',
} as const;

const forData = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
/** Pages name what they need; one that does not, such as a failure, gets what stands in every page's frame. */
const forPages =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export function answerHeaders({ settings }: Pick<AppDeps, 'settings'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next();
    const { headers } = c.res;
    const isPage = (headers.get('Content-Type') ?? '').startsWith('text/html');
    const wanted = { ...always, 'Content-Security-Policy': isPage ? forPages : forData };
    for (const [name, value] of Object.entries(wanted)) if (!headers.has(name)) headers.set(name, value);
    // Over plain HTTP it means nothing, and must not be said.
    const isSecure = settings(c).signIn.siteUrl.startsWith('https:');
    if (isSecure) headers.set('Strict-Transport-Security', `max-age=${aYearSeconds}; includeSubDomains`);
  });
}
