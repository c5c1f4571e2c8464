import type { ClassificationRecord } from './classification.schemas.ts'

type Level = 1 | 2 | 3 | 4
type PersonalKind = ClassificationRecord['pi']['kinds'][number]

/** What evidence asks for at least. */
export type Floor = {
  readonly c: Level | null
  readonly isPersonal: boolean
  readonly kinds?: readonly PersonalKind[]
}

/**
 * The record raised to a floor, never lowered: confidentiality at least `c` when the levels are stated, personal information present when
 * the floor says so, its kinds added. Levels that nobody stated stay unstated: D and I cannot be guessed. The same record when it is already there.
 */
export function raisedRecord(record: ClassificationRecord, floor: Floor): ClassificationRecord {
  const { dic, pi } = record
  const c = Math.max(dic?.c ?? 0, floor.c ?? 0) as Level // both are levels, and dic is stated where it is used
  const kinds = [...new Set([...pi.kinds, ...(floor.kinds ?? [])])]
  return {
    ...record,
    dic: dic === null ? null : { ...dic, c },
    pi: { ...pi, present: floor.isPersonal ? true : pi.present, kinds },
  }
}

/** Whether a record stands below a floor. What was never stated is below any. */
export function isBelow(record: ClassificationRecord | null, floor: Floor): boolean {
  const isLow = floor.c !== null && (record?.dic?.c ?? 0) < floor.c
  return isLow || (floor.isPersonal && record?.pi.present !== true)
}
