import { escapedXml } from '#models/papers/clean-text.ts'
import type { CellFormat, CellLook } from '#models/papers/workbook.ts'
import type { Language } from '#models/shared/bilingual.ts'

export type CellStyle = {
  readonly format: CellFormat
  readonly look: CellLook
  readonly isLink: boolean
  /** A text that would be read as a formula if it were typed: it stays a text when the cell is edited. */
  readonly isQuoted: boolean
}

const firstOwnFormat = 164

function formatCodes(language: Language): Readonly<Record<CellFormat, string>> {
  return {
    text: '@',
    integer: '#,##0',
    number: '#,##0.0#',
    money: language === 'fr' ? '#,##0.00\\ "$"' : '"$"#,##0.00',
    percent: language === 'fr' ? '0.0\\ %' : '0.0%',
    rate: '0.00####',
    date: 'yyyy-mm-dd',
  }
}

const formats: readonly CellFormat[] = ['text', 'integer', 'number', 'money', 'percent', 'rate', 'date']
const colour = { ink: 'FF223654', soft: 'FF4E5662', link: 'FF095797', head: 'FFEEF1F5', input: 'FFFBF0C9' } as const

const font = (size: number, rgb: string, marks = '') =>
  `<font>${marks}<sz val="${size}"/><color rgb="${rgb}"/><name val="Arial"/><family val="2"/></font>`
const fill = (rgb: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`
const side = (name: string, isDrawn: boolean) =>
  isDrawn ? `<${name} style="thin"><color rgb="${colour.ink}"/></${name}>` : `<${name}/>`
const border = (top: boolean, bottom: boolean) =>
  `<border><left/><right/>${side('top', top)}${side('bottom', bottom)}<diagonal/></border>`

/** Font, fill and border of each look, by their place in the lists of the style sheet. */
const drawn: Readonly<Record<CellLook, { readonly font: number; readonly fill: number; readonly border: number }>> = {
  plain: { font: 0, fill: 0, border: 0 },
  title: { font: 2, fill: 0, border: 0 },
  header: { font: 1, fill: 2, border: 1 },
  total: { font: 1, fill: 0, border: 2 },
  input: { font: 0, fill: 3, border: 0 },
  small: { font: 3, fill: 0, border: 0 },
}
const linkFont = 4

/** The styles that the cells of one workbook use, each numbered the first time it is met. */
export function createStyles(language: Language) {
  const numbers = new Map<string, number>([['text plain', 0]])
  const xfs = [`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`]
  return {
    /** The number of a style, for a cell's `s`. */
    of({ format, look, isLink, isQuoted }: CellStyle): number {
      const key = `${format} ${look}${isLink ? ' link' : ''}${isQuoted ? ' quoted' : ''}`
      const known = numbers.get(key)
      if (known !== undefined) return known
      const place = drawn[look]
      const numFmt = format === 'text' ? 0 : firstOwnFormat + formats.indexOf(format)
      const wrap = look === 'header' ? '<alignment vertical="bottom" wrapText="1"/>' : '<alignment vertical="top"/>'
      xfs.push(
        `<xf numFmtId="${numFmt}" fontId="${isLink ? linkFont : place.font}" fillId="${place.fill}" borderId="${place.border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${isQuoted ? ' quotePrefix="1"' : ''}>${wrap}</xf>`,
      )
      numbers.set(key, xfs.length - 1)
      return xfs.length - 1
    },
    xml(): string {
      const codes = formatCodes(language)
      const numFmts = formats
        .map((name, i) => `<numFmt numFmtId="${firstOwnFormat + i}" formatCode="${escapedXml(codes[name])}"/>`)
        .join('')
      const fonts = [
        font(10, colour.ink),
        font(10, colour.ink, '<b/>'),
        font(14, colour.ink, '<b/>'),
        font(9, colour.soft),
        font(10, colour.link, '<u/>'),
      ]
      const fills = [
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
        fill(colour.head),
        fill(colour.input),
      ]
      const borders = [border(false, false), border(false, true), border(true, false)]
      return `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${formats.length}">${numFmts}</numFmts><fonts count="${fonts.length}">${fonts.join('')}</fonts><fills count="${fills.length}">${fills.join('')}</fills><borders count="${borders.length}">${borders.join('')}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
    },
  }
}
export type Styles = ReturnType<typeof createStyles>
