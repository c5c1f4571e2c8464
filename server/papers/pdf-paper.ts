import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { KeyFigure, PaperDocument, PaperTable } from '#models/papers/document.ts'
import { figureText, unknownMark, valueText } from '#models/papers/number-text.ts'
import { paperWords } from '#models/papers/paper-words.ts'
import { type DrawnBlock, drawnSections } from '#models/papers/source-tables.ts'
import { chartSvg } from '#models/papers/svg-chart.ts'
import { escapedXml } from '#models/papers/clean-text.ts'
import type { Json } from '#models/shared/canonical-json.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { rootFolder } from '#server/shared/folders.ts'
import { drawableText } from './drawable-text.ts'

// Typesetting takes some tenths of a second and does not give way: it is called in the report thread or by the command line only. The
// typesetter is a large native library: it is loaded with the first PDF, not with the server.

const folder = join(rootFolder, 'server/papers')
type Typesetter = { readonly compiler: NodeCompiler; readonly template: string }
let typesetter: Promise<Typesetter> | undefined

async function started(): Promise<Typesetter> {
  const [{ NodeCompiler: Compiler }, template] = await Promise.all([
    import('@myriaddreamin/typst-ts-node-compiler'),
    readFile(join(folder, 'paper.typ'), 'utf8'),
  ])
  return { compiler: Compiler.create({ workspace: folder }), template }
}

type Words = (text: string) => string

/** A paper as tagged PDF (PDF/UA-1). The same document gives the same bytes: the file is dated by the paper's own day. */
export async function pdfPaper(document: PaperDocument): Promise<Uint8Array<ArrayBuffer>> {
  typesetter ??= started()
  const { compiler, template } = await typesetter
  const made = compiler.compile({
    mainFileContent: template,
    inputs: { paper: JSON.stringify(templateInput(document)) },
  })
  const { result } = made
  if (result === null) throw new Error(`paper not typeset: ${diagnosticsOf(compiler, made)}`)
  const bytes = compiler.pdf(result, { pdfStandard: 'ua-1' })
  compiler.evictCache(2)
  return new Uint8Array(bytes)
}

function diagnosticsOf(compiler: NodeCompiler, made: ReturnType<NodeCompiler['compile']>): string {
  const error = made.takeDiagnostics()
  return error === null ? 'no reason given' : JSON.stringify(compiler.fetchDiagnostics(error))
}

/** Everything the template says, as text already in its language and drawable by its font. */
function templateInput(document: PaperDocument): Json {
  const { language } = document
  const words = paperWords[language]
  let isUndrawn = false
  const t: Words = (text) => drawableText(text, () => (isUndrawn = true))
  // PDF/UA-1 refuses a heading and a description without text.
  const named: Words = (text) => (/[\p{L}\p{N}\p{P}\p{S}]/u.test(text) ? t(text) : unknownMark)
  const [year = 0, month = 1, day = 1] = document.asOf.split('-').map(Number)
  let charts = 0
  const look = () => ({ prefix: `c${(charts += 1)}`, language, fontFamily: 'Libertinus Serif' })
  const withDerivations = document.isDense !== true
  const sections = drawnSections(document, { withDerivations }).map(({ title, blocks }) => ({
    title: named(title),
    blocks: blocks.map((block) => blockInput(block, { t, named, language, look })),
  }))
  const about = [
    [words.asOf, document.asOf],
    [words.reference, document.reference.code],
    ...document.basis.map(({ label, text }) => [label, text]),
    [words.digest, document.reference.digest],
  ].map((pair) => pair.map(t))
  const head = {
    title: named(document.title),
    subtitle: t(document.subtitle),
    publisher: t(document.publisher),
    warnings: document.warnings.map(t),
    footer: t(`${document.title} · ${words.asOf} ${document.asOf} · ${document.reference.code}`),
  }
  return {
    ...head,
    warnings: isUndrawn ? [...head.warnings, words.undrawable] : head.warnings,
    language,
    isDense: document.isDense ?? false,
    date: { year, month, day },
    about,
    warningsTitle: words.warnings,
    page: words.page,
    of: words.of,
    sections,
  }
}

type Look = { readonly prefix: string; readonly language: Language; readonly fontFamily: string }
type Setting = { readonly t: Words; readonly named: Words; readonly language: Language; readonly look: () => Look }

function blockInput(block: DrawnBlock, setting: Setting): Json {
  const { t } = setting
  switch (block.kind) {
    case 'paragraph':
      return { kind: block.kind, text: t(block.text) }
    case 'list':
      return { kind: block.kind, items: block.items.map(t) }
    case 'note':
      return { kind: block.kind, tone: block.tone, text: t(block.text) }
    case 'figures':
      return { kind: block.kind, figures: block.figures.map((one) => figureInput(one, setting)) }
    case 'table':
      return { kind: block.kind, table: tableInput(block.table, setting) }
    case 'chart': {
      const { title, answer } = block.chart
      const svg = drawableMarkup(chartSvg(block.chart, setting.look()), t)
      return {
        kind: block.kind,
        chart: { title: setting.named(title), answer: setting.named(answer), svg },
        table: tableInput(block.table, setting),
      }
    }
  }
}

/** The texts of a drawing, as the font can draw them; its markup stays as it is. */
function drawableMarkup(svg: string, t: Words): string {
  return svg.replace(
    />([^<]+)</g,
    (_, text: string) => `>${escapedXml(t(unescapedXml(text)).replaceAll('\u200b', ''))}<`,
  )
}

function unescapedXml(text: string): string {
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
}

function figureInput(figure: KeyFigure, { t, language }: Setting): Json {
  const { value, small } = figureText(figure, language)
  return { label: t(figure.label), value: t(value), small: small.map(t) }
}

const mostWholeRows = 14
const mostWholeText = 2_500

/** A table that surely stands on one page is never cut in two; one that may not must be. */
function isShort({ rows }: PaperTable, language: Language): boolean {
  const length = rows.reduce(
    (sum, { cells }) => sum + cells.reduce((all, cell) => all + valueText(cell, language).length, 0),
    0,
  )
  return rows.length <= mostWholeRows && length <= mostWholeText
}

function tableInput(table: PaperTable, { t, language }: Setting): Json {
  const { columns } = table
  return {
    caption: t(table.caption),
    note: t(table.note ?? ''),
    isWhole: isShort(table, language),
    columns: columns.map(({ label, unit, align, weight }) => ({
      label: t(unit === undefined ? label : `${label} (${unit.replaceAll(' ', '\u00a0')})`),
      align,
      weight: weight ?? 1,
    })),
    rows: table.rows.map(({ kind, cells }) => ({
      kind,
      cells: columns.map((_, i) => {
        const cell = cells[i]
        return cell === undefined ? '' : t(valueText(cell, language))
      }),
    })),
  }
}
