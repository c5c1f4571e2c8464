import type { ClassificationRecord } from './classification.schemas.ts'

/** Availability, integrity and confidentiality of several records, the highest level of each: `2-3-2`; null when none states them. */
export function highestLevels(records: readonly Pick<ClassificationRecord, 'dic'>[]): string | null {
  const stated = records.flatMap(({ dic }) => dic ?? [])
  if (stated.length === 0) return null
  return (['d', 'i', 'c'] as const).map((axis) => Math.max(...stated.map((dic) => dic[axis]))).join('-')
}
