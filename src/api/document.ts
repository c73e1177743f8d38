import { publicEventNames, publicEvents, payloadOf } from '../domain/public-event.ts';
import { exampleOf, type Components, type Schema } from './example.ts';

type Content = Record<string, { schema?: Schema; example?: unknown }>;
type Described = { requestBody?: { content?: Content }; responses?: Record<string, { content?: Content }> };
export type Document = { paths?: Record<string, Record<string, Described>>; components?: { schemas?: Components } };

/** The document as it is served: with an example of every body, and with what is sent to other programs. */
export function completed(document: object): Document & { readonly webhooks: object } {
  // What a call passes on its way is no part of what is described.
  const text = JSON.stringify(document, (key, value: unknown) => (key === 'middleware' ? undefined : value));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the generator has just written
  const copy = JSON.parse(text) as Document;
  const components = copy.components?.schemas ?? {};
  for (const one of Object.values(copy.paths ?? {}).flatMap((item) => Object.values(item))) {
    addExample(one.requestBody?.content, components);
    for (const [status, answer] of Object.entries(one.responses ?? {})) if (status.startsWith('2')) addExample(answer.content, components);
  }
  return { ...copy, webhooks: Object.fromEntries(publicEventNames.map((name) => [name, described(name)])) };
}

function addExample(content: Content | undefined, components: Components): void {
  const json = content?.['application/json'];
  if (json?.schema !== undefined) json.example = exampleOf(json.schema, components);
}

const text = { type: 'string' } as const;
const header = (called: string, description: string) => ({ name: called, in: 'header', required: true, description, schema: text });
const orNull = (type: string) => ({ type: [type, 'null'] });
/** What is sent, whatever happened. */
const messageSchema = (name: string) => ({
  type: 'object',
  required: ['type', 'timestamp', 'data'],
  properties: {
    type: { const: name },
    timestamp: { ...text, format: 'date-time' },
    data: {
      type: 'object',
      required: ['sequence', 'thing', 'id', 'from', 'to'],
      properties: { sequence: orNull('integer'), thing: text, id: text, from: orNull('string'), to: orNull('string') },
    },
  },
});

function described(name: keyof typeof publicEvents) {
  const thing = name.slice(0, name.indexOf('.'));
  const happened = { type: name, at: '2027-05-20T08:00:00.000Z', sequence: 4711, thing, thingId: '01900000-0000-7000-8000-000000000000' };
  const example = payloadOf({ ...happened, fromState: null, toState: name.slice(thing.length + 1) });
  return {
    post: {
      summary: publicEvents[name].en,
      description: 'Sent to every webhook that asks for it, signed by Standard Webhooks. Answer 2xx within 15 seconds.',
      tags: ['webhooks'],
      parameters: [
        header('webhook-id', 'The same for every try of an event'),
        header('webhook-timestamp', 'Seconds since 1970'),
        header('webhook-signature', 'v1, and HMAC-SHA256 in base64; of each secret that signs'),
      ],
      requestBody: { required: true, content: { 'application/json': { schema: messageSchema(name), example } } },
      responses: { '2XX': { description: 'Taken' }, '410': { description: 'Send nothing any more' } },
    },
  };
}
