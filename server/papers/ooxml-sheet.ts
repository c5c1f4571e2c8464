import { cleanText, escapedXml } from '#models/papers/clean-text.ts'
import {
  cellAddress,
  dayNumber,
  fixedAddress,
  onSheet,
  unknownNumber,
  type WorkbookCell,
  type WorkbookSheet,
} from '#models/papers/workbook.ts'
import type { CellNote } from './ooxml-notes.ts'
import type { Styles } from './ooxml-styles.ts'

/** What spreadsheets take at most: Excel's published limits. */
const most = { rows: 1_048_576, columns: 16_384, text: 32_767, links: 60_000 } as const

/** What a sheet turned out to hold, once its rows were written. */
export type SheetExtras = {
  readonly notes: CellNote[]
  readonly links: { readonly address: string; readonly location?: string; readonly url?: string }[]
  readonly names: { readonly name: string; readonly refersTo: string }[]
}

export type SheetPlace = {
  readonly name: string
  readonly title: string
  readonly isFirst: boolean
  readonly styles: Styles
  readonly hasCharts: boolean
}

/** A sheet as pieces of XML, row by row; what its end needs is gathered on the way, in `extras`. */
export function* sheetXml(sheet: WorkbookSheet, place: SheetPlace, extras: SheetExtras): Generator<string> {
  const frozen = sheet.frozenRows
  const pane =
    frozen === 0
      ? ''
      : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`
  const columns = sheet.widths
    .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  yield `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"${place.isFirst ? ' tabSelected="1"' : ''}>${pane}</sheetView></sheetViews><sheetFormatPr defaultColWidth="12" defaultRowHeight="15"/>${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>`
  let row = 0
  for (const cells of sheet.rows) {
    if (row >= most.rows || cells.length > most.columns) throw new RangeError(`sheet ${sheet.name} is too large`)
    yield `<row r="${row + 1}"${heightOf(cells, sheet.widths)}>${cells.map((cell, column) => cellXml(cell, { row, column, place, extras })).join('')}</row>`
    row += 1
  }
  yield `</sheetData>${linksXml(extras)}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>${escapedXml(`&L${footerText(place.title)}&R&P / &N`)}</oddFooter></headerFooter>${place.hasCharts ? '<drawing r:id="drawing"/>' : ''}${extras.notes.length > 0 ? '<legacyDrawing r:id="boxes"/>' : ''}</worksheet>`
}

/** A row of titles or of headers that fold is as tall as it needs; the others are left to the spreadsheet. */
function heightOf(cells: readonly WorkbookCell[], widths: readonly number[]): string {
  if (cells.some(({ look }) => look === 'title')) return ' ht="22" customHeight="1"'
  const lines = cells.map(({ look, value }, i) =>
    look === 'header' && typeof value === 'string' ? Math.ceil((value.length * 1.1) / (widths[i] ?? 12)) : 1,
  )
  const most = Math.max(1, ...lines)
  return most === 1 ? '' : ` ht="${14 * Math.min(most, 8)}" customHeight="1"`
}

/** `&` commands the layout of a footer: doubled, it is itself. */
const footerText = (text: string) => text.slice(0, 100).replaceAll('&', '&&')

function linksXml({ links }: SheetExtras): string {
  if (links.length === 0) return ''
  const each = links.map(({ address, location }, i) =>
    location === undefined
      ? `<hyperlink ref="${address}" r:id="link${i}"/>`
      : `<hyperlink ref="${address}" location="${escapedXml(location)}"/>`,
  )
  return `<hyperlinks>${each.join('')}</hyperlinks>`
}

type CellPlace = {
  readonly row: number
  readonly column: number
  readonly place: SheetPlace
  readonly extras: SheetExtras
}

function cellXml(cell: WorkbookCell, { row, column, place, extras }: CellPlace): string {
  const address = cellAddress(row, column)
  if (cell.name !== undefined)
    extras.names.push({ name: cell.name, refersTo: onSheet(place.name, fixedAddress(row, column)) })
  if (cell.note !== undefined) extras.notes.push({ row, column, address, text: cell.note })
  const isLink = cell.link !== undefined && linked(cell.link, address, extras)
  const look = cell.look ?? 'plain'
  const text = typeof cell.value === 'string' && cell.format !== 'date' ? workbookText(cell.value) : ''
  const format = cell.format ?? (typeof cell.value === 'number' ? 'number' : 'text')
  const style = place.styles.of({
    format,
    look,
    isLink,
    isQuoted: cell.formula === undefined && /^[=+\-@\t]/.test(text),
  })
  const head = `<c r="${address}"${style === 0 ? '' : ` s="${style}"`}`
  const { kind, shown } = content(cell, text)
  if (cell.formula !== undefined)
    return `${head}${kind === 'n' ? '' : ` t="${kind}"`}><f>${escapedXml(cell.formula)}</f>${shown === '' ? '' : `<v>${shown}</v>`}</c>`
  if (shown === '') return style === 0 ? '' : `${head}/>`
  if (kind === 'str') return `${head} t="inlineStr"><is><t xml:space="preserve">${shown}</t></is></c>`
  return `${head}${kind === 'n' ? '' : ` t="${kind}"`}><v>${shown}</v></c>`
}

function content(cell: WorkbookCell, text: string): { readonly kind: 'n' | 'b' | 'str' | 'e'; readonly shown: string } {
  const { value } = cell
  if (value === null) return { kind: 'n', shown: '' }
  if (value === unknownNumber && cell.formula !== undefined) return { kind: 'e', shown: value }
  if (value === unknownNumber && cell.formula !== undefined) return { kind: 'e', shown: value }
  if (typeof value === 'boolean') return { kind: 'b', shown: value ? '1' : '0' }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('a number that is not finite is an unknown: write why')
    return { kind: 'n', shown: String(value) }
  }
  const day = cell.format === 'date' ? dayNumber(value) : undefined
  if (day !== undefined) return { kind: 'n', shown: String(day) }
  return { kind: 'str', shown: escapedXml(text === '' ? workbookText(value) : text) }
}

/**
 * A text as the format carries it: one line end, `_x0041_` not taken for an escape, and no longer than a cell holds (what is cut is said
 * by an ellipsis).
 */
function workbookText(text: string): string {
  const plain = cleanText(text.replace(/\r\n?/g, '\n')).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return plain.length <= most.text ? plain : `${plain.slice(0, most.text - 20)}…`
}

/** Only addresses of the web, and cells of this workbook; past what spreadsheets take, the text stays without its link. */
function linked(link: NonNullable<WorkbookCell['link']>, address: string, { links }: SheetExtras): boolean {
  if (links.length >= most.links) return false
  if ('url' in link) {
    if (!/^https?:\/\/[^\s]+$/i.test(link.url)) return false
    links.push({ address, url: link.url })
  } else links.push({ address, location: onSheet(link.sheet, link.cell) })
  return true
}
