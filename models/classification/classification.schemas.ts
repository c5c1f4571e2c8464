import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'

/** Kinds of personal information (domain rules.md §6, detector kinds of CONTRACT). */
export const personalInformationKinds = [
  'identity',
  'contact',
  'financial',
  'health',
  'biometric',
  'minors',
  'justice',
  'sin',
] as const
export const legalRegimes = ['A-2.1', 'R-22.1', 'tax', 'justice', 'archives', 'cabinet'] as const
export const placeElements = ['data', 'backup', 'logs', 'metadata', 'keys', 'support'] as const

const level = v.picklist([1, 2, 3, 4])
const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most))
const triState = v.nullable(v.boolean())

/**
 * The classification record of a workload (domain rules.md §6). `null` is unknown: never zero, never "no".
 * Levels are 1 to 4 on the house ladder; their official names are not public and are configurable labels.
 */
export const classificationRecordSchema = v.strictObject({
  dic: v.nullable(
    v.strictObject({
      d: level,
      i: level,
      c: level,
      justification: text(2000),
      date: daySchema,
    }),
  ),
  owner: v.nullable(v.pipe(text(200), v.minLength(1))),
  pi: v.strictObject({
    present: triState,
    kinds: v.pipe(v.array(v.picklist(personalInformationKinds)), v.maxLength(20)),
    sensitive: triState,
    collectedFromPerson: triState,
    communicatedWithoutConsent: triState,
    subjectsBand: v.nullable(v.picklist(['1-99', '100-999', '1000-9999', '10000-99999', '100000+'])),
    purpose: v.nullable(text(2000)),
  }),
  legalRegimes: v.nullable(v.pipe(v.array(v.picklist(legalRegimes)), v.maxLength(20))),
  adjudicative: triState,
  caEquivalent: v.nullable(v.picklist(['none', 'PA', 'PB', 'PC', 'classified'])),
  change: v.nullable(v.picklist(['none', 'acquire', 'develop', 'overhaul', 'migrate'])),
  missionCritical: triState,
  realData: triState,
  aiUse: v.nullable(v.picklist(['none', 'classic', 'generative'])),
  efvp: v.strictObject({
    projectStatus: v.nullable(v.picklist(['not-started', 'started', 'done'])),
    committeeConsultedOn: v.nullable(daySchema),
    outsideQcStatus: v.nullable(v.picklist(['not-started', 'started', 'done'])),
    factors: v.pipe(v.array(v.picklist(['sensitivity', 'purpose', 'measures', 'legalRegime'])), v.maxLength(4)),
    adequate: triState,
    date: v.nullable(daySchema),
    /** Last day the outside-Québec assessment stands; unknown is no stated end. */
    expiresOn: v.optional(v.nullable(daySchema), null),
    reference: v.nullable(text(200)),
  }),
  agreement: v.strictObject({
    signedOn: v.nullable(daySchema),
    /** Last day the agreement binds; unknown is no stated end. */
    endsOn: v.optional(v.nullable(daySchema), null),
    reflectsEfvp: triState,
    reference: v.nullable(text(200)),
  }),
  /** Entries made in the register of communications (A-2.1 art. 67.3), whoever receives them. */
  communications: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          enteredOn: daySchema,
          recipient: v.pipe(text(200), v.minLength(1)),
          isOutsideQuebec: v.boolean(),
          reference: v.nullable(text(200)),
        }),
      ),
      v.maxLength(100),
    ),
    [],
  ),
  /** Places that hold whatever the option is (an archive, a support desk); the option adds its own. */
  places: v.pipe(
    v.array(
      v.strictObject({
        what: v.picklist(placeElements),
        country: v.pipe(v.string(), v.regex(forms.country)),
        province: v.nullable(v.pipe(v.string(), v.regex(forms.province))),
        entity: v.nullable(text(200)),
      }),
    ),
    v.maxLength(40),
  ),
  /** Obligations the body states as met for this workload whatever the option, by catalogue name. */
  obligationsMet: v.pipe(v.array(text(80)), v.maxLength(60)),
})
export type ClassificationRecord = v.InferOutput<typeof classificationRecordSchema>

export const classificationStates = ['proposed', 'approved', 'returned', 'superseded'] as const
export type ClassificationState = (typeof classificationStates)[number]

export const proposeClassificationSchema = v.strictObject({
  record: classificationRecordSchema,
  reason: v.pipe(text(2000), v.minLength(1)),
})
/** A page of the review queue: proposals after the one named by `cursor` (its id), oldest first. */
export const classificationQueueSchema = v.strictObject({
  state: v.optional(v.picklist(['proposed', 'returned']), 'proposed'),
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.idCursor))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
    '500',
  ),
})
/** A record supposed, to see what it would change. */
export const supposedRecordSchema = v.strictObject({ record: classificationRecordSchema })
export const bulkApprovalSchema = v.strictObject({
  proposals: v.pipe(
    v.array(v.strictObject({ id: v.pipe(v.string(), v.uuid()), etag: v.pipe(v.string(), v.regex(forms.etag)) })),
    v.minLength(1),
    v.maxLength(200),
  ),
})
export const returnSchema = v.strictObject({ reason: v.pipe(text(2000), v.minLength(3)) })

/** One version of a workload's classification. */
export type ClassificationView = {
  readonly id: string
  readonly workload: string
  readonly version: number
  readonly state: ClassificationState
  readonly record: ClassificationRecord
  readonly reason: string
  readonly proposedBy: string
  readonly proposedAt: string
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
  readonly etag: string
}

/** A record as it was stored: what a later form added is unknown in an older one. */
export function storedRecord(json: string): ClassificationRecord {
  const record = JSON.parse(json) as ClassificationRecord // written through the schema
  return {
    ...record,
    efvp: { ...record.efvp, expiresOn: record.efvp.expiresOn ?? null },
    agreement: { ...record.agreement, endsOn: record.agreement.endsOn ?? null },
    communications: record.communications ?? [],
  }
}

/** A record in which everything is unknown: where a new workload starts. */
export const unknownClassification: ClassificationRecord = {
  dic: null,
  owner: null,
  pi: {
    present: null,
    kinds: [],
    sensitive: null,
    collectedFromPerson: null,
    communicatedWithoutConsent: null,
    subjectsBand: null,
    purpose: null,
  },
  legalRegimes: null,
  adjudicative: null,
  caEquivalent: null,
  change: null,
  missionCritical: null,
  realData: null,
  aiUse: null,
  efvp: {
    projectStatus: null,
    committeeConsultedOn: null,
    outsideQcStatus: null,
    factors: [],
    adequate: null,
    date: null,
    expiresOn: null,
    reference: null,
  },
  agreement: { signedOn: null, endsOn: null, reflectsEfvp: null, reference: null },
  communications: [],
  places: [],
  obligationsMet: [],
}
