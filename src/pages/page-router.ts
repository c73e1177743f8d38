import { Hono, type Context } from 'hono';
import { createMiddleware } from 'hono/factory';

import { authorise, type Permission } from '../domain/actor.ts';
import type { AppEnv } from '../http/context.ts';
import { Problem } from '../http/failure/problem.ts';
import { ownPages, seeOther } from './answer.tsx';
import { rememberPlace } from './place-wanted.ts';

export type PageDoor = { readonly method: 'get' | 'post'; readonly path: string; readonly permission: Permission };
type Handler<Path extends string> = (c: Context<AppEnv, Path>) => Response | Promise<Response>;

/** Pages with who may open each and who may send what stands in it: a page cannot be added without saying so. */
export class PageRouter {
  readonly routes = new Hono<AppEnv>();
  readonly doors: PageDoor[] = [];

  get<const Path extends string>(path: Path, permission: Permission, handler: Handler<Path>): this {
    this.doors.push({ method: 'get', path, permission });
    this.routes.get(path, ownPages, admitted(permission), async (c) => handler(c));
    return this;
  }

  post<const Path extends string>(path: Path, permission: Permission, handler: Handler<Path>): this {
    this.doors.push({ method: 'post', path, permission });
    this.routes.post(path, ownPages, admitted(permission), async (c) => handler(c));
    return this;
  }
}

/** Whoever is not signed in is led to the sign-in and back; whoever may not is told so, before anything is read. */
function admitted(permission: Permission) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const admission = authorise(c.var.actor, permission);
    if (admission.ok) return next();
    if (admission.error.kind === 'forbidden') throw new Problem(admission.error);
    if (c.req.method === 'GET') rememberPlace(c);
    return seeOther(c, '/sign-in');
  });
}
