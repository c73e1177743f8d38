import { z } from 'zod';
import { beforeAll, expect, test } from 'vitest';

import { publicEventNames } from '../../src/domain/public-event.ts';
import { testDatabase } from '../support/database.ts';
import { appFor } from '../support/site.ts';

const database = testDatabase();

type Content = Record<string, { schema: object; example?: unknown }>;
type Described = { requestBody?: { content: Content }; responses: Record<string, { content?: Content }> };
type Document = {
  paths: Record<string, Record<string, Described>>;
  webhooks: Record<string, { post: Described }>;
  components: { schemas: Record<string, object> };
};
let document: Document;

beforeAll(async () => {
  document = (await (await appFor(database).request('/api/v1/openapi.json')).json()) as Document;
});

/** A schema with the definitions that it refers to within it, and no others: making one of all for each takes long. */
function whole(schema: object): z.ZodType {
  const defs: Record<string, object> = {};
  const gather = (text: string) => {
    for (const [, name = ''] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      const named = document.components.schemas[name];
      if (named === undefined || name in defs) continue;
      defs[name] = named;
      gather(JSON.stringify(named));
    }
  };
  gather(JSON.stringify(schema));
  const text = JSON.stringify({ ...schema, $defs: defs });
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as Parameters<typeof z.fromJSONSchema>[0]);
}

test('every body of the document has an example, and every example fits its schema', () => {
  const wrong: string[] = [];
  let examples = 0;
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, described] of Object.entries(item)) {
      const answers = Object.entries(described.responses).filter(([status]) => status.startsWith('2'));
      for (const content of [described.requestBody?.content, ...answers.map(([, answer]) => answer.content)]) {
        const json = content?.['application/json'];
        if (json === undefined) continue;
        examples += 1;
        const parsed = whole(json.schema).safeParse(json.example);
        if (!parsed.success) wrong.push(`${method} ${path}: ${JSON.stringify(parsed.error.issues.slice(0, 2))}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(examples).toBeGreaterThan(300);
});

test('what webhooks are sent stands in it, event by event, with an example', () => {
  expect(Object.keys(document.webhooks)).toEqual(publicEventNames);
  for (const { post } of Object.values(document.webhooks)) {
    const { schema, example } = post.requestBody?.content['application/json'] ?? {};
    expect(z.fromJSONSchema((schema ?? {}) as Parameters<typeof z.fromJSONSchema>[0]).safeParse(example).success).toBe(true);
  }
});
