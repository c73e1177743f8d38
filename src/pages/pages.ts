import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';

import type { AppEnv } from '../http/context.ts';
import { accountPages } from './account/account-page.tsx';
import { noScript, sendPrivate, sendPublic, swaggerScript } from './answer.tsx';
import { passkeyScript } from './passkey-script.ts';
import { apiPage, startScript, type DescribedOperation } from './public/api-page.tsx';
import { failurePage } from './public/failure-page.tsx';
import { homePage } from './public/home-page.tsx';
import { notFoundPage } from './public/not-found-page.tsx';
import { problemPage, problemsPage, type ExplainedProblem } from './public/problem-page.tsx';
import { referencePages } from './public/reference-page.tsx';
import { signInPages } from './public/sign-in-page.tsx';
import { style } from './style.ts';

/** What the pages tell of the API, which they never import. */
export type Described = {
  readonly operations: () => readonly DescribedOperation[];
  readonly problems: Readonly<Record<string, ExplainedProblem>>;
};

const anHour = { 'Cache-Control': 'public, max-age=3600' };

/** What is the same for everybody; asked of no database. */
export const assets = new Hono<AppEnv>()
  .get('/style.css', (c) => c.body(style, 200, { ...anHour, 'Content-Type': 'text/css; charset=utf-8' }))
  .get('/docs/start.js', (c) => c.body(startScript, 200, { ...anHour, 'Content-Type': 'text/javascript; charset=utf-8' }))
  .get('/passkey.js', (c) => c.body(passkeyScript, 200, { ...anHour, 'Content-Type': 'text/javascript; charset=utf-8' }));

/** Every page of the site. */
export function pages({ operations, problems }: Described) {
  return new Hono<AppEnv>()
    .route('/', signInPages)
    .route('/', accountPages)
    .route('/', referencePages)
    .get('/', noScript, async (c) => sendPublic(c, await homePage(c.var.db, c.var.locale)))
    .get('/api/v1/docs', swaggerScript, async (c) => sendPublic(c, apiPage(operations(), c.var.locale)))
    .get('/problems', noScript, async (c) => sendPublic(c, problemsPage(problems, c.var.locale)))
    .get('/problems/:name', noScript, async (c) => {
      const name = c.req.param('name');
      const problem = Object.hasOwn(problems, name) ? problems[name] : undefined;
      return problem === undefined ? c.notFound() : sendPublic(c, problemPage(name, problem, c.var.locale));
    });
}

const statusSchema = z.custom<ContentfulStatusCode>((status) => Number.isInteger(status));
const toldSchema = z.object({ title: z.string(), detail: z.string() });

/** Does the reader of this call want a page? A program does not say so. */
export function wantsPage(c: Context<AppEnv>): boolean {
  return !c.req.path.startsWith('/api/') && (c.req.header('Accept') ?? '').includes('text/html');
}

export async function sendNotFound(c: Context<AppEnv>): Promise<Response> {
  return sendPublic(c, notFoundPage(c.var.locale), 404);
}

/** The problem that the API would answer with, as a page. */
export async function sendFailure(c: Context<AppEnv>, problem: Response): Promise<Response> {
  const told = toldSchema.parse(await problem.json());
  const wait = problem.headers.get('Retry-After');
  if (wait !== null) c.header('Retry-After', wait);
  return sendPrivate(c, failurePage(c.var.locale, told), statusSchema.parse(problem.status));
}
