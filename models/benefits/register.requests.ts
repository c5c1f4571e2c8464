import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'
import {
  adjustmentFields,
  baselineFields,
  benefitCategories,
  benefitCodeSchema,
  benefitTypes,
  edgeSchema,
  gateFields,
  handoverFields,
  keySchema,
  lifeStates,
  mapCodeSchema,
  measureSchema,
  nodeSchema,
  observationFields,
  poolSchema,
  poolShareSchema,
  profileFields,
  trajectoryFields,
} from './register.schemas.ts'

const reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(1000))
const bodyCode = v.pipe(v.string(), v.regex(forms.bodyCode))
const pageSize = v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(5000))

/** Where the register is asked for: a day of validity, and the day at whose end it was known. */
export const asOfFields = { validOn: v.optional(daySchema), asKnown: v.optional(daySchema) }
export const asOfSchema = v.strictObject(asOfFields)
export const registerFilterFields = {
  body: v.optional(bodyCode),
  type: v.optional(v.picklist(benefitTypes)),
  category: v.optional(v.picklist(benefitCategories)),
  life: v.optional(v.picklist(lifeStates)),
  sign: v.optional(v.picklist(['benefit', 'dis-benefit'])),
  q: v.optional(v.pipe(v.string(), v.maxLength(200))),
}
export const registerListSchema = v.strictObject({
  ...asOfFields,
  ...registerFilterFields,
  cursor: v.optional(benefitCodeSchema),
  limit: v.optional(pageSize, '200'),
})
export type RegisterFilter = Omit<v.InferOutput<typeof registerListSchema>, 'cursor' | 'limit' | 'asKnown' | 'validOn'>
export const registerExportSchema = v.strictObject({
  ...asOfFields,
  ...registerFilterFields,
  language: v.optional(v.picklist(['fr', 'en']), 'fr'),
})
export const registerDifferenceSchema = v.strictObject({ from: daySchema, to: v.optional(daySchema) })

export const newBenefitSchema = v.strictObject({ body: bodyCode, reason, ...profileFields })
export type NewBenefit = v.InferOutput<typeof newBenefitSchema>
export const profileEditSchema = v.strictObject({ reason, ...v.partial(v.strictObject(profileFields)).entries })
export type ProfileEdit = v.InferOutput<typeof profileEditSchema>
export const lifeChangeSchema = v.strictObject({ to: v.picklist(lifeStates), reason })
export const measureRequestSchema = v.strictObject({ reason, ...measureSchema.entries })
export const observationRequestSchema = v.strictObject({
  reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1000)), ''),
  ...observationFields,
})
export const baselineRequestSchema = v.strictObject({ reason, ...baselineFields })
export const trajectoryRequestSchema = v.strictObject({ reason, ...trajectoryFields })
/** The second person's word: accept what was proposed, or refuse it with a reason. */
export const secondWordSchema = v.strictObject({ decision: v.picklist(['accept', 'refuse']), reason })
export type SecondWord = v.InferOutput<typeof secondWordSchema>
export const adjustmentRequestSchema = v.strictObject({ reason, measure: keySchema, ...adjustmentFields })
export const gateRequestSchema = v.strictObject({ reason, ...gateFields })
export const handoverRequestSchema = v.strictObject({ reason, ...handoverFields })
/** The word of the owner, or of finance; nothing said is accepted. */
export const handoverAcceptanceSchema = v.strictObject({
  as: v.picklist(['owner', 'finance']),
  decision: v.optional(v.picklist(['accept', 'refuse']), 'accept'),
  reason,
})

export const newNodeSchema = v.strictObject({ body: bodyCode, reason, ...nodeSchema.entries })
export const nodeEditSchema = v.strictObject({ reason, ...nodeSchema.entries })
export const removalSchema = v.strictObject({ reason })
export const edgeRequestSchema = v.strictObject({
  from: mapCodeSchema,
  to: mapCodeSchema,
  reason,
  ...edgeSchema.entries,
})
export type EdgeRequest = v.InferOutput<typeof edgeRequestSchema>
export const edgeRemovalSchema = v.strictObject({ from: mapCodeSchema, to: mapCodeSchema, reason })
export const newPoolSchema = v.strictObject({ body: bodyCode, reason, ...poolSchema.entries })
export const poolEditSchema = v.strictObject({ reason, ...poolSchema.entries })
export const shareRequestSchema = v.strictObject({ reason, ...poolShareSchema.entries })
