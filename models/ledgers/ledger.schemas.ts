import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'

/** Cost elements of the perimeter, the same on both sides (domain methods §8.2, E). */
export const costElements = [
  'hosting',
  'hardware',
  'licences',
  'support',
  'network',
  'energy',
  'backup',
  'security',
  'labour',
  'penalties',
] as const
export type CostElement = (typeof costElements)[number]

export const ledgerKinds = ['actual', 'budget'] as const
export type LedgerKind = (typeof ledgerKinds)[number]

export const ledgerFields = [
  'period',
  'costElement',
  'amount',
  'workload',
  'account',
  'fund',
  'kind',
  'currency',
  'hours',
  'role',
  'description',
  'reference',
] as const
export type LedgerField = (typeof ledgerFields)[number]

/** Without these a line says nothing. */
export const neededFields: readonly LedgerField[] = ['period', 'costElement', 'amount']

/** A line of the ledger as read. `workload` is a code, a name or a cost centre; null when the line names none. */
export type LedgerLine = {
  /** Physical line: header = 1. */
  readonly line: number
  /** `YYYY-MM`. */
  readonly period: string
  readonly kind: LedgerKind
  readonly costElement: CostElement
  readonly account: string
  readonly fund: string
  readonly workload: string | null
  /** Cents of CAD, negative for a credit. */
  readonly amountCents: number
  readonly hours: number | null
  readonly role: string | null
  readonly description: string
  readonly reference: string
}

export const ledgerGaps = [
  'period-missing',
  'period-unreadable',
  'element-missing',
  'element-unknown',
  'amount-missing',
  'amount-unreadable',
  'amount-ambiguous',
  'amount-too-precise',
  'amount-too-large',
  'kind-unknown',
  'currency-other',
  'hours-unreadable',
  'text-too-long',
  'workload-unknown',
  'workload-several',
] as const
export type LedgerGap = (typeof ledgerGaps)[number]

export type RefusedLine = {
  readonly line: number
  readonly column: string
  readonly gap: LedgerGap
  /** A line that reads but for the workload it names: it is taken again once its cost centre is said. */
  readonly read?: LedgerLine
}

/** Which header holds what, and what a cost centre stands for; headers as written. */
export const ledgerMappingSchema = v.strictObject({
  columns: v.record(v.picklist(ledgerFields), v.pipe(v.string(), v.maxLength(200))),
  /** Cost centre → code of a workload. Not said: those remembered of this header stay. */
  costCentres: v.optional(
    v.record(v.pipe(v.string(), v.maxLength(100)), v.pipe(v.string(), v.regex(forms.workloadCode))),
  ),
})
export type LedgerMapping = v.InferOutput<typeof ledgerMappingSchema>

/** Cost centres that refused lines name, said at last. */
export const replaySchema = v.strictObject({
  costCentres: v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(100)), v.pipe(v.string(), v.regex(forms.workloadCode))),
    v.minEntries(1),
  ),
})

const bodyCode = v.pipe(v.string(), v.regex(forms.bodyCode))
const flag = v.pipe(
  v.picklist(['true', 'false']),
  v.transform((text) => text === 'true'),
)
/** How a ledger extract is sent: the file is the body of the request. */
export const sentLedgerSchema = v.strictObject({
  body: bodyCode,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200), v.regex(forms.visible)),
  dryRun: v.optional(flag, 'false'),
  /** Takes the place of the extract of the same name over the same months. */
  replace: v.optional(flag, 'false'),
  /** JSON of the mapping, when it is not the one remembered or recognised. */
  mapping: v.optional(v.pipe(v.string(), v.maxLength(100_000))),
})
export type SentLedger = v.InferOutput<typeof sentLedgerSchema>

export const ofBodySchema = v.strictObject({ body: bodyCode })
export const ledgerLinesSchema = v.strictObject({
  body: bodyCode,
  extract: v.optional(v.pipe(v.string(), v.regex(forms.idCursor))),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(60))),
})

const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most), v.regex(forms.visible))
/** An amount above zero; budget withdrawn is told positive. */
const amount = v.pipe(v.string(), v.regex(forms.amount))

export const budgetEntrySchema = v.strictObject({
  fund: text(80),
  fiscalYear: v.pipe(v.string(), v.regex(forms.period)),
  amountCad: amount,
  effectiveOn: daySchema,
  reference: text(300),
})
export const newBudgetEntrySchema = v.strictObject({ body: bodyCode, ...budgetEntrySchema.entries })
export type NewBudgetEntry = v.InferOutput<typeof newBudgetEntrySchema>
export const budgetCorrectionSchema = v.strictObject({ ...budgetEntrySchema.entries, reason: text(1_000) })
export type BudgetCorrection = v.InferOutput<typeof budgetCorrectionSchema>
