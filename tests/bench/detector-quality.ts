import { createColumnTally } from '#models/detection/column-detection.ts'
import { sensitiveKinds, type SensitiveKind } from '#models/detection/kinds.ts'
import { createValueReader } from '#models/detection/value-reader.ts'
import type { LabelledColumn } from '#tests/support/labelled-columns.ts'

export type Quality = {
  readonly precision: number
  readonly recall: number
  readonly columns: number
  readonly byKind: Readonly<Record<string, { readonly precision: number; readonly recall: number }>>
}

/** The kinds the detector tells of a labelled column, and that column. */
export function told(column: LabelledColumn): SensitiveKind[] {
  const reader = createValueReader()
  const tally = createColumnTally(column, 2026)
  for (const value of column.values ?? []) if (reader.read(value, 0, value.length)) tally.add(reader)
  return tally.finding().kinds.map(({ kind }) => kind)
}

/** Precision and recall over (column, kind) pairs: right among what was told, told among what is right. */
export function qualityOf(columns: readonly LabelledColumn[]): Quality {
  const counts = new Map(sensitiveKinds.map((kind) => [kind, { right: 0, wrong: 0, missed: 0 }]))
  for (const column of columns) {
    const found = told(column)
    for (const [kind, count] of counts) {
      const isTold = found.includes(kind)
      const isTrue = column.kinds.includes(kind)
      if (isTold && isTrue) count.right += 1
      else if (isTold) count.wrong += 1
      else if (isTrue) count.missed += 1
    }
  }
  const sum = { right: 0, wrong: 0, missed: 0 }
  for (const { right, wrong, missed } of counts.values()) {
    sum.right += right
    sum.wrong += wrong
    sum.missed += missed
  }
  const byKind = Object.fromEntries([...counts].map(([kind, count]) => [kind, sharesOf(count)]))
  return { ...sharesOf(sum), columns: columns.length, byKind }
}

function sharesOf(count: { right: number; wrong: number; missed: number }) {
  const share = (of: number) => (of === 0 ? 1 : Math.round((count.right / of) * 10_000) / 10_000)
  return { precision: share(count.right + count.wrong), recall: share(count.right + count.missed) }
}
