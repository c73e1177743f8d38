import { hc, type ClientResponse } from 'hono/client';

import type { Api } from '../../src/api/api.ts';

export type Fetch = (input: string | Request | URL, init?: RequestInit) => Promise<Response>;
export type Client = ReturnType<typeof clientFor>;

/** Who calls: a program by its token, a browser by its session's cookie, or anybody. */
export type Key = { readonly token: string } | { readonly cookie: string; readonly origin: string } | undefined;

/** A client of the API whose paths, bodies and answers have the types of the code that serves them. */
export function clientFor(base: string, key: Key, fetch: Fetch = globalThis.fetch) {
  return hc<Api>(base, { headers: { 'Accept-Language': 'en', ...headersOf(key) }, fetch });
}

function headersOf(key: Key): Record<string, string> {
  if (key === undefined) return {};
  return 'token' in key ? { Authorization: `Bearer ${key.token}` } : { Cookie: key.cookie, Origin: key.origin };
}

/** The answer's value; a problem is thrown with all that it says. */
export async function valueOf<T>(called: Promise<ClientResponse<T>>): Promise<T> {
  const response = await called;
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
