import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tableSheet } from '#models/papers/table-workbook.ts'
import type { Workbook, WorkbookCell } from '#models/papers/workbook.ts'
import { workbookSheets } from '#server/imports/readers/xlsx-rows.ts'
import { openZip } from '#server/imports/readers/zip.ts'
import { workbookBytes } from '#server/papers/xlsx-file.ts'
import { hostileTexts, somePaper } from '#tests/support/some-papers.ts'
import { workbookParts } from '#tests/support/workbook-parts.ts'

const one = (rows: readonly (readonly WorkbookCell[])[], more: Partial<Workbook> = {}): Workbook => ({
  title: 'Essai & <b>',
  language: 'fr',
  asOf: '2026-11-24',
  sheets: [{ name: 'Données', widths: [20, 12], frozenRows: 1, rows }],
  ...more,
})
const sheetOf = (workbook: Workbook) => workbookParts(workbookBytes(workbook)).get('xl/worksheets/sheet1.xml') ?? ''

describe('a workbook', () => {
  test('has the same bytes twice, and other bytes for another value', () => {
    const make = (value: number) => workbookBytes(one([[{ value: 'a' }], [{ value, format: 'money' }]]))
    expect(make(1)).toEqual(make(1))
    expect(make(1)).not.toEqual(make(2))
  })

  test('carries every text as it was typed, and none as a formula', async () => {
    const texts = [...hostileTexts, '_x0041_', 'fin\r\nligne', ' espaces ']
    const bytes = workbookBytes(one(texts.map((value) => [{ value }, { value: 1 }])))
    const file = join(mkdtempSync(join(tmpdir(), 'arpent-xlsx-')), 'texts.xlsx')
    writeFileSync(file, bytes)
    const zip = await openZip(file)
    const [sheet] = await workbookSheets(zip)
    const read: string[] = []
    for await (const { cells } of sheet?.rows() ?? []) read.push(cells[0] ?? '')
    const expected = texts.map((text) =>
      text
        .replaceAll('\u0007', '[U+0007]')
        .replaceAll('\ud800', '[U+D800]')
        .replaceAll('\u202e', '[U+202E]')
        .replace('_x0041_', '_x005F_x0041_') // how the format carries it; our reader shows it as it is in the file
        .replace('\r\n', '\n'),
    )
    expect(read.map((text) => text.trim())).toEqual(expected.map((text) => text.trim()))
    expect(workbookParts(bytes).get('xl/worksheets/sheet1.xml')).not.toContain('<f>')
  })

  test('a text that would be a formula if it were typed stays a text when its cell is edited', () => {
    const parts = workbookParts(workbookBytes(one([[{ value: '=1+1' }, { value: 'plain' }]])))
    const style = /<c r="A1" s="(\d+)" t="inlineStr">/.exec(parts.get('xl/worksheets/sheet1.xml') ?? '')?.[1]
    const xfs = [...(parts.get('xl/styles.xml') ?? '').matchAll(/<xf [^>]*>/g)].map(([xf]) => xf)
    expect(xfs[1 + Number(style)]).toContain('quotePrefix="1"') // the first is the style of styles
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('<c r="B1" t="inlineStr">')
  })

  test('a formula keeps beside it what it gave here, number or text', () => {
    const rows: WorkbookCell[][] = [
      [{ value: 2.5, formula: 'SUM(B2:B3)', format: 'money', name: 'total_cost' }],
      [{ value: '–', formula: 'IF(ISNUMBER(B2),B2,"–")' }],
      [{ value: true, formula: 'B2>1' }],
    ]
    const sheet = sheetOf(one(rows))
    expect(sheet).toMatch(/<c r="A1" s="\d+"><f>SUM\(B2:B3\)<\/f><v>2.5<\/v><\/c>/)
    expect(sheet).toContain('t="str"><f>IF(ISNUMBER(B2),B2,&quot;–&quot;)</f><v>–</v>')
    expect(sheet).toContain('t="b"><f>B2&gt;1</f><v>1</v>')
    const names = workbookParts(workbookBytes(one(rows))).get('xl/workbook.xml')
    expect(names).toContain('<definedName name="total_cost">&#39;Données&#39;!$A$1</definedName>')
  })

  test('dates are days, links stay inside or on the web, remarks and charts have their parts', () => {
    const rows: WorkbookCell[][] = [
      [
        { value: '2026-11-24', format: 'date' },
        { value: 'pas une date', format: 'date' },
      ],
      [
        { value: 'voir', link: { sheet: 'Données', cell: 'A1' } },
        { value: 'web', link: { url: 'https://example.org/?a=1&b=2' } },
      ],
      [
        { value: 'non', link: { url: 'javascript:alert(1)' } },
        { value: 3, note: 'Ligne 14 & <x>' },
      ],
    ]
    const parts = workbookParts(
      workbookBytes(
        one([], {
          sheets: [
            {
              name: 'Données',
              widths: [],
              frozenRows: 0,
              rows,
              charts: [
                {
                  kind: 'line',
                  title: 'Flux <cumulés>',
                  categories: { sheet: 'Données', range: 'A1:A3' },
                  series: [{ title: 'P50', values: { sheet: 'Données', range: 'B1:B3' } }],
                  at: { row: 5, column: 0, rows: 12, columns: 6 },
                },
              ],
            },
          ],
        }),
      ),
    )
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toMatch(/<c r="A1" s="\d+"><v>46350<\/v><\/c>/)
    expect(sheet).toContain('pas une date')
    expect(sheet).toContain('location="&#39;Données&#39;!A1"')
    const relations = parts.get('xl/worksheets/_rels/sheet1.xml.rels') ?? ''
    expect(relations).toContain('Target="https://example.org/?a=1&amp;b=2" TargetMode="External"')
    expect(`${sheet}${relations}`).not.toContain('javascript')
    expect(parts.get('xl/comments1.xml')).toContain('Ligne 14 &amp; &lt;x&gt;')
    expect(parts.get('xl/charts/chart1.xml')).toContain('&#39;Données&#39;!$B$1:$B$3')
    const declared = parts.get('[Content_Types].xml') ?? ''
    for (const path of parts.keys())
      if (!/\.(rels|vml)$|^\[/.test(path)) expect(declared).toContain(`PartName="/${path}"`)
  })

  test.each([
    { name: 'a number that is not finite', workbook: one([[{ value: Number.NaN }]]) },
    {
      name: 'a name that reads as a cell',
      workbook: one([
        [
          { value: 1, name: 'NPV2026' },
          { value: 1, name: 'A1' },
        ],
      ]),
    },
    {
      name: 'one name for two cells',
      workbook: one([
        [
          { value: 1, name: 'rate' },
          { value: 1, name: 'Rate' },
        ],
      ]),
    },
    {
      name: 'a name that no sheet may have',
      workbook: one([], { sheets: [{ name: 'a/b', widths: [], frozenRows: 0, rows: [] }] }),
    },
  ])('$name is refused where it is made', ({ workbook }) => {
    expect(() => workbookBytes(workbook)).toThrow(RangeError)
  })

  test('every table of a paper becomes a sheet', () => {
    const tables = somePaper().sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'chart' ? [block.table] : [])),
    )
    const sheets = tables.map((table, i) => tableSheet(`T${i + 1}`, table))
    const parts = workbookParts(workbookBytes(one([], { sheets })))
    expect([...parts.keys()].filter((path) => path.startsWith('xl/worksheets/sheet'))).toHaveLength(tables.length)
  })
})
