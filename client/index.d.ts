import type { Event, Operations, Problem } from './operations.d.ts';

export type * from './operations.d.ts';
export { WebhookVerificationError } from 'standardwebhooks';

/** What the site refused, as it said it (RFC 9457). */
export declare class ProblemError extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** How long to wait, where the limit of calls is reached. */
  readonly retryAfterSeconds: number | undefined;
}

type Needed<T> = { [name in keyof T as undefined extends T[name] ? never : name]: T[name] };
type Part<Name extends string, T> = [T] extends [undefined]
  ? object
  : [keyof Needed<NonNullable<T>>] extends [never]
    ? { readonly [name in Name]?: T }
    : { readonly [name in Name]: T };
type More = { readonly ifMatch?: string; readonly idempotencyKey?: string; readonly signal?: AbortSignal };

/** What an operation is asked with: parts of its address, its query, its body. */
export type Asked<Name extends keyof Operations> = Part<'params', Operations[Name]['params']> &
  Part<'query', Operations[Name]['query']> &
  Part<'body', Operations[Name]['body']> &
  More;
export type Answer<Name extends keyof Operations> = Operations[Name]['answer'];
type Rest<Name extends keyof Operations> = object extends Asked<Name> ? [asked?: Asked<Name>] : [asked: Asked<Name>];

/** The operations that answer with a list, page by page. */
export type Lists = {
  [name in keyof Operations]: Operations[name]['answer'] extends { items: unknown[]; nextCursor: string | null } ? name : never;
}[keyof Operations];
export type Item<Name extends Lists> = Answer<Name> extends { items: (infer One)[] } ? One : never;

export declare class ZhijiaoClient {
  constructor(options: {
    /** Where people reach the site, without /api/v1. */
    readonly baseUrl: string;
    readonly token?: string;
    readonly language?: 'en' | 'zh-CN';
    readonly fetch?: (url: URL, init: RequestInit) => Promise<Response>;
  });
  /** The answer's value; throws a ProblemError where it was refused. */
  call<const Name extends keyof Operations>(operation: Name, ...asked: Rest<Name>): Promise<Answer<Name>>;
  /** The same with the version of the thing, to change it from, and all headers. */
  ask<const Name extends keyof Operations>(
    operation: Name,
    ...asked: Rest<Name>
  ): Promise<{ readonly value: Answer<Name>; readonly etag: string | null; readonly headers: Headers }>;
  /** Everything in a list, over all of its pages. */
  items<const Name extends Lists>(operation: Name, ...asked: Rest<Name>): AsyncGenerator<Item<Name>, void>;
  /** What happened after a place in the chain, oldest first, until there is no more; returns the cursor to go on with later. */
  eventsAfter(from?: {
    readonly after?: number;
    readonly cursor?: string;
    readonly limit?: number;
    readonly thing?: string;
    readonly thingId?: string;
  }): AsyncGenerator<Event, string>;
}

/** What a webhook is sent. */
export type WebhookMessage = {
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly sequence: number | null;
    readonly thing: string;
    readonly id: string;
    readonly from: string | null;
    readonly to: string | null;
  };
};

/** The message, once its signature and its time hold; throws a WebhookVerificationError otherwise. The body is the text as it came. */
export declare function verifyWebhook(secret: string, body: string, headers: Headers | Readonly<Record<string, string>>): WebhookMessage;
