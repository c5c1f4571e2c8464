/**
 * How a value of a bill is made from the columns of a file, as data: the server turns it into statements of its reader, so a
 * dialect never writes one. A column that the file does not have reads as absence, like a cell that says nothing.
 *
 * Every expression gives text, a number or absence. Sums and differences of an absent term are absent: unknown is never 0.
 */
export type BillExpression =
  /** The cell of a column, by its header in any case; literal `NULL` and empty text read as absence. */
  | { readonly take: string }
  /** The same text or number on every row. */
  | { readonly text: string }
  | { readonly number: string }
  /** The first that is not absent. */
  | { readonly firstOf: readonly BillExpression[] }
  /** Read as a number: E notation, and `{"currency","value"}`, are understood. */
  | { readonly amount: BillExpression }
  | { readonly sum: readonly BillExpression[] }
  | { readonly difference: readonly [from: BillExpression, taken: BillExpression] }
  | { readonly product: readonly [BillExpression, BillExpression] }
  | { readonly negated: BillExpression }
  /** What stands for each value (compared without case); other values as `otherwise` says: kept, or absent. */
  | {
      readonly mapped: BillExpression
      readonly values: Readonly<Record<string, string>>
      readonly otherwise: 'kept' | 'absent'
    }
  /** The first case that holds, or `otherwise`. */
  | {
      readonly cases: readonly { readonly when: BillCondition; readonly then: BillExpression }[]
      readonly otherwise: BillExpression
    }
  | { readonly joined: readonly BillExpression[]; readonly by: string }
  | { readonly lower: BillExpression }
  /** A member of a JSON object that is text. */
  | { readonly member: string; readonly of: BillExpression }
  /** A JSON fragment without its braces, as an object; an object stays as it is. */
  | { readonly braced: BillExpression }
  /** A JSON object made of every column whose header begins so: what follows is the key. */
  | { readonly gathered: string }
  /** A moment of the file in the stated order of its date; without a zone it is UTC. */
  | { readonly moment: BillExpression; readonly as: DateForm }
  /** The day after, the first of the month, the first of the month after: of a moment. */
  | { readonly dayAfter: BillExpression }
  | { readonly monthStart: BillExpression }
  | { readonly monthAfter: BillExpression }
  /** Of a unit like `100 Hours`: 100 and `Hours`; a unit without a number is a block of 1. */
  | { readonly blockSize: BillExpression }
  | { readonly blockUnit: BillExpression }

/** `iso`: 2026-10-01T00:00:00Z, or with a space, or the day alone. `mdy`: 10/31/2026. `dmy`: 31/10/2026. */
export type DateForm = 'iso' | 'mdy' | 'dmy'

/** What may be said of a row; a comparison with absence does not hold. */
export type BillCondition =
  | { readonly filled: BillExpression }
  | { readonly absent: BillExpression }
  | { readonly among: readonly string[]; readonly of: BillExpression }
  | { readonly beginsWith: string; readonly of: BillExpression }
  | { readonly endsWith: string; readonly of: BillExpression }
  /** Compared without case. */
  | { readonly contains: string; readonly of: BillExpression }
  /** The whole text, by a pattern that both JavaScript and RE2 read the same way. */
  | { readonly matches: string; readonly of: BillExpression }
  | { readonly isJsonObject: BillExpression }
  /** A number compared with another. */
  | { readonly below: readonly [BillExpression, BillExpression] }
  | { readonly equal: readonly [BillExpression, BillExpression] }
  /** Two numbers within 0.1 % of the larger or a hundred-thousandth, whichever is more: what rounding explains. */
  | { readonly near: readonly [BillExpression, BillExpression] }
  /** Two numbers farther from each other than a hundred-thousandth: what is not near is, and more is. */
  | { readonly apart: readonly [BillExpression, BillExpression] }
  | { readonly all: readonly BillCondition[] }
  | { readonly any: readonly BillCondition[] }
  | { readonly not: BillCondition }
  /** The file has this column. */
  | { readonly column: string }
