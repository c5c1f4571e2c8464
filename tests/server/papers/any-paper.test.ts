import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { test } from 'vitest'
import type { PaperBlock, PaperChart, PaperDocument, PaperTable } from '#models/papers/document.ts'
import { chartSvg } from '#models/papers/svg-chart.ts'
import { pdfPaper } from '#server/papers/pdf-paper.ts'
import { hostileTexts, somePaper } from '#tests/support/some-papers.ts'

const text = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ maxLength: 300, unit: 'binary' }),
  fc.string({ maxLength: 2000 }),
  fc.constant(''),
)
const cell = text.map((one) => ({ kind: 'text', text: one }) as const)
const money = fc.double().map((cad) => ({ kind: 'money', cad, basis: { kind: 'nominal' } }) as const)
const columns: PaperTable['columns'] = [
  { label: 'a', align: 'start' },
  { label: 'b', align: 'end' },
]
const table: fc.Arbitrary<PaperTable> = fc.record({
  caption: text,
  note: text,
  columns: fc.constant(columns),
  rows: fc.array(fc.record({ kind: fc.constantFrom('row', 'total', 'group'), cells: fc.tuple(cell, money) }), {
    maxLength: 80,
  }),
})
const named = { title: text, answer: text, scale: fc.constantFrom('money' as const, 'count' as const) }
const end = fc.record({ at: text, value: fc.double() })
const chart: fc.Arbitrary<PaperChart> = fc.oneof(
  fc.record({
    ...named,
    kind: fc.constant('bars' as const),
    series: fc.array(text, { maxLength: 4 }),
    bars: fc.array(fc.record({ label: text, parts: fc.array(fc.double(), { maxLength: 3 }) }), { maxLength: 20 }),
  }),
  fc.record({
    ...named,
    kind: fc.constant('curve' as const),
    points: fc.array(fc.record({ label: text, p10: fc.double(), p50: fc.double(), p90: fc.double() }), {
      maxLength: 12,
    }),
  }),
  fc.record({
    ...named,
    kind: fc.constant('tornado' as const),
    centre: fc.double(),
    bars: fc.array(fc.record({ label: text, low: end, high: end }), { maxLength: 12 }),
  }),
)
const block: fc.Arbitrary<PaperBlock> = fc.oneof(
  text.map((one) => ({ kind: 'paragraph', text: one }) as const),
  fc.array(text, { maxLength: 60 }).map((items) => ({ kind: 'list', items }) as const),
  text.map((one) => ({ kind: 'note', tone: 'warning', text: one }) as const),
  fc
    .array(fc.record({ label: text, value: money, note: text }), { maxLength: 7 })
    .map((figures) => ({ kind: 'figures', figures }) as const),
  table.map((one) => ({ kind: 'table', table: one }) as const),
  fc.record({ kind: fc.constant('chart' as const), chart, table }),
)
const paper: fc.Arbitrary<PaperDocument> = fc
  .record({
    title: text,
    subtitle: text,
    warnings: fc.array(text, { maxLength: 5 }),
    sections: fc.array(fc.record({ title: text, blocks: fc.array(block, { maxLength: 6 }) }), { maxLength: 4 }),
  })
  .map((given) => ({ ...somePaper(), ...given }))

test('whatever people typed, a paper becomes PDF/UA-1', () =>
  fc.assert(
    fc.asyncProperty(paper, async (one) => void (await pdfPaper(one))),
    { numRuns: 15 },
  ))

test('whatever its numbers and its words, a chart is well-formed and holds no number that is none', () => {
  fc.assert(
    fc.property(chart, (one) => {
      const svg = chartSvg(one, { prefix: 'c1', language: 'fr', fontFamily: 'x' })
      const parser = new SaxesParser()
      parser.on('error', (error) => {
        throw error
      })
      parser.on('attribute', ({ name, value }) => {
        if (/NaN|Infinity|undefined/.test(value)) throw new Error(`${name}="${value}"`)
      })
      parser.write(svg).close()
    }),
    { numRuns: 200 },
  )
})
