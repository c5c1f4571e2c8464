import type { DataRow } from '#models/hosting/hosting-options.ts'
import type { ProblemItem } from '#models/shared/problem.ts'

/** What a source gave, in our columns, before its rows are checked. */
export type SourceRows = {
  readonly rows: readonly DataRow[]
  /** Items that could not be read as prices at all. */
  readonly refused: readonly ProblemItem[]
  /** Items received, prices or not. */
  readonly received: number
  /** Whether the source gave everything it lists: what it lacks is gone. */
  readonly isWholeList: boolean
}

export type PriceRequest = { readonly region: string; readonly signal?: AbortSignal | undefined }

/** Where prices come from: one port, an adapter for each list. */
export type PriceSource = {
  /** Names the source on each row: where it was asked. */
  readonly name: string
  fetch(request: PriceRequest): Promise<SourceRows>
}

/** Processors and memory of sizes already known: some lists name a size without saying what it is. */
export type KnownSizes = ReadonlyMap<string, { readonly vcpu: string; readonly memoryGib: string }>

export type Cells = Readonly<Record<string, string>>

/** Numbers the rows of a source, so that a figure can name the one it rests on. */
export function numbered(name: string, cells: readonly Cells[]): DataRow[] {
  return cells.map((values, i) => ({ file: name, line: i + 1, values }))
}
