import type { Context } from 'hono';

import type { Fault } from '../actions/context.ts';
import type { Locale } from '../domain/account.ts';
import type { AppEnv } from '../http/context.ts';
import { faultMessage } from '../http/failure/fault-words.ts';
import type { KnownFailure } from '../http/failure/known-failure.ts';
import { problems } from '../http/failure/problem-words.ts';

/** A failure as an answer in problem+json (RFC 9457). */
export function answerFailure(failure: { readonly kind: KnownFailure['kind'] }, c: Context<AppEnv>): Response {
  const locale: Locale = c.var.locale ?? 'zh';
  const { status, ...said } = problems[failure.kind];
  const { kind, faults, ...facts } = failure as { kind: string; faults?: readonly Fault[] };
  const errors = faults?.map(({ pointer, code }) => ({ pointer, code, message: faultMessage(code, locale) }));
  const body = {
    type: `/problems/${kind}`,
    title: said[locale].title,
    detail: said[locale].detail,
    status,
    instance: c.req.path,
    ...facts,
    ...(errors === undefined ? {} : { errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json; charset=UTF-8',
      'Content-Language': locale === 'zh' ? 'zh-CN' : 'en',
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...('retryAfterSeconds' in facts ? { 'Retry-After': String(facts.retryAfterSeconds) } : {}),
    },
  });
}
