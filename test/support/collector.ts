import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Attribute = { readonly key: string; readonly value: Readonly<Record<string, unknown>> };
export type Attributed = { readonly attributes?: readonly Attribute[] };
type Span = Attributed & {
  readonly traceId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly events?: readonly (Attributed & { readonly name: string })[];
};
type Metric = {
  readonly name: string;
  readonly unit?: string;
  readonly histogram?: {
    readonly dataPoints: readonly (Attributed & { /** JSON writes whole numbers of 64 bits as text. */ readonly count: number | string })[];
  };
};
type Sent = {
  readonly resourceSpans?: readonly {
    readonly resource: Attributed;
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
  readonly resourceMetrics?: readonly { readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[] }[];
};

/** What a span or a count says of itself. */
export function told({ attributes = [] }: Attributed): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

/** Takes traces and metrics as a collector does: OTLP over HTTP, in JSON; or takes them and never says so. */
export async function startCollector({ answers = true } = {}) {
  const sent: { readonly at: string; readonly text: string }[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      sent.push({ at: request.url ?? '', text: Buffer.concat(pieces).toString() });
      if (answers) response.setHeader('Content-Type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const parsed = () => sent.map(({ text }) => JSON.parse(text) as Sent);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    text: () => sent.map(({ at, text }) => `${at} ${text}`).join('\n'),
    resources: () => parsed().flatMap(({ resourceSpans = [] }) => resourceSpans.map(({ resource }) => told(resource))),
    spans: () =>
      parsed().flatMap(({ resourceSpans = [] }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))),
    metrics: () =>
      parsed().flatMap(({ resourceMetrics = [] }) =>
        resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)),
      ),
    end: () => server.close() && server.closeAllConnections(),
  };
}
