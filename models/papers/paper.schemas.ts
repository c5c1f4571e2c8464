import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'

/** The reports there are; each has a builder in `server/papers/paper-kinds.ts`. */
export const paperKinds = ['portfolio', 'business-case', 'board', 'benefit', 'dossier'] as const
export type PaperKindName = (typeof paperKinds)[number]
export const paperFormats = ['pdf', 'xlsx', 'html'] as const
export type PaperFormat = (typeof paperFormats)[number]

/** What a report is of, as its kind names it: the code of a body (`MSC`), of a business case (`DA-0001`). */
const subject = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60), v.regex(forms.visible))
const language = v.picklist(['fr', 'en'])

export const newReportSchema = v.strictObject({
  kind: v.picklist(paperKinds),
  /** All that is within reach when absent. */
  subject: v.optional(v.nullable(subject), null),
  format: v.picklist(paperFormats),
  /** The reader's own when absent. */
  language: v.optional(language),
  /** As the facts were known on that day; now when absent. */
  asKnown: v.optional(v.nullable(daySchema), null),
})
export const readReportSchema = v.strictObject({
  subject: v.optional(subject),
  format: v.optional(v.picklist(paperFormats), 'html'),
  language: v.optional(language),
  asKnown: v.optional(daySchema),
})

export const paperMedia: Readonly<Record<PaperFormat, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
}

export function isPaperKind(text: string): text is PaperKindName {
  return paperKinds.some((kind) => kind === text)
}
