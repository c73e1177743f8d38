import type { zh } from './zh.ts';

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer A) => string
    ? (...given: A) => string
    : { readonly [key in keyof T]: Widened<T[key]> };

/** The shape of the pages' words; a language that lacks one does not compile. */
export type Words = Widened<typeof zh>;
