import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'

// Shapes only: what is wrong within a formula is told by the loader, in words, with its place.

const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const bilingual = (most: number) => v.strictObject({ fr: text(most), en: text(most) })
const bodyCodeSchema = v.pipe(v.string(), v.trim(), v.regex(forms.bodyCode))
const reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(2000))

const formulas = v.pipe(
  v.array(
    v.strictObject({
      name: text(100),
      label: bilingual(200),
      unit: text(200),
      expression: text(4000),
      note: v.exactOptional(bilingual(2000)),
    }),
  ),
  v.maxLength(400),
)

/** Formulas of a set being written; what they read is what the model gives that set. */
export const formulaDraftSchema = v.strictObject({ formulas })
export type FormulaDraft = v.InferOutput<typeof formulaDraftSchema>

/** A draft whose effect is asked for, as if it stood for this body and those under it. */
export const formulaEffectSchema = v.strictObject({ body: bodyCodeSchema, formulas })
export type AskedEffect = v.InferOutput<typeof formulaEffectSchema>

/** A version put forward for a body, from a day on. */
export const newFormulaVersionSchema = v.strictObject({
  body: bodyCodeSchema,
  formulas,
  validFrom: daySchema,
  reason,
})
export type NewFormulaVersion = v.InferOutput<typeof newFormulaVersionSchema>

export const formulaReasonSchema = v.strictObject({ reason })
export const formulaBodySchema = v.strictObject({ body: v.optional(bodyCodeSchema) })

export const formulaVersionListSchema = v.strictObject({
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.idCursor))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(200)),
    '50',
  ),
})
export type FormulaVersionList = v.InferOutput<typeof formulaVersionListSchema>
