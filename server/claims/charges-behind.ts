import { chargesKnownAt } from '#server/allocation/charges-as-known.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

/** A day’s charges of a resource behind a row of a claim, the part of them allocated to the workload; millionths of the billing currency. */
export type ChargeBehind = {
  readonly reference: string
  readonly importId: string
  readonly parquetFile: string | null
  readonly firstLine: number
  /** What its rows are found by. */
  readonly keys: { readonly [column: string]: string | number | null }
  readonly ordinal: number
  readonly rule: string
  readonly service: string
  readonly resource: string
  readonly period: string
  readonly day: string
  readonly chargeCategory: string
  readonly currency: string
  readonly billedMicros: number
  readonly effectiveMicros: number
}

export type MonthBehind = {
  readonly charges: readonly ChargeBehind[]
  readonly ruleSet: string | null
  readonly allocation: 'kept' | 'given-again'
}

/** The parts of what a claim calls a month of a bill: `source|workload|service category`. */
function referenceParts(reference: string) {
  const [source = '', workload = '', serviceCategory = ''] = reference.split('|')
  return { source, workload, serviceCategory }
}

/** Reads charges behind rows of claims, in the imports and under the rules of an instant (ISO); `references` are all that will be asked for. */
export function chargesBehindAt(db: Database, reach: Reach, at: string, references: readonly string[]) {
  const workloads = new Set(references.map((reference) => referenceParts(reference).workload))
  const known = chargesKnownAt(db, reach, at, workloads)
  return async (asked: {
    readonly bodyId: string
    readonly reference: string
    readonly period: string
  }): Promise<MonthBehind> => {
    const { bodyId, reference, period } = asked
    const month = await known({ bodyId, period, ...referenceParts(reference) })
    const { ruleSet, allocation, parquetFile, firstLine } = month
    const charges = month.charges.map(({ charge, rule, billedMicros, effectiveMicros }) => ({
      reference,
      importId: charge.import_id,
      parquetFile,
      firstLine,
      keys: { ...charge },
      ordinal: charge.ordinal,
      rule,
      service: charge.service,
      resource: charge.resource,
      period: charge.period,
      day: charge.day,
      chargeCategory: charge.charge_category,
      currency: charge.currency,
      billedMicros,
      effectiveMicros,
    }))
    return { charges, ruleSet, allocation }
  }
}
