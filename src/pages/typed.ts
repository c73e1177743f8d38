import type { Context } from 'hono';

import type { Fault } from '../actions/context.ts';
import type { AppEnv } from '../http/context.ts';
import { faultMessage } from '../http/failure/fault-words.ts';
import type { KnownFailure } from '../http/failure/known-failure.ts';
import type { FieldFault } from './parts/form.tsx';
import type { Locale } from '../domain/account.ts';

/**
 * What somebody typed into a form, by the names of its fields, so that it can be shown again as it was. A field's name is the JSON
 * pointer of what it fills, with points: `lines.0.minimum` fills `/lines/0/minimum`.
 */
export class Typed {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(entries: Iterable<readonly [name: string, value: string]> = []) {
    const values = new Map<string, string[]>();
    for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
    this.#values = values;
  }

  /** What a form shows before anybody types: what is stored. Objects and lists are laid out under names with points. */
  static of(stored: unknown): Typed {
    return new Typed(entriesOf(stored, ''));
  }

  text(name: string): string {
    return this.#values.get(name)?.[0] ?? '';
  }

  list(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Empty is not given. What is no number stays as it is, for the schema to say so. */
  number(name: string): number | string | undefined {
    const text = this.text(name).trim();
    if (text === '') return undefined;
    return /^[+-]?\d+([.]\d+)?$/.test(text) ? Number(text) : text;
  }

  /** Empty is not given. */
  optional(name: string): string | undefined {
    const text = this.text(name).trim();
    return text === '' ? undefined : text;
  }

  /** The numbers under which a list has entries: of `lines.0.subject` and `lines.2.subject` they are 0 and 2. */
  indexes(list: string): number[] {
    const prefix = `${list}.`;
    const found = [...this.#values.keys()].flatMap((name) => {
      const index = name.startsWith(prefix) ? /^\d{1,4}(?=\.|$)/.exec(name.slice(prefix.length))?.[0] : undefined;
      return index === undefined ? [] : [Number(index)];
    });
    return [...new Set(found)].toSorted((a, b) => a - b);
  }

  /** What stands under names that begin like this, by the rest of the name. */
  under(prefix: string): (readonly [name: string, value: string])[] {
    return [...this.#values].flatMap(([name, values]) =>
      name.startsWith(prefix) ? values.map((value) => [name.slice(prefix.length), value] as const) : [],
    );
  }

  /** The same with more. */
  with(entries: Iterable<readonly [name: string, value: string]>): Typed {
    return new Typed([...this.under(''), ...entries]);
  }

  /** The same without what stands under names that begin like this. */
  without(prefix: string): Typed {
    return new Typed(this.under('').filter(([name]) => !name.startsWith(prefix)));
  }

  /** The names under which a record has entries: of `who.a` and `who.b` they are a and b. */
  names(record: string): string[] {
    return this.under(`${record}.`).map(([name]) => name);
  }
}

function entriesOf(value: unknown, name: string): [string, string][] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    // A list of plain values is a field chosen many times.
    if (value.every((entry) => typeof entry !== 'object')) return value.map((entry) => [name, String(entry)]);
    return value.flatMap((entry, i) => entriesOf(entry, name === '' ? String(i) : `${name}.${i}`));
  }
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, entry]) => entriesOf(entry, name === '' ? key : `${name}.${key}`));
  }
  if (typeof value === 'boolean') return value ? [[name, 'yes']] : [];
  return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [];
}

/** The form that was sent. */
export async function typedIn(c: Context<AppEnv>): Promise<Typed> {
  const sent = await c.req.parseBody({ all: true });
  return new Typed(
    Object.entries(sent).flatMap(([name, values]) =>
      [values].flat().flatMap((value): [string, string][] => (typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')]] : [])),
    ),
  );
}

/** What was asked in the address: the filters of a list. */
export function typedInAddress(c: Context<AppEnv>): Typed {
  return new Typed(Object.entries(c.req.queries()).flatMap(([name, values]) => values.map((value): [string, string] => [name, value])));
}

type Labels = (field: string) => string | undefined;

/** Faults at JSON pointers, as faults of the fields that fill them. */
export function fieldFaults(faults: readonly Fault[], locale: Locale, labelOf: Labels = () => undefined): FieldFault[] {
  return faults.map(({ pointer, code }) => {
    const field = pointer.slice(1).replaceAll('/', '.');
    return { field, message: faultMessage(code, locale), label: labelOf(field) };
  });
}

/** The faults that a failure puts into a form, where it is of the kind that the form can mend. */
export function faultsIn(failure: KnownFailure, locale: Locale, labelOf?: Labels): FieldFault[] | undefined {
  return failure.kind === 'invalid' ? fieldFaults(failure.faults, locale, labelOf) : undefined;
}
