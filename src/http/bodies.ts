import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';

import type { AppEnv } from './context.ts';
import { Problem } from './failure/problem.ts';
import { bringsFile, bringsForm, isFileType, isTooLargeFile } from './files.ts';

const largestBodyBytes = 1024 * 1024;

const limited = bodyLimit({
  maxSize: largestBodyBytes,
  onError: () => {
    throw new Problem({ kind: 'too-large' });
  },
});

/** Refuses a body that is too large before it is read. A file may be larger, and is counted as it is read. */
export const smallBody = createMiddleware<AppEnv>(async (c, next) => {
  if (!bringsFile(c)) return limited(c, next);
  if (isTooLargeFile(c) && !bringsForm(c)) throw new Problem({ kind: 'too-large' });
  return next();
});

/** The API takes JSON, and at the few addresses that take a file, a file. */
export const jsonBody = createMiddleware<AppEnv>(async (c, next) => {
  const hasBody = (c.req.header('Content-Length') ?? '0') !== '0' || c.req.header('Transfer-Encoding') !== undefined;
  const type = c.req.header('Content-Type');
  if (bringsFile(c)) {
    if (!isFileType(type)) throw new Problem({ kind: 'unsupported-media' });
    return next();
  }
  if (type !== undefined && !/^application\/json\s*(;|$)/i.test(type)) throw new Problem({ kind: 'unsupported-media' });
  if (type === undefined && hasBody) throw new Problem({ kind: 'unsupported-media' });
  return next();
});
