import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';

import type { AppEnv } from '../http/context.ts';
import { apiPage, startScript, type DescribedOperation } from './public/api-page.tsx';
import { homePage } from './public/home-page.tsx';
import { notFoundPage } from './public/not-found-page.tsx';
import { problemPage, problemsPage, type ExplainedProblem } from './public/problem-page.tsx';
import { style } from './style.ts';

/** What the pages tell of the API, which they never import. */
export type Described = {
  readonly operations: () => readonly DescribedOperation[];
  readonly problems: Readonly<Record<string, ExplainedProblem>>;
};

const closed = { defaultSrc: ["'none'"], imgSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"] };
const noScript = secureHeaders({ contentSecurityPolicy: { ...closed, styleSrc: ["'self'"] } });
/** Swagger UI writes styles of its own and asks for the document; scripts still come from here alone. */
const ownScript = secureHeaders({
  contentSecurityPolicy: {
    ...closed,
    imgSrc: ["'self'", 'data:'],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    connectSrc: ["'self'"],
  },
});

const anHour = { 'Cache-Control': 'public, max-age=3600' };
const aMinute = { Vary: 'Accept-Language', 'Cache-Control': 'public, max-age=60' };

/** Every page of the site. */
export function pages({ operations, problems }: Described) {
  return new Hono<AppEnv>()
    .get('/style.css', (c) => c.body(style, 200, { ...anHour, 'Content-Type': 'text/css; charset=utf-8' }))
    .get('/docs/start.js', (c) => c.body(startScript, 200, { ...anHour, 'Content-Type': 'text/javascript; charset=utf-8' }))
    .get('/', noScript, async (c) => send(c, await homePage(c.var.db, c.var.locale)))
    .get('/api/v1/docs', ownScript, async (c) => send(c, apiPage(operations(), c.var.locale)))
    .get('/problems', noScript, async (c) => send(c, problemsPage(problems, c.var.locale)))
    .get('/problems/:name', noScript, async (c) => {
      const name = c.req.param('name');
      const problem = Object.hasOwn(problems, name) ? problems[name] : undefined;
      return problem === undefined ? c.notFound() : send(c, problemPage(name, problem, c.var.locale));
    });
}

/** Does the reader of this call want a page? A program does not say so. */
export function wantsPage(c: Context<AppEnv>): boolean {
  return !c.req.path.startsWith('/api/') && (c.req.header('Accept') ?? '').includes('text/html');
}

export async function sendNotFound(c: Context<AppEnv>): Promise<Response> {
  return send(c, notFoundPage(c.var.locale), 404);
}

async function send(c: Context<AppEnv>, page: ReturnType<typeof apiPage>, status: 200 | 404 = 200): Promise<Response> {
  return c.html(html`<!doctype html>${page}`, status, aMinute);
}
