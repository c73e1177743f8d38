import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Hono } from 'hono';
import type { Sql } from 'postgres';

import { databaseOn } from '../db/client.ts';
import { buildSite, type Site } from '../site.ts';
import type { ServeSettings } from './environment.ts';
import { filesIn } from './files.ts';

/** What a build lays out for Node: the files of the site, and the module that cuts fonts down. */
export type Layout = { readonly publicFolder: string; readonly subsetter: string };

export function layoutIn(folder: string): Layout {
  return { publicFolder: path.join(folder, 'public'), subsetter: path.join(folder, 'harfbuzz-subset.wasm') };
}

/** The site as Node has it, what a platform would bind to it, and its files. */
export type NodeSite = { readonly site: Site; readonly bindings: object; readonly files: Hono };

/** The very site of the Worker on a pool that all calls share. */
export function buildNodeSite(
  { databaseUrl, texts }: Pick<ServeSettings, 'databaseUrl' | 'texts'>,
  { pool, layout, wakeJobs }: { readonly pool: Sql; readonly layout: Layout; readonly wakeJobs?: () => void },
): NodeSite {
  const files = filesIn(layout.publicFolder);
  const site = buildSite({
    connect: (_, onStatement) => databaseOn(pool, onStatement),
    subsetter: new WebAssembly.Module(readFileSync(layout.subsetter)),
    tellsEveryCall: true,
    ...(wakeJobs === undefined ? {} : { wakeJobs }),
  });
  const bindings = {
    ...texts,
    HYPERDRIVE: { connectionString: databaseUrl },
    ASSETS: { fetch: async (at: URL) => files.request(at.pathname) },
  };
  return { site, bindings, files };
}
