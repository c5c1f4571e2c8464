import { type ClassificationRecord, personalInformationKinds } from '../classification/classification.schemas.ts'
import { type Floor, raisedRecord } from '../classification/raised.ts'
import type { Language } from '../shared/bilingual.ts'
import type { ColumnFinding } from './column-detection.ts'
import { kindDefinitions, sensitiveKinds, type SensitiveKind } from './kinds.ts'

/** What the columns found ask of a classification at least. */
export type DetectedFloor = Required<Floor> & {
  /** Personal information of a kind that is sensitive by its nature (A-2.1, art. 59). */
  readonly isSensitive: boolean
  /** The kinds that call for `c`. */
  readonly because: readonly SensitiveKind[]
}

export type ClassificationSuggestion = {
  /** The record with what was found added to it: never a lower level, never an answer withdrawn. */
  readonly record: ClassificationRecord
  /** Whether C rises above what the record says. A record without levels keeps none: D and I are a person's to say. */
  readonly raisesC: boolean
  readonly addsPersonalInformation: boolean
}

const longestJustification = 2_000

/** The floor under a classification that columns make: the highest level they call for, and the personal information they show. */
export function detectedFloor(columns: readonly Pick<ColumnFinding, 'kinds' | 'suggested'>[]): DetectedFloor {
  const seen = new Set<SensitiveKind>(columns.flatMap((column) => column.kinds.map(({ kind }) => kind)))
  const found = sensitiveKinds.filter((kind) => seen.has(kind))
  const definitions = found.map((kind) => kindDefinitions[kind])
  const c = columns.reduce<Floor['c']>(
    (high, { suggested }) => ((suggested.c ?? 0) > (high ?? 0) ? suggested.c : high),
    null,
  )
  const personal = new Set(definitions.flatMap((one) => one.personalInformation))
  return {
    c,
    isPersonal: personal.size > 0,
    kinds: personalInformationKinds.filter((kind) => personal.has(kind)),
    isSensitive: definitions.some((one) => one.isSensitive && one.personalInformation.length > 0),
    because: found.filter((kind) => kindDefinitions[kind].c === c),
  }
}

/**
 * The record that a detection proposes: raised to its floor, sensitive when what was found is, and, where C rises, dated and justified by
 * the kinds that ask for it, in the language of who proposes.
 */
export function suggestedRecord(
  record: ClassificationRecord,
  floor: DetectedFloor,
  detected: { readonly on: string; readonly language: Language },
): ClassificationSuggestion {
  const raised = raisedRecord(record, floor)
  const raisesC = raised.dic !== null && raised.dic.c > (record.dic?.c ?? 0)
  const justification = justified(record.dic?.justification ?? '', floor, detected.language)
  const sensitive = floor.isSensitive ? true : record.pi.sensitive
  return {
    record: {
      ...raised,
      dic: raised.dic !== null && raisesC ? { ...raised.dic, date: detected.on, justification } : raised.dic,
      pi: { ...raised.pi, sensitive },
    },
    raisesC,
    addsPersonalInformation:
      raised.pi.kinds.length > new Set(record.pi.kinds).size ||
      raised.pi.present !== record.pi.present ||
      sensitive !== record.pi.sensitive,
  }
}

/** What was written stays first; the sentence is left out when there is no room for it. */
function justified(written: string, { c, because }: DetectedFloor, language: Language): string {
  const names = because.map((kind) => kindDefinitions[kind].label[language]).join(', ')
  const sentence = { fr: `Détection : C${c} (${names}).`, en: `Detection: C${c} (${names}).` }[language]
  const before = written === '' ? '' : `${written}${/[.!?…]$/.test(written) ? '' : '.'} `
  const added = `${before}${sentence}`
  return added.length <= longestJustification ? added : written
}
