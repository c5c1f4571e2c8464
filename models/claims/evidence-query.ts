/**
 * What evidence may ask of the product itself: rows of bills of workloads, adjustments of the baseline that two persons agreed, and the basis of
 * prices promised. The question, its parameters and the digest of what it answered are kept; asked again, it gives the same digest or says
 * what changed.
 */
export const queryKinds = ['bill-rows', 'baseline-adjustments', 'price-basis'] as const
export type QueryKind = (typeof queryKinds)[number]
export const isQueryKind = (kind: string): kind is QueryKind => queryKinds.some((one) => one === kind)

export type QueryParameters = {
  /** Months `YYYY-MM`, both included. */
  readonly from: string
  readonly to: string
  /** Of rows of bills: one workload, one source; all of the subject when absent. */
  readonly workload?: string | undefined
  readonly source?: string | undefined
}

/** One line of an answer: a month of a bill, an adjustment, the basis of a measure. */
export type QueryLine = {
  readonly key: string
  /** Rows that it sums. */
  readonly rows: number
  /** Decimal text in `unit`; null where it is not an amount. */
  readonly amount: string | null
  readonly unit: string
  /** Of the rows themselves: the same rows under another import give the same digest. */
  readonly digest: string
}

export type QueryChange = {
  readonly key: string
  readonly then: QueryLine | null
  readonly now: QueryLine | null
}

/** The question as it is kept and read: one line, the same in every language. */
export function queryText(kind: QueryKind, subject: string, { from, to, workload, source }: QueryParameters): string {
  const asked = { subject, from, to, workload, source }
  const words = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
  return [kind, ...words].join(' ')
}

/** How many rows an answer sums. */
export const rowsOf = (lines: readonly QueryLine[]): number => lines.reduce((sum, { rows }) => sum + rows, 0)

/** Lines that are no longer what they were, appeared or are gone, in order of key. */
export function queryChanges(then: readonly QueryLine[], now: readonly QueryLine[]): QueryChange[] {
  const [before, after] = [byKey(then), byKey(now)]
  return [...new Set([...before.keys(), ...after.keys()])]
    .toSorted()
    .map((key) => ({ key, then: before.get(key) ?? null, now: after.get(key) ?? null }))
    .filter((one) => one.then === null || one.now === null || !isSame(one.then, one.now))
}

const byKey = (lines: readonly QueryLine[]) => new Map(lines.map((line) => [line.key, line]))
const isSame = (one: QueryLine, other: QueryLine) =>
  one.digest === other.digest && one.rows === other.rows && one.amount === other.amount && one.unit === other.unit
