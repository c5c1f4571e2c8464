import { describe, expect, test } from 'vitest'
import { figureCount, openingFigures } from '#models/papers/document.ts'
import { cleanText, escapedXml } from '#models/papers/clean-text.ts'
import { paperWords } from '#models/papers/paper-words.ts'
import { drawnSections } from '#models/papers/source-tables.ts'
import { chartSvg } from '#models/papers/svg-chart.ts'
import { ticks } from '#models/papers/svg-parts.ts'
import { hostileTexts, somePaper } from '#tests/support/some-papers.ts'

describe('a paper', () => {
  const paper = somePaper()
  test('counts the figures it states, unknowns left out', () => {
    // Two key figures known of three; 2 in each row of the first table with its total; one in each of two other tables.
    expect(figureCount(paper)).toBe(2 + 2 * (hostileTexts.length + 2) + 1 + 1)
  })
  test('lists the figures that open, last and once', () => {
    expect(openingFigures(paper)).toEqual([
      { figure: 'f_case_npv', label: 'Valeur actualisée nette' },
      { figure: 'f_a', label: 'Option A' },
    ])
    expect(drawnSections(paper, { withDerivations: true }).at(-1)?.title).toBe(paperWords.fr.figures)
  })
  test('every list of sources and signatures is a table once drawn', () => {
    const kinds = drawnSections(paper, { withDerivations: true }).flatMap(({ blocks }) =>
      blocks.map((block) => block.kind),
    )
    expect(new Set(kinds)).toEqual(new Set(['paragraph', 'figures', 'note', 'list', 'chart', 'table']))
  })
})

describe('text of people', () => {
  test('keeps what a file can carry and names what it cannot', () => {
    expect(cleanText('a\u0000b\u202ec\ud800d\ufffee 😀\n')).toBe('a[U+0000]b[U+202E]c[U+D800]d[U+FFFE]e 😀\n')
  })
  test('is never markup', () => {
    expect(escapedXml(`<a href="x">&'`)).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;')
  })
})

describe('charts', () => {
  const look = { prefix: 'c1', language: 'fr', fontFamily: 'x' } as const
  const charts = somePaper().sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])),
  )
  test('are read aloud by their title and their answer, and hold no markup of people', () => {
    expect(charts.map((chart) => chart.kind)).toEqual(['bars', 'curve', 'tornado'])
    for (const chart of charts) {
      const svg = chartSvg(chart, look)
      expect(svg).toContain(`<title id="c1-title">${chart.title}</title>`)
      expect(svg).toContain(`<desc id="c1-desc">${chart.answer}</desc>`)
      expect(svg).not.toMatch(/<script|style=|NaN|Infinity|undefined/)
      expect(chartSvg(chart, look)).toBe(svg)
    }
  })
  test('an option without a value is not drawn as zero', () => {
    const [bars] = charts
    expect(bars === undefined ? '' : chartSvg(bars, look)).not.toContain('Sans prix')
  })
  test.each([
    { kind: 'bars', title: 't', answer: 'a', scale: 'money', series: ['s'], bars: [] },
    { kind: 'curve', title: 't', answer: 'a', scale: 'money', points: [] },
    { kind: 'curve', title: 't', answer: 'a', scale: 'count', points: [{ label: 'x', p10: 0, p50: 0, p90: 0 }] },
    { kind: 'tornado', title: 't', answer: 'a', scale: 'percent', centre: 0, bars: [] },
  ] as const)('$kind with nothing to show is still a drawing', (chart) => {
    expect(chartSvg(chart, look)).not.toMatch(/NaN|Infinity/)
  })
  test.each([
    [0, 97, [0, 25, 50, 75, 100]],
    [-45_000, 110_000, [-50_000, 0, 50_000, 100_000, 150_000]],
    [0, 0, [0, 0.25]],
  ])('ticks from %d to %d are round and hold zero', (low, high, expected) => {
    const marks = ticks(low, high)
    expect(marks).toContain(0)
    if (expected.length > 2) expect(marks).toEqual(expected)
    expect(marks[0]).toBeLessThanOrEqual(low)
    expect(marks.at(-1)).toBeGreaterThanOrEqual(high)
  })
})
