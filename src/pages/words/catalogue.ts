import type { Locale } from '../../domain/account.ts';

export type Widened<T> = T extends string
  ? string
  : T extends (...given: infer A) => string
    ? (...given: A) => string
    : { readonly [key in keyof T]: Widened<T[key]> };

/** Words of a page or of a group of pages; English that lacks a word which Chinese has, or has one more, does not compile. */
export function catalogue<const Zh>(zh: Zh, en: Widened<Zh>): Readonly<Record<Locale, Widened<Zh>>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is written is one of what may be written
  return { zh: zh as Widened<Zh>, en };
}
