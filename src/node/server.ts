import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';

import { getRequestListener } from '@hono/node-server';
import type { ExecutionContext } from 'hono';

import { logFault } from '../http/log.ts';
import { nameCaller } from './caller-address.ts';
import type { ServeSettings } from './environment.ts';
import type { NodeSite } from './node-site.ts';

type Serving = Pick<ServeSettings, 'host' | 'port' | 'trustedProxies'> & NodeSite & { readonly isReady: () => Promise<boolean> };
export type Server = {
  readonly port: number;
  /** Takes no more calls; resolves once those that came are answered and what they left to be done is done. */
  readonly stop: () => Promise<void>;
};

/** So long calls are still taken, each told to come to another connection: what is on its way when the end is asked arrives. */
const lingerMilliseconds = 1000;
const idleLookMilliseconds = 50;

/** Serves the site over HTTP, for a proxy in front of it that has the certificate. */
export async function startServer({ host, port, trustedProxies, isReady, ...nodeSite }: Serving): Promise<Server> {
  const background = new Set<Promise<unknown>>();
  const state = { isStopping: false, calls: 0 };
  const answer = answering(nodeSite, { background, isReady: async () => !state.isStopping && (await isReady()) });
  const listener = getRequestListener(answer);
  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    nameCaller(incoming, trustedProxies);
    state.calls += 1;
    outgoing.once('close', () => (state.calls -= 1));
    // Whoever keeps a connection is told to make another, which goes elsewhere or waits for the next start.
    if (state.isStopping) outgoing.setHeader('Connection', 'close');
    void listener(incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: async () => {
      state.isStopping = true;
      await setTimeout(lingerMilliseconds);
      // A browser also opens connections on which it asks nothing: they are closed with the last call.
      const close = () => (state.calls === 0 ? server.closeAllConnections() : server.closeIdleConnections());
      const idle = setInterval(close, idleLookMilliseconds);
      await new Promise<void>((resolve) => server.close(() => resolve()));
      clearInterval(idle);
      while (background.size > 0) await Promise.all(background);
    },
  };
}

type Answering = { readonly background: Set<Promise<unknown>>; readonly isReady: () => Promise<boolean> };

/** Files first, as on the platform; then the site, with what goes on after its answer kept in sight. */
function answering({ site, bindings, files }: NodeSite, { background, isReady }: Answering) {
  const after: ExecutionContext = {
    waitUntil: (promise: Promise<unknown>) => {
      const watched = promise.catch((error: unknown) => logFault('after the answer', error)).finally(() => background.delete(watched));
      background.add(watched);
    },
    passThroughOnException: () => undefined,
    props: {},
  };
  return async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname === '/live') return said('live', 200);
    if (pathname === '/ready') return (await isReady()) ? said('ready', 200) : said('not ready', 503);
    if (request.method === 'GET' || request.method === 'HEAD') {
      const file = await files.fetch(request);
      if (file.status !== 404) return file;
    }
    return site.fetch(request, bindings, after);
  };
}

function said(status: string, code: number): Response {
  return Response.json({ status }, { status: code, headers: { 'Cache-Control': 'no-store' } });
}
