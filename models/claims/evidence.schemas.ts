import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'
import { monthsApart } from '../shared/month.ts'
import type { CheckedSample } from './claim-sample.schemas.ts'
import { isQueryKind, type QueryChange, queryKinds, type QueryLine, type QueryParameters } from './evidence-query.ts'

/**
 * Kinds of evidence. The three of decommissioning bind a workload: without one of them, what was spent on the old side is not counted
 * as stopped (methods.md §8.2 (6)).
 */
export const evidenceKinds = [
  'ledger-extract',
  'bill',
  'invoice',
  'measurement',
  'minutes',
  'decommissioning-certificate',
  'contract-end',
  'disposal',
  'query',
  ...queryKinds,
  'sample',
  'link',
  'other',
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]
export const decommissioningKinds: readonly EvidenceKind[] = ['decommissioning-certificate', 'contract-end', 'disposal']

/** Level of confidentiality, as the C of DIC: from 3 on it is shown only to those who validate, audit or answer for security. */
export const sensitivities = ['1', '2', '3', '4'] as const
export type Sensitivity = (typeof sensitivities)[number]
export const firstHidden: Sensitivity = '3'

/** How long it is kept; the classes of a body’s calendar are to be confirmed by it. */
export const retentionClasses = ['7-years', '10-years', 'permanent'] as const

const text = (least: number, most: number) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most))
const common = {
  subject: v.pipe(v.string(), v.regex(forms.subject)),
  title: v.pipe(text(3, 200), v.regex(forms.visible)),
  /** Never below what its workloads were approved at; absent: that, or 2 where nothing is approved. */
  sensitivity: v.optional(v.picklist(sensitivities)),
  retention: v.optional(v.picklist(retentionClasses), '7-years'),
  /** The day from which what it proves holds: the last day of service, of a contract. A proof of decommissioning needs it. */
  effectiveOn: v.optional(v.nullable(daySchema), null),
}

/** A file: its bytes are the body of the request. */
export const evidenceFileSchema = v.strictObject({
  ...common,
  kind: v.picklist(
    evidenceKinds.filter((kind) => kind !== 'query' && kind !== 'link' && kind !== 'sample' && !isQueryKind(kind)),
  ),
  fileName: v.pipe(text(1, 200), v.regex(forms.visible)),
})
export type EvidenceFile = v.InferOutput<typeof evidenceFileSchema>

const month = v.pipe(v.string(), v.regex(forms.month))
/** A question holds as many months as the longest claim. */
const mostQueryMonths = 24

/** What is asked of the product; the months run forward, and are not more than a claim may hold. */
const parametersSchema = v.pipe(
  v.strictObject({
    from: month,
    to: month,
    workload: v.optional(v.pipe(v.string(), v.regex(forms.workloadCode))),
    source: v.optional(v.pipe(text(1, 20), v.regex(forms.visible))),
  }),
  v.forward(
    v.check(({ from, to }) => {
      const apart = monthsApart(from, to)
      return apart >= 0 && apart < mostQueryMonths
    }),
    ['to'],
  ),
)

/** A query with what somebody says it gave, a question asked of the product, or an address. */
export const newEvidenceSchema = v.variant('kind', [
  v.strictObject({ ...common, kind: v.literal('query'), query: text(1, 20_000), result: text(1, 100_000) }),
  v.strictObject({ ...common, kind: v.picklist(queryKinds), parameters: parametersSchema }),
  v.strictObject({
    ...common,
    kind: v.literal('link'),
    address: v.pipe(v.string(), v.maxLength(2000), v.url(), v.regex(forms.webAddress)),
  }),
])
export type NewEvidence = v.InferOutput<typeof newEvidenceSchema>

export const evidenceListSchema = v.strictObject({
  subject: v.pipe(v.string(), v.regex(forms.subject)),
  /** Evidence as it was known at the end of a day; now when absent. */
  asKnown: v.optional(daySchema),
})

/** One piece of evidence as a person reads it; what it is stays hidden from those whose right does not reach its level. */
export type EvidenceView = {
  readonly id: string
  readonly subject: string
  readonly kind: EvidenceKind
  readonly isHidden: boolean
  readonly title: string | null
  readonly fileName: string | null
  readonly sha256: string
  readonly bytes: number | null
  readonly sensitivity: Sensitivity
  readonly retention: string
  readonly query: string | null
  readonly result: string | null
  readonly address: string | null
  readonly effectiveOn: string | null
  /** What was asked of the product and what it answered; `query` is then its text, and the digest of the evidence that of the lines. */
  readonly asked: {
    readonly parameters: QueryParameters
    readonly lines: readonly QueryLine[]
    readonly rows: number
  } | null
  /** Rows of a claim that finance checked. */
  readonly sample: CheckedSample | null
  readonly statedBy: string
  readonly recordedAt: string
  readonly withdrawnAt: string | null
}

/** A question asked again: the digest of what it answers now, and what changed since. */
export type EvidenceRerun = {
  readonly at: string
  readonly digest: string
  readonly isSame: boolean
  readonly rows: number
  readonly changes: readonly QueryChange[]
}
