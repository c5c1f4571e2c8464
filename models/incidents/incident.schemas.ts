import * as v from 'valibot'
import { personalInformationKinds } from '../classification/classification.schemas.ts'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'

// The content that the Commission d'accès à l'information asks of a register of confidentiality incidents
// (domain reliability §2.3; Règlement sur les incidents de confidentialité, A-2.1, r. 3.1). No person is named in it.

const text = (least: number, most: number) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most))

/** What the Act calls a confidentiality incident (A-2.1, art. 63.9). */
export const incidentNatures = ['access', 'use', 'communication', 'loss', 'other'] as const
export type IncidentNature = (typeof incidentNatures)[number]
export const personsBands = ['0', '1-9', '10-99', '100-999', '1000-9999', '10000-99999', '100000+'] as const
export type PersonsBand = (typeof personsBands)[number]

/** When it happened: a day, a period, or not known. */
const occurred = v.variant('kind', [
  v.strictObject({ kind: v.literal('day'), on: daySchema }),
  v.strictObject({ kind: v.literal('period'), from: daySchema, to: daySchema }),
  v.strictObject({ kind: v.literal('unknown') }),
])

export const incidentContentSchema = v.strictObject({
  nature: v.picklist(incidentNatures),
  /** Which information is concerned; null when it is not known, and then why. */
  information: v.nullable(text(3, 2000)),
  informationUnknownBecause: v.nullable(text(3, 2000)),
  kinds: v.pipe(v.array(v.picklist(personalInformationKinds)), v.maxLength(20)),
  circumstances: text(3, 4000),
  occurred,
  discoveredOn: daySchema,
  /** How many persons, in bands; null is not known yet. */
  personsBand: v.nullable(v.picklist(personsBands)),
  /** Whether there is a risk of serious injury; null is not assessed yet. */
  seriousInjury: v.nullable(v.boolean()),
  /** What leads to that conclusion: sensitivity, malicious uses feared, consequences expected. */
  injuryElements: v.nullable(text(3, 4000)),
  noticeToCommissionOn: v.nullable(daySchema),
  noticeToPersonsOn: v.nullable(daySchema),
  /** Set when the persons were told by a public notice, and why. */
  publicNoticeBecause: v.nullable(text(3, 2000)),
  /** What was done so that it does more harm no more, and does not happen again. */
  measures: v.nullable(text(3, 4000)),
})
export type IncidentContent = v.InferOutput<typeof incidentContentSchema>

export const incidentStates = ['open', 'closed'] as const
export type IncidentState = (typeof incidentStates)[number]

export const newIncidentSchema = v.strictObject({
  body: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20)),
  workload: v.nullable(v.pipe(v.string(), v.regex(forms.workloadCode))),
  content: incidentContentSchema,
})
export type NewIncident = v.InferOutput<typeof newIncidentSchema>

/** The whole entry as it now reads: what it was stays in the journal. */
export const incidentEditSchema = v.strictObject({
  state: v.picklist(incidentStates),
  workload: newIncidentSchema.entries.workload,
  content: incidentContentSchema,
})
export type IncidentEdit = v.InferOutput<typeof incidentEditSchema>

export const incidentListSchema = v.strictObject({
  body: v.optional(v.pipe(v.string(), v.maxLength(20))),
  state: v.optional(v.picklist(incidentStates)),
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.incidentCode))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
    '500',
  ),
})

export type IncidentView = {
  readonly code: string
  readonly body: string
  readonly workload: string | null
  readonly state: IncidentState
  readonly content: IncidentContent
  /** What the register still lacks, by name. */
  readonly missing: readonly IncidentGap[]
  /** The entry is kept at least until this day. */
  readonly keptUntil: string
  readonly statedBy: string
  readonly recordedAt: string
  readonly updatedAt: string
  readonly etag: string
}

export const incidentGaps = [
  'information',
  'occurred',
  'persons',
  'injury',
  'notice-to-commission',
  'notice-to-persons',
  'measures',
] as const
export type IncidentGap = (typeof incidentGaps)[number]
