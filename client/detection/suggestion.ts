import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import type { DetectionView } from '#models/detection/detection.views.ts'
import { suggestedRecord } from '#models/detection/suggested-record.ts'
import { fmt, language } from '#client/i18n/i18n.ts'
import { detectionReason } from './detection-words.ts'

/** A proposal made from an analysis: what the form starts from. */
export type Suggestion = {
  readonly record: ClassificationRecord
  readonly reason: string
  /** The level asked for, when the record has none to raise: D and I are left to the person. */
  readonly c: 1 | 2 | 3 | 4 | null
  readonly on: string
}

export function suggestionOf(detection: DetectionView, record: ClassificationRecord): Suggestion {
  const on = fmt.date(detection.at)
  return {
    record: suggestedRecord(record, detection.floor, { on, language: language() }).record,
    reason: detectionReason(detection),
    c: record.dic === null ? detection.floor.c : null,
    on,
  }
}

/** Whether an analysis asks for more than a record says. */
export function asksMore({ floor }: DetectionView, record: ClassificationRecord): boolean {
  const { raisesC, addsPersonalInformation } = suggestedRecord(record, floor, { on: '', language: language() })
  return raisesC || addsPersonalInformation || (record.dic === null && floor.c !== null)
}
