import * as v from 'valibot'
import { strategies } from '../inventory/workload.views.ts'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'
import { longestQuestionnaire } from './questionnaire-limits.ts'

const text = (least: number, most: number) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most))
const reason = text(3, 2000)
const bilingual = v.strictObject({ fr: text(1, 200), en: text(1, 200) })

/** A questionnaire received: its text as it is, for a body and those under it. */
export const newQuestionnaireSchema = v.strictObject({
  body: v.pipe(v.string(), v.trim(), v.regex(forms.bodyCode)),
  content: v.pipe(v.string(), v.minLength(1), v.maxLength(longestQuestionnaire)),
  reason,
})
export type NewQuestionnaire = v.InferOutput<typeof newQuestionnaireSchema>
export const retireSchema = v.strictObject({ reason })

export const questionnaireCodeSchema = v.pipe(v.string(), v.regex(forms.questionnaireCode))

/** One answer: saved as a draft, completed, or said to be unknown. */
export const newAnswerSchema = v.strictObject({
  questionnaire: questionnaireCodeSchema,
  question: text(1, 60),
  answer: v.nullable(text(1, 60)),
  state: v.picklist(['draft', 'completed', 'unknown']),
  answeredOn: daySchema,
  evidence: v.nullable(
    v.strictObject({
      text: text(1, 2000),
      reference: v.nullable(text(1, 500)),
      sha256: v.nullable(v.pipe(v.string(), v.regex(forms.sha256))),
    }),
  ),
})
export type NewAnswer = v.InferOutput<typeof newAnswerSchema>

export const answerHistorySchema = v.strictObject({
  questionnaire: v.optional(questionnaireCodeSchema),
  question: v.optional(text(1, 60)),
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.idCursor))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
    '100',
  ),
})

/** A person's word over the computed strategy; null takes it back. */
export const overrideSchema = v.strictObject({ strategy: v.nullable(v.picklist(strategies)), reason })
export type Override = v.InferOutput<typeof overrideSchema>

const points = v.pipe(v.number(), v.minValue(0), v.maxValue(100))
export const timeSettingsSchema = v.strictObject({
  valueThreshold: points,
  fitThreshold: points,
  highHigh: v.picklist(['invest', 'innovate']),
  reason,
})
export type ChangeTimeSettings = v.InferOutput<typeof timeSettingsSchema>

const expression = text(1, 2000)
export const newScoreSchema = v.strictObject({
  body: v.pipe(v.string(), v.trim(), v.regex(forms.bodyCode)),
  name: bilingual,
  expression,
})
export type NewScore = v.InferOutput<typeof newScoreSchema>
export const editScoreSchema = v.strictObject({
  name: bilingual,
  expression,
  state: v.picklist(['in-use', 'retired']),
})
export type EditScore = v.InferOutput<typeof editScoreSchema>
export const previewScoreSchema = v.strictObject({
  expression,
  workload: v.pipe(v.string(), v.regex(forms.workloadCode)),
})

export const questionnaireListSchema = v.strictObject({
  state: v.optional(v.picklist(['in-use', 'retired'])),
  cursor: v.optional(questionnaireCodeSchema),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
    '100',
  ),
})
export const exportQuestionnaireSchema = v.strictObject({
  form: v.optional(v.picklist(['kept', 'konveyor']), 'kept'),
  language: v.optional(v.picklist(['fr', 'en']), 'fr'),
})
export const scoreListSchema = v.strictObject({
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.idCursor))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
    '100',
  ),
})
