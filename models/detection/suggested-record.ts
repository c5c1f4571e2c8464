import { type ClassificationRecord, personalInformationKinds } from '../classification/classification.schemas.ts'
import type { ColumnFinding } from './column-detection.ts'
import { type ConfidentialityLevel, kindDefinitions, type SensitiveKind } from './kinds.ts'

export type ClassificationSuggestion = {
  /** The record with what was found added to it: never a lower level, never an answer withdrawn. */
  readonly record: ClassificationRecord
  /** The confidentiality that the columns call for; null when none does. */
  readonly c: ConfidentialityLevel | null
  /** Whether C rises above what the record says. A record without levels keeps none: D and I are a person's to say. */
  readonly raisesC: boolean
  readonly addsPersonalInformation: boolean
}

const longestJustification = 2_000

/**
 * What the columns found propose for a classification: C raised to the highest level they call for, kinds of personal information
 * added, presence and sensitivity set when found. Everything else stays as it was.
 */
export function suggestedRecord(
  record: ClassificationRecord,
  columns: readonly ColumnFinding[],
  detectedOn: string,
): ClassificationSuggestion {
  const kinds = new Set<SensitiveKind>(columns.flatMap((column) => column.kinds.map(({ kind }) => kind)))
  const definitions = [...kinds].map((kind) => kindDefinitions[kind])
  const levels = columns.flatMap((column) => (column.suggested.c === null ? [] : [column.suggested.c]))
  const c = levels.length === 0 ? null : levels.reduce((high, level) => (level > high ? level : high))
  const found = new Set([...record.pi.kinds, ...definitions.flatMap((one) => one.personalInformation)])
  const piKinds = personalInformationKinds.filter((kind) => found.has(kind))
  const isPersonal = definitions.some((one) => one.personalInformation.length > 0)
  const isSensitive = definitions.some((one) => one.isSensitive && one.personalInformation.length > 0)
  const { dic } = record
  const raisesC = c !== null && dic !== null && c > dic.c
  return {
    record: {
      ...record,
      dic: raisesC ? { ...dic, c, date: detectedOn, justification: justified(dic.justification, c, kinds) } : dic,
      pi: {
        ...record.pi,
        present: isPersonal ? true : record.pi.present,
        kinds: piKinds.length === record.pi.kinds.length ? record.pi.kinds : piKinds,
        sensitive: isSensitive ? true : record.pi.sensitive,
      },
    },
    c,
    raisesC,
    addsPersonalInformation:
      piKinds.length > new Set(record.pi.kinds).size ||
      (isPersonal && record.pi.present !== true) ||
      (isSensitive && record.pi.sensitive !== true),
  }
}

/** What was written stays first; the sentence is left out when there is no room for it. */
function justified(written: string, c: ConfidentialityLevel, kinds: ReadonlySet<SensitiveKind>): string {
  const names = [...kinds].filter((kind) => kindDefinitions[kind].c === c).map((kind) => kindDefinitions[kind].label.fr)
  const added = `${written === '' ? '' : `${written} `}Détection : C${c} (${names.join(', ')}).`
  return added.length <= longestJustification ? added : written
}
