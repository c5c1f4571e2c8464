import { escapedXml } from '#models/papers/clean-text.ts'
import type { KeyFigure, PaperChart, PaperDocument, PaperRow, PaperTable, PaperValue } from '#models/papers/document.ts'
import { figureText, valueText } from '#models/papers/number-text.ts'
import { paperWords } from '#models/papers/paper-words.ts'
import { type DrawnBlock, drawnSections } from '#models/papers/source-tables.ts'
import { chartSvg } from '#models/papers/svg-chart.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { paperPolicy, paperStyle } from './html-style.ts'

type Drawing = { readonly language: Language; readonly nextId: () => string }

/** A paper as one page that needs nothing else: it can be kept, sent and printed. */
export function htmlPaper(document: PaperDocument): string {
  const { language } = document
  const words = paperWords[language]
  let ids = 0
  const drawing: Drawing = { language, nextId: () => `p${(ids += 1)}` }
  const sections = drawnSections(document, { withDerivations: true })
    .map(
      ({ title, blocks }) =>
        `<section><h2>${escapedXml(title)}</h2>${blocks.map((one) => blockHtml(one, drawing)).join('\n')}</section>`,
    )
    .join('\n')
  const about = [
    [words.asOf, document.asOf],
    [words.reference, document.reference.code],
    ...document.basis.map(({ label, text }) => [label, text]),
    [words.digest, document.reference.digest],
  ]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${escapedXml(paperPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapedXml(`${document.title} · ${document.publisher}`)}</title>
<style>${paperStyle}</style>
</head>
<body>
<header>
<p class="publisher">${escapedXml(document.publisher)}</p>
<h1>${escapedXml(document.title)}</h1>
<p class="subtitle">${escapedXml(document.subtitle)}</p>
<dl class="meta">${about.map(([name = '', text = '']) => `<dt>${escapedXml(name)}</dt><dd>${escapedXml(text)}</dd>`).join('')}</dl>
</header>
<main>
${warningsHtml(document.warnings, words.warnings)}
${sections}
</main>
<footer>${escapedXml(`${document.title} · ${words.asOf} ${document.asOf} · ${document.reference.code}`)}</footer>
</body>
</html>
`
}

function warningsHtml(warnings: readonly string[], title: string): string {
  if (warnings.length === 0) return ''
  const items = warnings.map((text) => `<li>${escapedXml(text)}</li>`).join('')
  return `<section class="note warning"><h2>${escapedXml(title)}</h2><ul>${items}</ul></section>`
}

function blockHtml(block: DrawnBlock, drawing: Drawing): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escapedXml(block.text)}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapedXml(item)}</li>`).join('')}</ul>`
    case 'note':
      return `<div class="note${block.tone === 'warning' ? ' warning' : ''}"><p>${escapedXml(block.text)}</p></div>`
    case 'figures':
      return `<ul class="figures">${block.figures.map((one) => keyFigureHtml(one, drawing.language)).join('')}</ul>`
    case 'table':
      return tableHtml(block.table, drawing)
    case 'chart':
      return chartHtml(block.chart, drawing) + tableHtml(block.table, drawing)
  }
}

function keyFigureHtml(figure: KeyFigure, language: Language): string {
  const { value: said, small } = figureText(figure, language)
  const opens = figure.figure === undefined ? '' : ` data-figure="${escapedXml(figure.figure)}"`
  const value = `<strong${opens}>${leading(figure.anchor, escapedXml(said))}</strong>`
  return `<li>${escapedXml(figure.label)}${value}${small.map((text) => `<span class="range">${escapedXml(text)}</span>`).join('')}</li>`
}

/** A figure that leads to how it was obtained, in the same page. */
const leading = (anchor: string | undefined, html: string) =>
  anchor === undefined ? html : `<a href="#${escapedXml(anchor)}">${html}</a>`

function chartHtml(chart: PaperChart, { language, nextId }: Drawing): string {
  const svg = chartSvg(chart, { prefix: nextId(), language, fontFamily: "'Open Sans','Segoe UI',system-ui,sans-serif" })
  return `<figure><figcaption>${escapedXml(chart.title)}</figcaption><p>${escapedXml(chart.answer)}</p>${svg}</figure>`
}

/** A table that scrolls by itself on a narrow screen; the group has a name and takes the focus, so that keys reach all of it. */
function tableHtml(table: PaperTable, { language, nextId }: Drawing): string {
  const id = nextId()
  const side = (index: number) => (table.columns[index]?.align === 'end' ? ' class="end"' : '')
  const unit = (text: string | undefined) => (text === undefined ? '' : `<span class="unit">${escapedXml(text)}</span>`)
  const head = table.columns
    .map((column, i) => `<th scope="col"${side(i)}>${escapedXml(column.label)}${unit(column.unit)}</th>`)
    .join('')
  const body = table.rows.map((row) => rowHtml(row, { table, language, side })).join('\n')
  const note = table.note === undefined ? '' : `<p class="small">${escapedXml(table.note)}</p>`
  const place = table.anchor === undefined ? '' : ` id="${escapedXml(table.anchor)}"`
  return `<div class="wide"${place} role="group" tabindex="0" aria-labelledby="${id}"><table><caption id="${id}">${escapedXml(table.caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${note}`
}

type RowLook = {
  readonly table: PaperTable
  readonly language: Language
  readonly side: (index: number) => string
}

function rowHtml(row: PaperRow, { table, language, side }: RowLook): string {
  const [first, ...others] = row.cells
  const look = row.kind === 'row' ? '' : ` class="${row.kind}"`
  const figure = row.figure === undefined ? '' : ` data-figure="${escapedXml(row.figure)}"`
  const text = (value: PaperValue | undefined) => (value === undefined ? '' : escapedXml(valueText(value, language)))
  if (row.kind === 'group')
    return `<tr class="group"><th scope="rowgroup" colspan="${table.columns.length}">${text(first)}</th></tr>`
  const cells = table.columns.slice(1).map((_, i) => {
    const look = others[i]?.kind === 'day' ? ' class="day"' : side(i + 1)
    return `<td${look}>${text(others[i])}</td>`
  })
  return `<tr${look}${figure}><th scope="row">${leading(row.anchor, text(first))}</th>${cells.join('')}</tr>`
}
