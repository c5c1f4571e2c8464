import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'

const text = (least: number, most: number) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most))
const number = v.pipe(v.number(), v.finite())
const cents = v.pipe(v.number(), v.safeInteger())
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const bilingual = v.strictObject({ fr: text(1, 200), en: text(1, 200) })
const list = <T extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>>(of: T, most = 100) =>
  v.pipe(v.array(of), v.maxLength(most))

export const benefitCodeSchema = v.pipe(v.string(), v.regex(forms.benefitCode))
export const mapCodeSchema = v.pipe(v.string(), v.regex(forms.mapNodeCode))
export const poolCodeSchema = v.pipe(v.string(), v.regex(forms.poolCode))
/** Names a measure, an adjustment… within its benefit. */
export const keySchema = v.pipe(v.string(), v.regex(forms.recordKey))
/** `YYYY-MM`. */
export const monthSchema = v.pipe(v.string(), v.regex(forms.month))
const workloadCode = v.pipe(v.string(), v.regex(forms.workloadCode))

/** What a benefit brings (domain benefits §3). A dis-benefit is the same record with sign −1. */
export const benefitTypes = [
  'cashable',
  'cost-avoidance',
  'efficiency',
  'revenue',
  'quality',
  'risk-reduction',
  'citizen',
  'compliance',
  'qualitative',
] as const
/** The programme's own six. */
export const benefitCategories = [
  'performance',
  'efficiency',
  'security',
  'stability',
  'availability',
  'modernity',
] as const
export const benefitClasses = ['economy', 'efficiency', 'effectiveness', 'equity'] as const
export const lifeStates = [
  'draft',
  'baselined',
  'in-delivery',
  'realising',
  'sustained',
  'closed',
  'abandoned',
  'superseded',
] as const
export type LifeState = (typeof lifeStates)[number]
export const wardExplicitness = ['financial', 'quantifiable', 'measurable', 'observable'] as const
export const wardChange = ['do-new', 'do-better', 'stop-doing'] as const

/** A role in a unit, from when to when: reminders go to roles, not to people. `person` is the code of an account when one is named. */
export const roleSchema = v.strictObject({
  role: text(1, 120),
  unit: text(0, 120),
  person: v.nullable(text(1, 40)),
  from: v.nullable(daySchema),
  to: v.nullable(daySchema),
})
export type Role = v.InferOutput<typeof roleSchema>

/** What people write of a benefit. Its dates are its own: a project that slips does not move them. */
export const profileFields = {
  title: bilingual,
  class: v.picklist(benefitClasses),
  type: v.picklist(benefitTypes),
  /** −1 is a dis-benefit: the same record, equal in rank. */
  sign: v.picklist([1, -1]),
  category: v.picklist(benefitCategories),
  /** `once` happens in one period; `recurring` goes on. */
  recurrence: v.picklist(['once', 'recurring']),
  layer: v.picklist(['intermediate', 'end']),
  beneficiary: text(0, 200),
  owner: v.nullable(roleSchema),
  realisationOwner: v.nullable(roleSchema),
  financeCounterpart: v.nullable(roleSchema),
  /** Who leads the project that delivers it: may not own it after handover. */
  projectLead: v.nullable(roleSchema),
  fund: v.nullable(text(1, 60)),
  budgetLine: v.nullable(text(1, 60)),
  workloads: list(workloadCode, 5000),
  ward: v.nullable(v.strictObject({ explicitness: v.picklist(wardExplicitness), change: v.picklist(wardChange) })),
  startsOn: v.nullable(daySchema),
  endsOn: v.nullable(daySchema),
}
export const profileSchema = v.strictObject({ ...profileFields, life: v.picklist(lifeStates) })
export type Profile = v.InferOutput<typeof profileSchema>

/** `outcome` says how far the benefit is; `driver` and `index` are read by the adjusted baseline. */
export const measureRoles = ['outcome', 'driver', 'index'] as const
export const measureFrequencies = ['monthly', 'quarterly', 'half-yearly', 'yearly', 'once'] as const
/** Months of a period; a single measure has none. */
export const monthsOf: Readonly<Record<(typeof measureFrequencies)[number], number | null>> = {
  monthly: 1,
  quarterly: 3,
  'half-yearly': 6,
  yearly: 12,
  once: null,
}
export const measureSchema = v.strictObject({
  role: v.picklist(measureRoles),
  name: bilingual,
  /** Any: `CAD`, `CAD/year`, `%`, `jours`, `count`. Values of CAD have two decimals at most. */
  unit: text(1, 40),
  direction: v.picklist(['up', 'down']),
  formula: text(0, 500),
  frequency: v.picklist(measureFrequencies),
  source: text(1, 200),
  method: text(0, 1000),
  /** Months between the end of a period and the day its value is known. */
  lagMonths: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(36)),
  collector: text(0, 120),
  /** ± in the measure's unit; null when nobody stated it. */
  precision: v.nullable(v.pipe(number, v.minValue(0))),
  /** What measuring costs a year. */
  costCentsPerYear: v.nullable(v.pipe(cents, v.minValue(0))),
  /** First day a value may be of; observations before it are refused. Null: from the start of its baseline's window. */
  startsOn: v.nullable(daySchema),
})
export type Measure = v.InferOutput<typeof measureSchema>

/** Cost elements of a perimeter (domain methods §8.2). */
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

/** A baseline of unit rates: Σ rate × quantity × index, and fixed parts. Rates are cents a month per unit of the driver. */
const unitRatesSchema = v.strictObject({
  kind: v.literal('unit-rates'),
  elements: v.pipe(
    v.array(
      v.strictObject({
        element: v.picklist(costElements),
        /** Cents a month per unit, decimals allowed: a rate, not an amount. */
        rateCents: number,
        /** Key of the driver measure whose observation gives the quantity; null: the quantity of the baseline stays. */
        driver: v.nullable(keySchema),
        /** Mean monthly quantity over the window. */
        quantity: number,
        /** Key of the index measure that carries the rate, and its value in the window; null: the rate is not carried. */
        index: v.nullable(v.strictObject({ measure: keySchema, base: v.pipe(number, v.minValue(Number.MIN_VALUE)) })),
      }),
    ),
    v.minLength(1),
    v.maxLength(100),
  ),
})
/** A baseline fitted on drivers, month by month: the model is fitted again from these rows by whoever asks. */
const regressionSchema = v.strictObject({
  kind: v.literal('regression'),
  drivers: v.pipe(v.array(keySchema), v.minLength(1), v.maxLength(6)),
  months: v.pipe(
    v.array(
      v.strictObject({ period: monthSchema, costCents: cents, drivers: v.pipe(v.array(number), v.maxLength(6)) }),
    ),
    v.minLength(1),
    v.maxLength(60),
  ),
})
export const baselineModelSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('value'), value: number }),
  unitRatesSchema,
  regressionSchema,
])
export type BaselineModel = v.InferOutput<typeof baselineModelSchema>

export const baselineFields = {
  model: baselineModelSchema,
  /** Months, both included. */
  window: v.strictObject({ from: monthSchema, to: monthSchema }),
  method: text(1, 1000),
  /** Digests or references of what proves it. */
  evidence: list(text(1, 200), 50),
}
/** State of what needs a second person: what is proposed binds nobody. `approved_by` of the record is that person. */
export const decidedStates = ['proposed', 'frozen', 'refused', 'withdrawn'] as const
export const baselineSchema = v.strictObject({
  ...baselineFields,
  state: v.picklist(decidedStates),
  /** Day it was frozen; null until then. */
  frozenOn: v.nullable(daySchema),
})
export type Baseline = v.InferOutput<typeof baselineSchema>

const months = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600))
/** How a benefit comes in (domain methods §9). Months from the trajectory's first period. */
export const curveSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('step'), lagMonths: months }),
  v.strictObject({ kind: v.literal('ramp'), lagMonths: months, rampMonths: months }),
  v.strictObject({ kind: v.literal('s'), lagMonths: months, rampMonths: months }),
  v.strictObject({
    kind: v.literal('ramp-hold-decay'),
    lagMonths: months,
    rampMonths: months,
    holdMonths: months,
    /** Months in which half of what is left is lost. */
    halfLifeMonths: v.pipe(months, v.minValue(1)),
  }),
])
export type Curve = v.InferOutput<typeof curveSchema>

const pointSchema = v.strictObject({
  /** First month of the period the point speaks of; its length is the measure's frequency. */
  period: monthSchema,
  low: number,
  mode: number,
  high: number,
})
export const trajectoryFields = {
  /** Values in the measure's unit for each period, stated one by one; empty when a curve and its plateau say it all. */
  points: list(pointSchema, 480),
  /** Plateau of the curve a period, in the measure's unit; null when points say it. */
  plateau: v.nullable(v.strictObject({ low: number, mode: number, high: number })),
  curve: v.nullable(curveSchema),
  /** Months, both included. */
  from: monthSchema,
  to: monthSchema,
  /** Nominal, or constant dollars of a year: the two never add. */
  priceBasis: v.variant('kind', [
    v.strictObject({ kind: v.literal('nominal') }),
    v.strictObject({
      kind: v.literal('real'),
      year: v.pipe(v.number(), v.integer(), v.minValue(1990), v.maxValue(2200)),
    }),
    v.strictObject({ kind: v.literal('not-money') }),
  ]),
}
export const trajectorySchema = v.strictObject({
  ...trajectoryFields,
  state: v.picklist(decidedStates),
  /** Version of the promise it became; null until it is frozen. */
  promise: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
})
export type Trajectory = v.InferOutput<typeof trajectorySchema>

export const missingReasons = ['not-collected', 'source-unavailable', 'not-applicable', 'withheld'] as const
export const observationFields = {
  /** First month of the period. */
  period: monthSchema,
  /** Missing is never zero: it has a reason. */
  value: v.variant('kind', [
    v.strictObject({ kind: v.literal('known'), value: number }),
    v.strictObject({ kind: v.literal('missing'), reason: v.picklist(missingReasons) }),
  ]),
  source: text(1, 300),
  quality: v.picklist(['measured', 'estimated', 'declared']),
}
export const observationSchema = v.strictObject(observationFields)
export type Observation = v.InferOutput<typeof observationSchema>

export const adjustmentFields = {
  /** `routine`: expected drivers. `non-routine`: a change of size, scope or equipment, where abuse happens. */
  kind: v.picklist(['routine', 'non-routine']),
  /** Added to the baseline each month, in the measure's unit; negative lowers it. */
  effect: number,
  from: monthSchema,
  to: v.nullable(monthSchema),
  description: text(1, 1000),
  evidence: v.pipe(list(text(1, 200), 50), v.minLength(1)),
}
export const adjustmentSchema = v.strictObject({
  ...adjustmentFields,
  measure: keySchema,
  state: v.picklist(['proposed', 'approved', 'refused', 'withdrawn']),
})
export type Adjustment = v.InferOutput<typeof adjustmentSchema>

export const gateNames = ['G0', 'G1', 'G2', 'G3', 'G4', 'G5', 'G6'] as const
export type GateName = (typeof gateNames)[number]
export const gateFields = {
  gate: v.picklist(gateNames),
  verdict: v.picklist(['passed', 'with-conditions', 'refused']),
  conditions: text(0, 2000),
  heldOn: daySchema,
}
export const gateSchema = v.strictObject({ ...gateFields, snapshot: text(1, 60), snapshotDigest: text(64, 64) })
export type Gate = v.InferOutput<typeof gateSchema>

export const handoverFields = {
  from: text(1, 200),
  to: roleSchema,
  effectiveOn: daySchema,
  obligations: text(1, 2000),
  frequency: v.picklist(measureFrequencies),
  /** Last day of the tracking that is handed over. */
  endsOn: daySchema,
}
const signatureSchema = v.nullable(v.strictObject({ by: text(1, 60), at: text(1, 40) }))
export const handoverSchema = v.strictObject({
  ...handoverFields,
  ownerAccepted: signatureSchema,
  financeAccepted: signatureSchema,
})
export type Handover = v.InferOutput<typeof handoverSchema>

/** Layers of the map, left to right. Benefits are nodes themselves, in the layer their profile names. */
export const mapLayers = ['lever', 'change', 'intermediate', 'end', 'objective'] as const
export type MapLayer = (typeof mapLayers)[number]
export const nodeSchema = v.strictObject({
  layer: v.picklist(['lever', 'change', 'intermediate', 'end']),
  title: bilingual,
  owner: text(0, 120),
  /** The wave that delivers it, when it is one. */
  wave: v.nullable(v.pipe(v.string(), v.regex(forms.waveCode))),
  dueOn: v.nullable(daySchema),
  /** An enabling change nobody agreed or funded is said so. */
  agreed: v.boolean(),
})
export type MapNode = v.InferOutput<typeof nodeSchema>

export const edgeTypes = ['enables', 'contributes', 'depends', 'conflicts'] as const
export const edgeSchema = v.strictObject({
  type: v.picklist(edgeTypes),
  /** Part of the target that comes by this edge; null when nobody stated it. */
  share: v.nullable(share),
  lagMonths: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(240)),
  confidence: v.nullable(share),
  rationale: text(0, 1000),
})
export type MapEdge = v.InferOutput<typeof edgeSchema>

export const poolSchema = v.strictObject({
  title: bilingual,
  metric: text(1, 200),
  unit: text(1, 40),
  /** How the outcome is split: by sequence of dated changes, Shapley on drivers, or an agreed split with minutes. */
  rule: v.picklist(['sequence', 'shapley', 'agreed']),
  ceilings: v.pipe(
    v.array(v.strictObject({ from: monthSchema, to: monthSchema, ceiling: v.pipe(number, v.minValue(0)) })),
    v.maxLength(120),
  ),
})
export type Pool = v.InferOutput<typeof poolSchema>
export const poolShareSchema = v.strictObject({ share, rationale: text(0, 1000) })
export type PoolShare = v.InferOutput<typeof poolShareSchema>

/**
 * Kinds of register records. Their subject and key:
 * `profile` benefit, `-` · `measure` benefit, key · `baseline`, `trajectory` benefit, `<measure>` when frozen and `<measure>~proposed` before ·
 * `observation` benefit, `<measure>:<month>` · `adjustment` benefit, key · `gate` benefit, `G2` · `handover` benefit, `-` ·
 * `node` node, `-` · `edge` from-node, to-node · `pool` pool, `-` · `share` pool, benefit.
 */
export const recordSchemas = {
  profile: profileSchema,
  measure: measureSchema,
  baseline: baselineSchema,
  trajectory: trajectorySchema,
  observation: observationSchema,
  adjustment: adjustmentSchema,
  gate: gateSchema,
  handover: handoverSchema,
  node: nodeSchema,
  edge: edgeSchema,
  pool: poolSchema,
  share: poolShareSchema,
} as const
export const recordKinds = Object.keys(recordSchemas) as readonly RecordKind[] // the keys of the object above
export type RecordKind = keyof typeof recordSchemas
export type RecordContents = { [K in RecordKind]: v.InferOutput<(typeof recordSchemas)[K]> }
/** Takes a record away from the day it is recorded; what it said before stays known as of before. */
export type Removed = { readonly removed: true }

/** One version of what was said: when it is valid, when it was believed, by whom. */
export type RegisterRecord<K extends RecordKind = RecordKind> = {
  readonly id: string
  readonly bodyId: string
  readonly subject: string
  readonly kind: K
  readonly key: string
  readonly version: number
  /** Days, [from, to); null is unbounded. */
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly recordedAt: string
  readonly content: RecordContents[K] | Removed
  readonly reason: string
  readonly statedBy: string
  readonly approvedBy: string | null
  readonly previousDigest: string
  readonly digest: string
}
