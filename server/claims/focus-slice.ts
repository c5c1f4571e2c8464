import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { atScale, decimalOf } from '#models/bills/decimals.ts'
import { focusColumnNames } from '#models/bills/focus-columns.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import { rowParts } from '#models/claims/row-parts.ts'
import { openEngine, type BillEngine } from '#server/bills/bill-engine.ts'
import { rowsOfCharges } from '#server/bills/bill-rows.ts'
import { csvText } from '#server/shared/csv.ts'
import type { ChargeBehind } from './charges-behind.ts'
import {
  allocatedColumn,
  importColumn,
  lineColumn,
  ourColumns,
  periodColumn,
  referenceColumn,
  ruleColumn,
  allocatedBilledColumn,
} from './audit-pack.schemas.ts'

type SliceRow = ReadonlyMap<string, string>

/** Rows of bills behind charges: `left` says why none is told. */
export type BillSlice = { readonly rows: readonly SliceRow[]; readonly left: 'rows-gone' | null }

/** Reads the rows of bills behind claims from the Parquet of their imports; one reader for a whole pack, opened by the first who asks. */
export function billSlices(filesFolder: string) {
  const folder = join(filesFolder, 'bills')
  let opened: Promise<BillEngine> | undefined
  const engine = () => (opened ??= openEngine(folder, { memoryMib: 512, threads: 1 }))
  return {
    async slice(charges: readonly ChargeBehind[]): Promise<BillSlice> {
      const rows: SliceRow[] = []
      for (const of of Map.groupBy(charges, ({ importId }) => importId).values()) {
        const file = of[0]?.parquetFile ?? null
        const path = join(folder, file ?? '')
        if (file === null || !existsSync(path)) return { rows: [], left: 'rows-gone' }
        rows.push(...(await rowsOfImport(await engine(), path, of)))
      }
      return { rows, left: null }
    },
    async close(): Promise<void> {
      await (await opened)?.close()
    },
  }
}

async function rowsOfImport(engine: BillEngine, path: string, charges: readonly ChargeBehind[]): Promise<SliceRow[]> {
  const { columns, rows } = await rowsOfCharges(engine, {
    path,
    firstLine: charges[0]?.firstLine ?? 1,
    charges: charges.map(({ keys }) => keys),
  })
  const told = rows.map(({ charge, line, cells }) => ({
    charge,
    line,
    cells: new Map(
      columns.flatMap(({ name, type }, at): [string, string][] => {
        const cell = cells[at] ?? null
        return cell === null ? [] : [[name, type.startsWith('DECIMAL') ? withoutZeros(cell) : cell]]
      }),
    ),
  }))
  const allocated = [...Map.groupBy(told, ({ charge }) => charge)].flatMap(([at, of]) => {
    const charge = charges[at]
    if (charge === undefined) return []
    const parts = (column: string, micros: number) =>
      rowParts(
        of.map(({ cells }) => exact(cells.get(column) ?? '0')),
        BigInt(micros),
      )
    const billed = parts('BilledCost', charge.billedMicros)
    const effective = parts('EffectiveCost', charge.effectiveMicros)
    return of.map(({ line, cells }, i) => ({
      line,
      cells: new Map([
        ...cells,
        [referenceColumn, charge.reference],
        [periodColumn, charge.period],
        [importColumn, charge.importId],
        [lineColumn, String(line)],
        [ruleColumn, charge.rule],
        [allocatedBilledColumn, microsToDecimal(billed[i] ?? 0n)],
        [allocatedColumn, microsToDecimal(effective[i] ?? 0n)],
      ]),
    }))
  })
  return allocated.toSorted((a, b) => a.line - b.line).map(({ cells }) => cells)
}

const withoutZeros = (decimal: string) => decimal.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')

/** A cost of a row in units of 10⁻¹², as bills keep it. */
function exact(decimal: string): bigint {
  const read = decimalOf(decimal)
  return read.kind === 'known' ? atScale(read.value, 12) : 0n
}

/** Rows as CSV, comma and point whatever the language: FOCUS columns in their order, those of the file as it had them, then ours. */
export function focusCsv(rows: readonly SliceRow[]): string {
  const there = new Set(rows.flatMap((row) => [...row.keys()]))
  const mine: readonly string[] = ourColumns
  const focus: readonly string[] = focusColumnNames
  const columns = [
    ...focus.filter((name) => there.has(name)),
    ...[...there].filter((name) => !focus.includes(name) && !mine.includes(name)),
    ...ourColumns,
  ]
  return csvText([columns, ...rows.map((row) => columns.map((column) => row.get(column) ?? ''))], ',')
}
