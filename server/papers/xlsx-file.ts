import { Zip, ZipDeflate } from 'fflate'
import { escapedXml } from '#models/papers/clean-text.ts'
import { onSheet, sheetNames, type Workbook } from '#models/papers/workbook.ts'
import { chartXml, drawingXml } from './ooxml-chart.ts'
import { noteBoxesVml, notesXml } from './ooxml-notes.ts'
import { type SheetExtras, sheetXml } from './ooxml-sheet.ts'
import { createStyles } from './ooxml-styles.ts'

// Office Open XML, ECMA-376 parts 1 and 2: only what our workbooks hold.

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const officeRels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRels = 'http://schemas.openxmlformats.org/package/2006/relationships'
const pieceSize = 65_536

/** A workbook as the bytes of an XLSX file: the same workbook gives the same bytes. Sheets are written and packed row by row. */
export function workbookBytes(workbook: Workbook): Uint8Array<ArrayBuffer> {
  const file = createPackage()
  const styles = createStyles(workbook.language)
  const names = sheetNames(workbook.sheets.map(({ name }) => name))
  const moved = workbook.sheets.findIndex(({ name }, i) => name !== names[i])
  if (moved >= 0) throw new RangeError(`not a name for a sheet, or not its first: ${workbook.sheets[moved]?.name}`)
  const parts: Part[] = []
  const definedNames: string[] = []
  let chartsBefore = 0
  workbook.sheets.forEach((sheet, i) => {
    const charts = sheet.charts ?? []
    const extras: SheetExtras = { notes: [], links: [], names: [] }
    const place = { name: sheet.name, title: workbook.title, isFirst: i === 0, styles, hasCharts: charts.length > 0 }
    file.add(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet, place, extras))
    parts.push({ path: `xl/worksheets/sheet${i + 1}.xml`, type: 'spreadsheetml.worksheet' })
    const relations = extras.links.flatMap(({ url }, n) =>
      url === undefined ? [] : [relation(`link${n}`, 'hyperlink', url, true)],
    )
    if (charts.length > 0) {
      relations.push(relation('drawing', 'drawing', `../drawings/drawing${i + 1}.xml`))
      file.add(`xl/drawings/drawing${i + 1}.xml`, [drawingXml(charts)])
      parts.push({ path: `xl/drawings/drawing${i + 1}.xml`, type: 'drawing' })
      const own = charts.map((chart, n) => {
        const path = `xl/charts/chart${chartsBefore + n + 1}.xml`
        file.add(path, [chartXml(chart)])
        parts.push({ path, type: 'drawingml.chart' })
        return relation(`rId${n + 1}`, 'chart', `../charts/chart${chartsBefore + n + 1}.xml`)
      })
      file.add(`xl/drawings/_rels/drawing${i + 1}.xml.rels`, [relationsXml(own)])
      chartsBefore += charts.length
    }
    if (extras.notes.length > 0) {
      relations.push(relation('boxes', 'vmlDrawing', `../drawings/boxes${i + 1}.vml`))
      relations.push(relation('notes', 'comments', `../comments${i + 1}.xml`))
      file.add(`xl/drawings/boxes${i + 1}.vml`, [noteBoxesVml(extras.notes)])
      file.add(`xl/comments${i + 1}.xml`, [notesXml(extras.notes)])
      parts.push({ path: `xl/comments${i + 1}.xml`, type: 'spreadsheetml.comments' })
    }
    if (relations.length > 0) file.add(`xl/worksheets/_rels/sheet${i + 1}.xml.rels`, [relationsXml(relations)])
    definedNames.push(...extras.names.map(({ name, refersTo }) => definedName(name, refersTo)))
    if (sheet.frozenRows > 0)
      definedNames.push(
        `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${escapedXml(onSheet(sheet.name, `$1:$${sheet.frozenRows}`))}</definedName>`,
      )
  })
  ensureOnce(definedNames)
  file.add('xl/styles.xml', [styles.xml()])
  file.add('xl/workbook.xml', [workbookXml(names, definedNames)])
  file.add('xl/_rels/workbook.xml.rels', [
    relationsXml([
      ...names.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
      relation('styles', 'styles', 'styles.xml'),
    ]),
  ])
  file.add('docProps/core.xml', [coreXml(workbook)])
  file.add('_rels/.rels', [
    relationsXml([
      relation('rId1', 'officeDocument', 'xl/workbook.xml'),
      `<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
    ]),
  ])
  file.add('[Content_Types].xml', [contentTypes(parts)])
  return file.bytes()
}

type Part = { readonly path: string; readonly type: string }

/** Packs parts one after the other; no date of the day in it. */
function createPackage() {
  const packed: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error
    packed.push(chunk)
  })
  const text = new TextEncoder()
  return {
    add(path: string, pieces: Iterable<string>): void {
      const entry = new ZipDeflate(path, { level: 6 })
      entry.mtime = new Date(1980, 0, 1) // the first day a zip can tell, read in local time by the packer
      zip.add(entry)
      let waiting = path.endsWith('.vml') ? '' : xmlHead
      for (const piece of pieces) {
        waiting += piece
        if (waiting.length < pieceSize) continue
        entry.push(text.encode(waiting))
        waiting = ''
      }
      entry.push(text.encode(waiting), true)
    },
    bytes(): Uint8Array<ArrayBuffer> {
      zip.end()
      const whole = new Uint8Array(packed.reduce((size, chunk) => size + chunk.length, 0))
      let at = 0
      for (const chunk of packed) {
        whole.set(chunk, at)
        at += chunk.length
      }
      return whole
    },
  }
}

function relation(id: string, type: string, target: string, isOutside = false): string {
  return `<Relationship Id="${id}" Type="${officeRels}/${type}" Target="${escapedXml(target)}"${isOutside ? ' TargetMode="External"' : ''}/>`
}

const relationsXml = (relations: readonly string[]) =>
  `<Relationships xmlns="${packageRels}">${relations.join('')}</Relationships>`

function definedName(name: string, refersTo: string): string {
  // A name that reads as a cell (`A1`, `R1C1`) would be one.
  if (!/^[A-Za-z_]\w{0,200}$/.test(name) || /^([A-Za-z]{1,3}\d+|[rR]\d*[cC]\d*)$/.test(name))
    throw new RangeError(`not a name for a cell: ${name}`)
  return `<definedName name="${name}">${escapedXml(refersTo)}</definedName>`
}

function ensureOnce(definedNames: readonly string[]): void {
  const seen = new Set<string>()
  for (const element of definedNames) {
    const key = /name="([^"]+)"(?: localSheetId="\d+")?/.exec(element)?.[0].toLowerCase() ?? ''
    if (seen.has(key)) throw new RangeError(`two cells have one name: ${key}`)
    seen.add(key)
  }
}

function workbookXml(names: readonly string[], definedNames: readonly string[]): string {
  const sheets = names
    .map((name, i) => `<sheet name="${escapedXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('')
  const defined = definedNames.length === 0 ? '' : `<definedNames>${definedNames.join('')}</definedNames>`
  return `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${officeRels}"><bookViews><workbookView/></bookViews><sheets>${sheets}</sheets>${defined}<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`
}

function coreXml({ title, asOf, language }: Workbook): string {
  const at = `${asOf}T00:00:00Z`
  return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapedXml(title)}</dc:title><dc:creator>Arpent</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified><dc:language>${language}-CA</dc:language></cp:coreProperties>`
}

function contentTypes(parts: readonly Part[]): string {
  const main = 'application/vnd.openxmlformats-officedocument.'
  const override = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${type}"/>`
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="${main}vmlDrawing"/>${override('xl/workbook.xml', `${main}spreadsheetml.sheet.main+xml`)}${override('xl/styles.xml', `${main}spreadsheetml.styles+xml`)}${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}${parts.map(({ path, type }) => override(path, `${main}${type}+xml`)).join('')}</Types>`
}
