import * as v from 'valibot'
import { forms } from '../shared/forms.ts'

const line = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most), v.regex(forms.visible))

/** What a condition reads of a charge; `tag` reads the value of one key. */
export const chargeFields = [
  'provider',
  'subAccount',
  'service',
  'serviceCategory',
  'resource',
  'region',
  'chargeCategory',
  'commitment',
] as const
export type ChargeField = (typeof chargeFields)[number]

/** `like` knows one sign, `*`, any run of characters: a pattern typed here cannot make the reading hang. */
export const comparisons = ['is', 'starts', 'like'] as const
export type Comparison = (typeof comparisons)[number]

const values = v.pipe(v.array(line(300)), v.minLength(1), v.maxLength(200))
const tagKey = line(128)

/** Met when one of the values agrees; capitals and small letters are one. */
export const conditionSchema = v.variant('on', [
  v.strictObject({ on: v.picklist(chargeFields), how: v.picklist(comparisons), values }),
  v.strictObject({ on: v.literal('tag'), key: tagKey, how: v.picklist(comparisons), values }),
  v.strictObject({ on: v.literal('tag-present'), key: tagKey }),
])
export type Condition = v.InferOutput<typeof conditionSchema>

const workloadCode = v.pipe(v.string(), v.regex(forms.workloadCode))
const manyWorkloads = v.pipe(v.array(workloadCode), v.minLength(1), v.maxLength(5_000))

/** The workloads among which a cost is shared. A body is taken with those under it. */
export const sharedOverSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('body'), body: v.pipe(v.string(), v.regex(forms.bodyCode)) }),
  v.strictObject({ kind: v.literal('application'), application: line(20) }),
  v.strictObject({ kind: v.literal('list'), workloads: manyWorkloads }),
])
export type SharedOver = v.InferOutput<typeof sharedOverSchema>

export const shareMeasures = ['vcpu', 'memory', 'storage'] as const
export type ShareMeasure = (typeof shareMeasures)[number]

/** A share in percent, four decimals at most: the shares of a rule sum to 100. */
const percent = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(100),
  v.check((share) => Number.isInteger(Math.round(share * 1e8) / 1e4)),
)

export const targetSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('workload'), workload: workloadCode }),
  v.strictObject({
    kind: v.literal('tag'),
    keys: v.pipe(v.array(tagKey), v.minLength(1), v.maxLength(20)),
    /** `application`: the only workload of the application that the value names. */
    names: v.picklist(['workload', 'application']),
  }),
  v.strictObject({ kind: v.literal('asset') }),
  v.strictObject({ kind: v.literal('equal'), over: sharedOverSchema }),
  v.strictObject({ kind: v.literal('direct-cost'), over: sharedOverSchema }),
  v.strictObject({ kind: v.literal('measure'), measure: v.picklist(shareMeasures), over: sharedOverSchema }),
  v.strictObject({
    kind: v.literal('stated'),
    shares: v.pipe(v.array(v.strictObject({ workload: workloadCode, percent })), v.minLength(1), v.maxLength(1_000)),
  }),
  v.strictObject({ kind: v.literal('leave'), becauseFr: line(300), becauseEn: line(300) }),
])
export type Target = v.InferOutput<typeof targetSchema>

export const allocationRuleSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(forms.allocationRule)),
  nameFr: line(160),
  nameEn: line(160),
  /** Without a condition, a rule looks at every charge. */
  match: v.picklist(['all', 'any']),
  conditions: v.pipe(v.array(conditionSchema), v.maxLength(50)),
  target: targetSchema,
})
export type AllocationRule = v.InferOutput<typeof allocationRuleSchema>

/** The rules in their order: the first that takes a charge wins. */
export const allocationRulesSchema = v.pipe(v.array(allocationRuleSchema), v.maxLength(300))

const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_000))
const bodyCode = v.pipe(v.string(), v.regex(forms.bodyCode))

export const newRuleSetSchema = v.strictObject({ body: bodyCode, rules: allocationRulesSchema, reason })
export type NewRuleSet = v.InferOutput<typeof newRuleSetSchema>

/** What rules being written would change: not kept. */
export const ruleSetPreviewSchema = v.strictObject({
  body: bodyCode,
  rules: allocationRulesSchema,
  /** Months looked at, the latest that have bills. */
  months: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24)), 3),
})

export const ruleSetAnswerSchema = v.strictObject({ reason })

const month = v.pipe(v.string(), v.regex(forms.month))
export const ofBodySchema = v.strictObject({ body: bodyCode })
export const monthsOfBodySchema = v.strictObject({ body: bodyCode, from: month, to: month })
export const monthsOfWorkloadSchema = v.strictObject({ from: month, to: month })
export const workloadChargesSchema = v.strictObject({
  import: v.pipe(v.string(), v.regex(forms.idCursor)),
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.position), v.transform(Number))),
})
