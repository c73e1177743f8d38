import { Webhook } from 'standardwebhooks';

export { WebhookVerificationError } from 'standardwebhooks';

/** What the site refused, as it said it (RFC 9457). */
export class ProblemError extends Error {
  constructor(status, problem, retryAfterSeconds) {
    super(`${status} ${problem.title ?? ''}: ${problem.detail ?? ''}`);
    this.name = 'ProblemError';
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export class ZhijiaoClient {
  #baseUrl;
  #headers;
  #fetch;

  constructor({ baseUrl, token, language = 'en', fetch = globalThis.fetch }) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.#headers = { 'Accept-Language': language, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
    this.#fetch = fetch;
  }

  async call(operation, asked = {}) {
    return (await this.ask(operation, asked)).value;
  }

  async ask(operation, { params = {}, query = {}, body, ifMatch, idempotencyKey, signal } = {}) {
    const [method, template] = operation.split(' ');
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params[name])));
    const url = new URL(`${this.#baseUrl}/api/v1${path}`);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
    const headers = {
      ...this.#headers,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
    };
    const send = this.#fetch;
    const response = await send(url, { method, headers, signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!response.ok) throw await problemOf(response);
    return { value: await response.json(), etag: response.headers.get('ETag'), headers: response.headers };
  }

  async *items(operation, asked = {}) {
    let cursor;
    do {
      const query = { ...asked.query, ...(cursor === undefined ? {} : { cursor }) };
      const page = await this.call(operation, { ...asked, query });
      yield* page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  async *eventsAfter({ after = 0, cursor, limit = 200, thing, thingId } = {}) {
    let query = cursor === undefined ? { after } : { order: 'oldest', cursor };
    for (;;) {
      const page = await this.call('GET /events', { query: { ...query, limit, thing, thingId } });
      for (const event of page.items) yield event;
      if (page.items.length < limit) return page.nextCursor;
      query = { order: 'oldest', cursor: page.nextCursor };
    }
  }
}

async function problemOf(response) {
  const problem = await response.json().catch(() => ({ title: response.statusText }));
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new ProblemError(response.status, problem, Number.isNaN(seconds) ? undefined : seconds);
}

export function verifyWebhook(secret, body, headers) {
  return new Webhook(secret).verify(body, typeof headers.get === 'function' ? Object.fromEntries(headers) : headers);
}
