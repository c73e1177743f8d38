/** An expected outcome is a value: either what was asked for, or a failure with a `kind`. Faults throw. */
export type Result<T, E extends Failure> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export type Failure = { readonly kind: string };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<const E extends Failure>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
