import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';

import type { AppEnv } from '../http/context.ts';
import type { KnownFailure } from '../http/failure/known-failure.ts';
import { problems } from '../http/failure/problem-words.ts';
import { accountPages } from './account/account-pages.ts';
import { adminPages } from './admin/admin-pages.ts';
import { sendPrivate, sendPublic, swaggerScript } from './answer.tsx';
import { certificatePages } from './certificate/certificate-pages.ts';
import { calendarPages } from './calendar/calendar-pages.ts';
import { conditionPages } from './conditions/conditions-pages.ts';
import { countyPages } from './county/county-pages.ts';
import { deskPages } from './desk/desk-pages.ts';
import { disputeSection } from './dispute/dispute-section.ts';
import { feedbackSection } from './feedback/feedback-section.ts';
import { exportsPages } from './exports/exports-page.tsx';
import { importSection } from './import/import-section.ts';
import { ownDaysPages } from './own-days/own-days-page.tsx';
import type { PageDoor, PageRouter } from './page-router.ts';
import { apiPage, type DescribedOperation } from './public/api-page.tsx';
import { failurePage } from './public/failure-page.tsx';
import { notFoundPage } from './public/not-found-page.tsx';
import { messagePages } from './messages/message-pages.ts';
import { publicPages } from './public/public-pages.ts';
import { sendUnreached, statusAddress } from './public/status-page.tsx';
import { signInDoors } from './public/sign-in-page.tsx';
import { recordSection } from './record/record-section.ts';
import { safeguardingPages } from './safeguarding/safeguarding-pages.ts';
import { servicePages } from './service/service-pages.ts';
import { squadSection } from './squad/squad-section.ts';
import { swapSection } from './swap/swap-section.ts';
import { trainingPages } from './training/training-section.ts';
import { viewerOf } from './viewer.ts';
import { volunteerPages } from './volunteer/volunteer-pages.ts';
import { workbenchPages } from './workbench/workbench-pages.ts';

/** What the pages tell of the API, which they never import. */
export type Described = { readonly operations: () => readonly DescribedOperation[] };

/** Every page of the site, by sections. */
const sections: readonly PageRouter[] = [
  ...publicPages,
  ...recordSection,
  ...accountPages,
  ...messagePages,
  ...volunteerPages,
  ...servicePages,
  ...certificatePages,
  ...countyPages,
  ...calendarPages,
  ...conditionPages,
  ...squadSection,
  ...swapSection,
  ...disputeSection,
  ...feedbackSection,
  ...trainingPages,
  ownDaysPages,
  exportsPages,
  ...deskPages,
  ...workbenchPages,
  ...importSection,
  ...safeguardingPages,
  ...adminPages,
];

const apiDoor = { method: 'get', path: '/api/v1/docs', permission: 'open-data.read' } as const;

/** Who may open which page, or send what stands in it: by the names of the one table of permissions. */
export const pageDoors: readonly PageDoor[] = [apiDoor, ...sections.flatMap(({ doors }) => doors)];

export function pages({ operations }: Described) {
  const site = new Hono<AppEnv>();
  for (const { routes } of sections) site.route('/', routes);
  return site.route('/', signInDoors).get(apiDoor.path, swaggerScript, async (c) => sendPublic(c, apiPage(operations(), viewerOf(c))));
}

/** Does the reader of this call want a page? A program does not say so. */
export function wantsPage(c: Context<AppEnv>): boolean {
  return !c.req.path.startsWith('/api/') && (c.req.header('Accept') ?? '').includes('text/html');
}

export async function sendNotFound(c: Context<AppEnv>): Promise<Response> {
  return sendPublic(c, notFoundPage(viewerOf(c)), 404);
}

const statusSchema = z.custom<ContentfulStatusCode>((status) => Number.isInteger(status));

/** What the API would answer with a problem, as a page. */
export async function sendFailure(c: Context<AppEnv>, failure: { readonly kind: KnownFailure['kind'] }): Promise<Response> {
  if (failure.kind === 'unavailable' && c.req.path === statusAddress) return sendUnreached(c);
  if ('retryAfterSeconds' in failure) c.header('Retry-After', String(failure.retryAfterSeconds));
  return sendPrivate(c, failurePage(viewerOf(c), failure), statusSchema.parse(problems[failure.kind].status));
}
