/** A figure is a value or the reasons why there is none; unknown is never zero (PRODUCT law 2). */
export type Known<T> = { readonly kind: 'known'; readonly value: T }
export type Unknown<R extends string = string> = { readonly kind: 'unknown'; readonly reasons: readonly R[] }
export type Outcome<T, R extends string = string> = Known<T> | Unknown<R>

/** Wraps a value that is known. */
export function known<T>(value: T): Known<T> {
  return { kind: 'known', value }
}

/** States that a figure cannot be given, and why; at least one reason, first the one to settle first. */
export function unknownBecause<R extends string>(...reasons: readonly [R, ...R[]]): Unknown<R> {
  return { kind: 'unknown', reasons }
}

/** Applies a calculation to a known value; an unknown passes through with its reasons. */
export function mapKnown<T, U, R extends string>(outcome: Outcome<T, R>, apply: (value: T) => U): Outcome<U, R> {
  return outcome.kind === 'known' ? known(apply(outcome.value)) : outcome
}
