import type { Workbook } from '#models/papers/workbook.ts'
import { workbookBytes } from '#server/papers/xlsx-file.ts'
import { recalculated } from './recalculated.ts'

type Compared = { readonly at: string; readonly ours: string; readonly theirs: string }

/** A tenth of a cent: two roads to one amount may end on both sides of half a cent. */
const closest = 0.001

/** Every formula of a workbook that LibreOffice calculates otherwise than we did, and how many there were. */
export async function differences(
  soffice: string,
  workbook: Workbook,
): Promise<{ readonly formulas: number; readonly different: readonly Compared[] }> {
  const sheets = workbook.sheets.map((sheet) => ({ ...sheet, rows: [...sheet.rows] }))
  const theirs = await recalculated(soffice, workbookBytes({ ...workbook, sheets }))
  const compared = sheets.flatMap(({ name, rows }) =>
    rows.flatMap((cells, row) =>
      cells.flatMap((cell, column): (Compared & { readonly isSame: boolean })[] => {
        if (cell.formula === undefined) return []
        const read = theirs.get(name)?.[row]?.[column] ?? 'nothing'
        const at = `${name} ${row + 1}:${column + 1}`
        const { value } = cell
        return typeof value === 'number'
          ? [{ at, ours: value.toFixed(2), theirs: read, isSame: Math.abs(value - numberOf(read)) <= closest }]
          : [{ at, ours: String(value ?? ''), theirs: read, isSame: String(value ?? '') === read }]
      }),
    ),
  )
  const different = compared.filter(({ isSame }) => !isSame)
  return { formulas: compared.length, different: different.map(({ at, ours, theirs }) => ({ at, ours, theirs })) }
}

/** A number as LibreOffice writes it, or a percentage. */
function numberOf(text: string): number {
  const isPercent = text.endsWith('%')
  const value = text === '' ? Number.NaN : Number(isPercent ? text.slice(0, -1) : text)
  return isPercent ? value / 100 : value
}
