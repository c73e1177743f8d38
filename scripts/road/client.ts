import { hc, type ClientResponse } from 'hono/client';

import type { Api } from '../../src/api/api.ts';

export type Fetch = (input: string | Request | URL, init?: RequestInit) => Promise<Response>;
export type Client = ReturnType<typeof clientFor>;

/** A client of the API whose paths, bodies and answers have the types of the code that serves them. */
export function clientFor(base: string, token: string | undefined, fetch: Fetch = globalThis.fetch) {
  const headers = { 'Accept-Language': 'en', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
  return hc<Api>(base, { headers, fetch });
}

/** The answer's value; a problem is thrown with all that it says. */
export async function valueOf<T>(called: Promise<ClientResponse<T>>): Promise<T> {
  const response = await called;
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
