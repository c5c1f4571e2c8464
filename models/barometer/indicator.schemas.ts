import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'

export const indicatorGroups = [
  'centres',
  'decisions',
  'bodies',
  'classification',
  'privacy',
  'sovereignty',
  'exemptions',
  'benefits',
  'programme',
  'health',
  'strategy',
] as const
export type IndicatorGroup = (typeof indicatorGroups)[number]

const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most), v.regex(forms.visible))
const name = v.pipe(v.string(), v.regex(forms.countName))
const finite = v.pipe(v.number(), v.finite())

/** A number that a person read in a register: its source and its day are part of it. Amounts are in dollars. */
export const statedCountSchema = v.strictObject({
  value: v.pipe(finite, v.minValue(-1e12), v.maxValue(1e12)),
  asOf: daySchema,
  source: text(300),
})
export type StatedCount = v.InferOutput<typeof statedCountSchema>

/**
 * An indicator: a formula over named counts in the product's formula language, its version, and what the public is told of it. `cases` are
 * the counts whose smallness would reveal one workload. `%` multiplies by 100; `CAD` reads whole cents.
 */
export const indicatorDefinitionSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(forms.indicatorId)),
  group: v.picklist(indicatorGroups),
  formula: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  formulaVersion: v.pipe(v.string(), v.regex(forms.formulaVersion)),
  unit: v.picklist(['%', 'CAD', 'months', '']),
  /** Days after which an approved figure is grey: late, not good or bad. */
  staleAfterDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)),
  /** The function that answers for it. */
  owner: v.strictObject({ fr: text(120), en: text(120) }),
  source: v.strictObject({ fr: text(400), en: text(400) }),
  fr: text(200),
  en: text(200),
  ruleFr: text(800),
  ruleEn: text(800),
  target: v.nullable(v.strictObject({ value: finite, fr: text(200), en: text(200) })),
  /** The rule of the colour, in the unit of the figure: good from, to watch from, bad beyond. Null when the figure has no good side. */
  colour: v.nullable(v.strictObject({ good: finite, watch: finite, better: v.picklist(['higher', 'lower']) })),
  cases: v.pipe(v.array(name), v.maxLength(20)),
  /** Counts that a person states; they stand before what the product counts. */
  stated: v.record(name, statedCountSchema),
  /** Words of names that the product does not know. */
  names: v.record(name, v.strictObject({ fr: text(120), en: text(120) })),
})
export type IndicatorDefinition = v.InferOutput<typeof indicatorDefinitionSchema>

const reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(2000))
export const newIndicatorVersionSchema = v.strictObject({ definition: indicatorDefinitionSchema, reason })
export type NewIndicatorVersion = v.InferOutput<typeof newIndicatorVersionSchema>
export const indicatorReasonSchema = v.strictObject({ reason })
