import type { z } from '@hono/zod-openapi';

import { problems } from '../http/failure/problem-words.ts';

type Shape = {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  readonly isPublic: boolean;
  readonly hasParams: boolean;
  readonly hasBody: boolean;
};

/** The statuses that a call of this shape can be refused with; every call can meet a wrong token or a wrong query. */
function statusesOf({ method, isPublic, hasParams, hasBody }: Shape): number[] {
  return [
    ...(hasBody || method === 'post' ? [400] : []),
    401,
    ...(isPublic ? [] : [403]),
    ...(hasParams ? [404] : []),
    ...(method === 'get' || method === 'delete' ? [] : [409]),
    ...(method === 'patch' ? [412, 428] : []),
    ...(hasBody ? [413, 415] : []),
    422,
  ];
}

/** The answers of the document that are problems, each status with the names of the problems behind it. */
export function refusalsOf(shape: Shape, schema: z.ZodType) {
  const refusal = (description: string) => ({ description, content: { 'application/problem+json': { schema } } });
  const byStatus = statusesOf(shape).map((status) => {
    const names = Object.entries(problems).flatMap(([name, problem]) => (problem.status === status ? [name] : []));
    return [status, refusal(names.join(', '))] as const;
  });
  return { ...Object.fromEntries(byStatus), default: refusal('fault: nothing was changed') };
}

const text = (description: string, required: boolean, name: string, pattern?: string) => ({
  name,
  in: 'header' as const,
  required,
  description,
  schema: { type: 'string' as const, ...(pattern === undefined ? {} : { pattern }) },
});

/** The request headers that mean something to a call of this shape. */
export function headersOf({ method, isPublic }: Shape) {
  return [
    text('The language of titles and messages: zh-CN or en', false, 'Accept-Language'),
    ...(method === 'patch' ? [text('The ETag of the version that is changed', true, 'If-Match', '^(W/)?"[0-9]{1,9}"$')] : []),
    ...(method === 'post' && !isPublic
      ? [text('At most 200 characters. The same key with the same body gives the first answer again', false, 'Idempotency-Key')]
      : []),
  ];
}
