import { sensitiveKinds, type SensitiveKind } from './kinds.ts'

/** Each kind as one bit, so that what a value matches fits in a number. */
export const kindBit = Object.fromEntries(sensitiveKinds.map((kind, at) => [kind, 1 << at])) as Readonly<
  Record<SensitiveKind, number> // every kind has its own bit, from the list itself
>
