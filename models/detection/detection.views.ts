import type { ColumnFinding } from './column-detection.ts'
import type { SqlDialect } from './ddl.ts'
import type { DetectedFloor } from './suggested-record.ts'

/** What was analysed: a schema, a sample, or what the inventory already says of the workload. */
export type DetectionSource = 'ddl' | 'csv' | 'xlsx' | 'inventory'

/** One analysis about a workload: counts and what they ask, without its columns. */
export type DetectionSummary = {
  readonly id: string
  readonly workload: string
  /** Empty for the inventory, which is no file. */
  readonly fileName: string
  readonly sha256: string
  readonly source: DetectionSource
  readonly by: string
  readonly at: string
  /** Of a schema; null for anything else. */
  readonly dialect: SqlDialect | null
  readonly tables: number
  /** Rows read after the headers; 0 for a schema or a header row alone. */
  readonly rows: number
  readonly columnsRead: number
  readonly sensitive: number
  /** Lines of statements that stop before their end: what follows may be missing. */
  readonly cutStatements: readonly number[]
  readonly isHeadless: boolean
  /** Values of which only the first characters were read. */
  readonly cutValues: number
  readonly floor: DetectedFloor
}

export type DetectionView = DetectionSummary & {
  /** The sensitive ones, the highest level first; at most `mostColumnsKept`. */
  readonly columns: readonly ColumnFinding[]
}

/** Sensitive columns kept of one analysis: past it, the count says how many there were. */
export const mostColumnsKept = 1_000
