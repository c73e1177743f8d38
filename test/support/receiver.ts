import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll } from 'vitest';

export type Received = {
  readonly id: string;
  readonly at: number;
  readonly signature: string;
  readonly text: string;
  readonly body: { readonly type: string; readonly timestamp: string; readonly data: Record<string, unknown> };
  readonly path: string;
};
type Answer = (received: Received, response: ServerResponse) => void;

/** A program of somebody else's that is sent webhooks: keeps what it took, and answers as it is told. */
export class Receiver {
  readonly taken: Received[] = [];
  /** What came, whether it took it or not. */
  readonly asked: Received[] = [];
  answer: Answer = (_, response) => response.writeHead(204).end();
  readonly #server: Server = createServer((request, response) => void this.#take(request, response));

  get address(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/hook`;
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const header = (name: string) => String(request.headers[name]);
    const received = {
      id: header('webhook-id'),
      at: Number(header('webhook-timestamp')),
      signature: header('webhook-signature'),
      text,
      body: JSON.parse(text) as Received['body'],
      path: request.url ?? '',
    };
    this.asked.push(received);
    response.on('finish', () => {
      if (response.statusCode < 300) this.taken.push(received);
    });
    this.answer(received, response);
  }
}

export function receiver(): Receiver {
  const one = new Receiver();
  beforeAll(async () => one.open());
  afterAll(async () => one.close());
  return one;
}

/** The signatures that the library makes of a message with each secret, as the header holds them. */
export function signaturesOf({ id, at, text }: Received, secrets: readonly string[]): string {
  return secrets.map((secret) => new Webhook(secret).sign(id, new Date(at * 1000), text)).join(' ');
}
