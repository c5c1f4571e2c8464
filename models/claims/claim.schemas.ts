import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'

/** What kind of benefit a claim is of. Only the first touches a budget; the last is counted in a unit of its own, never in dollars. */
export const claimNatures = ['cashable', 'avoidance', 'released-capacity', 'revenue', 'other-unit'] as const
export type ClaimNature = (typeof claimNatures)[number]

/** How well a claim is shown, best first (benefits.md §3); A and B alone are counted as realised. */
export const claimGrades = ['A', 'B', 'C', 'D', 'E'] as const
export type ClaimGrade = (typeof claimGrades)[number]

export const claimStates = [
  'draft',
  'submitted',
  'in-review',
  'accepted',
  'accepted-in-part',
  'returned',
  'rejected',
  'withdrawn',
] as const
export type ClaimState = (typeof claimStates)[number]

/** States in which a claim may still be written. */
export const openStates: readonly ClaimState[] = ['draft', 'returned']
export const awaitingStates: readonly ClaimState[] = ['submitted', 'in-review']
export const acceptedStates: readonly ClaimState[] = ['accepted', 'accepted-in-part']

/** How the amount was found: measured on what was paid, modelled, or said. */
export const claimBases = ['measured', 'modelled', 'asserted'] as const
export type ClaimBasis = (typeof claimBases)[number]

/**
 * What a claim stands on. `bill`: a month of a workload’s charges, `source|workload|service category` (`FA-0001|CH-000001|Compute`);
 * `ledger` and `labour`: a line of a ledger extract, `extract|line`; `contract`: the number of a contract.
 */
export const backingKinds = ['bill', 'ledger', 'labour', 'contract'] as const
export type BackingKind = (typeof backingKinds)[number]

const text = (least: number, most: number) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most))
const signedAmount = v.pipe(v.string(), v.regex(forms.signedAmount))
const month = v.pipe(v.string(), v.regex(forms.month))

/** Longest period of one claim, in months: a claim is of a quarter or a year, never of a whole plan. */
const mostMonths = 24

export const backingSchema = v.strictObject({
  kind: v.picklist(backingKinds),
  reference: v.pipe(text(1, 200), v.regex(forms.visible)),
  period: month,
  /** The part of the gross amount that rests on it. */
  amount: signedAmount,
})
export type Backing = v.InferOutput<typeof backingSchema>

/** What is claimed. Amounts are decimal text, in CAD, or in `unit` for a benefit of another unit. */
export const claimContentSchema = v.strictObject({
  startsOn: month,
  months: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(mostMonths)),
  nature: v.picklist(claimNatures),
  unit: text(1, 40),
  /** Dollars of the year, or of one stated year. */
  priceBasis: v.union([
    v.strictObject({ kind: v.literal('nominal') }),
    v.strictObject({
      kind: v.literal('real'),
      year: v.pipe(v.number(), v.safeInteger(), v.minValue(1990), v.maxValue(2100)),
    }),
  ]),
  basis: v.picklist(claimBases),
  gross: signedAmount,
  adjustments: v.pipe(v.array(v.strictObject({ reason: text(3, 300), amount: signedAmount })), v.maxLength(40)),
  /** Part of the benefit attributed to this one (methods.md §8.2 (7)). */
  share: v.pipe(v.string(), v.regex(forms.share)),
  pool: v.nullable(v.pipe(text(1, 20), v.regex(forms.visible))),
  budgetEntry: v.nullable(v.pipe(v.string(), v.regex(forms.budgetEntryCode))),
  backing: v.pipe(v.array(backingSchema), v.maxLength(500)),
  statement: v.optional(v.strictObject({ fr: v.optional(text(1, 4000)), en: v.optional(text(1, 4000)) }), {}),
})
export type ClaimContent = v.InferOutput<typeof claimContentSchema>

export const newClaimSchema = v.strictObject({
  content: claimContentSchema,
  /** The accepted claim that this one corrects and, once accepted, replaces. */
  supersedes: v.optional(v.nullable(v.pipe(v.string(), v.regex(forms.claimCode))), null),
})
export type NewClaim = v.InferOutput<typeof newClaimSchema>
export const claimEditSchema = v.strictObject({ content: claimContentSchema })

const overrides = v.optional(
  v.pipe(v.array(v.strictObject({ rule: text(1, 60), reason: text(3, 1000) })), v.maxLength(40)),
  [],
)
export const claimDecisions = ['accept', 'accept-part', 'return', 'reject'] as const
export type ClaimDecision = (typeof claimDecisions)[number]

/** What finance decides. A part says its amount; all but a whole acceptance say why. */
export const validationSchema = v.strictObject({
  decision: v.picklist(claimDecisions),
  accepted: v.optional(v.nullable(signedAmount), null),
  budgetEntry: v.optional(v.nullable(v.pipe(v.string(), v.regex(forms.budgetEntryCode))), null),
  comment: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(2000)), ''),
  overrides,
})
export type Validation = v.InferOutput<typeof validationSchema>

const pageSize = v.optional(
  v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
  '200',
)
export const claimListSchema = v.strictObject({
  state: v.optional(v.picklist([...claimStates, 'awaiting'] as const)),
  body: v.optional(v.pipe(v.string(), v.maxLength(20))),
  benefit: v.optional(v.pipe(v.string(), v.regex(forms.benefitCode))),
  nature: v.optional(v.picklist(claimNatures)),
  grade: v.optional(v.picklist(claimGrades)),
  /** Claims as they were known at the end of a day; now when absent. */
  asKnown: v.optional(daySchema),
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.claimCode))),
  limit: pageSize,
})

/** One claim, or those of a benefit, as known at the end of a day. */
export const claimKnownSchema = v.strictObject({ asKnown: v.optional(daySchema) })

export const sampleSchema = v.strictObject({
  seed: v.pipe(v.string(), v.regex(forms.seed)),
  size: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
    '10',
  ),
  highValue: v.optional(v.pipe(v.string(), v.regex(forms.amount))),
})

export const claimableSchema = v.strictObject({
  startsOn: month,
  months: v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(mostMonths)),
})

export const claimChargesSchema = v.strictObject({
  reference: v.pipe(text(1, 200), v.regex(forms.visible)),
  period: month,
  asKnown: v.optional(daySchema),
})
