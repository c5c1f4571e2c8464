import * as v from 'valibot'

// The shape of the open data, once: what is sent is checked against it in a test, and the JSON Schema is made from it.

const bilingual = v.strictObject({ fr: v.string(), en: v.string() })
const whole = v.nullable(v.number())
/** An amount in CAD to the cent, as decimal text: `-1234.50`. */
const amount = v.nullable(v.pipe(v.string(), v.regex(/^-?\d+\.\d{2}$/)))
const day = v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)))

const indicator = v.strictObject({
  id: v.string(),
  group: v.string(),
  label: bilingual,
  value: whole,
  exact: amount,
  unit: v.picklist(['%', 'CAD', 'months', '']),
  numerator: whole,
  denominator: whole,
  formula: v.string(),
  formulaWords: bilingual,
  formulaVersion: v.string(),
  rule: bilingual,
  owner: bilingual,
  source: bilingual,
  date: day,
  status: v.picklist(['approved', 'unknown', 'suppressed', 'stale']),
  colour: v.picklist(['green', 'amber', 'red', 'grey', 'none']),
  colourRule: v.nullable(bilingual),
  staleAfterDays: v.number(),
  reasons: v.array(v.string()),
  target: v.nullable(v.strictObject({ value: v.number(), label: bilingual })),
})
const share = v.strictObject({ numerator: whole, denominator: whole })

export const openDataSchema = v.strictObject({
  title: bilingual,
  licence: v.strictObject({ id: v.string(), text: bilingual }),
  isDemonstration: v.boolean(),
  asOf: day,
  approvedBy: v.nullable(v.string()),
  digest: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  freshUntil: day,
  contact: v.nullable(v.string()),
  nextOn: day,
  indicators: v.array(indicator),
  bodies: v.array(
    v.strictObject({
      body: v.string(),
      label: bilingual,
      isSuppressed: v.boolean(),
      public: share,
      classified: share,
      realisedShare: whole,
    }),
  ),
  years: v.array(
    v.strictObject({
      year: v.string(),
      asOf: v.string(),
      public: whole,
      state: whole,
      workloads: v.number(),
      isSuppressed: v.boolean(),
    }),
  ),
  benefitYears: v.array(
    v.strictObject({
      year: v.string(),
      planned: amount,
      realised: amount,
      months: v.number(),
      isSuppressed: v.boolean(),
    }),
  ),
  benefitCategories: v.array(v.strictObject({ category: v.string(), realised: amount, claims: whole })),
  forecast: v.nullable(
    v.strictObject({ p10: v.string(), p50: v.string(), p90: v.string(), plan: v.string(), until: v.string() }),
  ),
  cuts: v.array(
    v.strictObject({
      id: v.picklist(['nsi', 'parent-country']),
      isSuppressed: v.boolean(),
      parts: v.array(v.strictObject({ key: v.string(), count: whole, value: amount })),
    }),
  ),
  centres: v.nullable(
    v.strictObject({
      inScope: v.number(),
      closed: v.number(),
      kept: v.number(),
      asOf: v.string(),
      source: v.string(),
    }),
  ),
})
export type OpenData = v.InferOutput<typeof openDataSchema>
