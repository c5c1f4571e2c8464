import { closeSync, openSync, readSync } from 'node:fs'
import type { SeriesColumns } from '#models/sizing/series-columns.ts'
import {
  type KnownMachine,
  type RowRefusal,
  type SeriesHypothesis,
  SeriesIntake,
} from '#models/sizing/series-intake.ts'
import { zoneOffsets } from '#models/sizing/time-zone.ts'
import { type PackedTally, packedTally } from '#models/sizing/usage-tally.ts'
import { machineFinder } from './machine-names.ts'
import { SeriesScanner } from './series-scanner.ts'

/** A stretch of a text file, its rows those that begin in [from, to). */
export type SeriesPart = {
  readonly path: string
  readonly columns: SeriesColumns
  readonly delimiter: string
  readonly encoding: string
  readonly hypothesis: SeriesHypothesis
  readonly machines: readonly (readonly [string, KnownMachine | null])[] | 'every-name'
  readonly from: number
  readonly to: number
  readonly isFirst: boolean
}

export type PartOfSeries = {
  readonly lines: number
  readonly rows: number
  readonly memoryRefused: number
  readonly cpuMost: number
  readonly hasPartOfOne: boolean
  readonly orders: { readonly dmy: number; readonly mdy: number; readonly either: number }
  readonly hasOwnZones: boolean
  readonly hasBareTimes: boolean
  readonly refusals: readonly (readonly [RowRefusal, number])[]
  readonly listed: readonly { readonly line: number; readonly code: RowRefusal }[]
  readonly machines: readonly {
    readonly name: string
    readonly rows: number
    readonly over: number
    readonly overMost: number
    readonly capped: number
  }[]
  readonly tallies: readonly (readonly [string, PackedTally])[]
}

const newline = 10
const bufferBytes = 1024 * 1024

/** Reads one stretch of a file; runs in a thread of its own. */
export function readPart(part: SeriesPart): PartOfSeries {
  const { machines, hypothesis } = part
  const find =
    machines === 'every-name'
      ? (name: string) => ({ id: name, vcpu: null, memoryBytes: null })
      : machineFinder(new Map(machines))
  const intake = new SeriesIntake(
    hypothesis,
    find,
    hypothesis.zone === undefined ? undefined : zoneOffsets(hypothesis.zone),
  )
  const scanner = new SeriesScanner(intake, part.columns, { ...part, firstLine: 0 })
  const file = openSync(part.path, 'r')
  const buffer = new Uint8Array(bufferBytes)
  try {
    // The row that straddles the start belongs to the part before.
    let at = part.isFirst ? part.from : part.from - 1
    let isSkipping = !part.isFirst
    for (;;) {
      const read = readSync(file, buffer, 0, bufferBytes, at)
      if (read === 0) {
        scanner.end()
        break
      }
      let from = 0
      if (isSkipping) {
        const end = buffer.subarray(0, read).indexOf(newline)
        if (end < 0) {
          at += read
          continue
        }
        from = end + 1
        isSkipping = false
        if (at + from >= part.to) break
      }
      if (at + read >= part.to) {
        const last = buffer.subarray(0, read).indexOf(newline, Math.max(from, part.to - 1 - at))
        if (last >= 0) {
          scanner.push(buffer.subarray(from, last + 1))
          break
        }
      }
      scanner.push(buffer.subarray(from, read))
      at += read
    }
  } finally {
    closeSync(file)
  }
  const tallies = new Map<string, PackedTally>()
  for (const { known, tally } of intake.machines.values())
    if (known !== null && known !== undefined && tally !== undefined && !tallies.has(known.id))
      tallies.set(known.id, packedTally(tally))
  return {
    lines: scanner.line,
    rows: intake.rows,
    memoryRefused: intake.memoryRefused,
    cpuMost: intake.cpuMost,
    hasPartOfOne: intake.hasPartOfOne,
    orders: { ...intake.orders },
    hasOwnZones: intake.hasOwnZones,
    hasBareTimes: intake.hasBareTimes,
    refusals: [...intake.refusals],
    listed: intake.listed,
    machines: [...intake.machines.values()].map(({ name, rows, over, overMost, capped }) => ({
      name,
      rows,
      over,
      overMost,
      capped,
    })),
    tallies: [...tallies],
  }
}
