import { describe, expect, test } from 'vitest'
import type { FormulaSet } from '#models/formulas/formula-set.ts'
import { loadedFormulaSet } from '#models/formulas/loading.ts'
import { treeValue } from '#models/formulas/tree-value.ts'
import { type FormulaRow, formulaSheet } from '#models/papers/formula-sheet.ts'
import { fixedAddress, onSheet, type Workbook, type WorkbookCell } from '#models/papers/workbook.ts'
import { randomStream } from '#models/shared/random.ts'
import { systemReach } from '#server/access/reach.ts'
import { portfolioPaper } from '#server/papers/portfolio-paper.ts'
import { json } from '#tests/support/datasets.ts'
import { installedTool, neededTool } from '#tests/support/installed-tool.ts'
import { somePortfolio } from '#tests/support/some-portfolio.ts'
import { testApp } from '#tests/support/test-app.ts'
import { differences } from '#tests/support/workbook-differences.ts'

const soffice = installedTool('soffice')
const withLibreOffice = (name: string) => neededTool(name, soffice, 'libreoffice-calc')

describe('LibreOffice calculates a workbook again', () => {
  test.skipIf(soffice === undefined)(
    withLibreOffice('formulas of every kind come to what we wrote, to the cent'),
    async () => {
      const workbook: Workbook = {
        title: 'Essai',
        language: 'fr',
        asOf: '2026-11-24',
        sheets: [
          {
            name: 'Hypothèses',
            widths: [],
            frozenRows: 0,
            rows: [
              [{ value: 'taux' }, { value: 0.0237, format: 'percent', name: 'discount_rate', look: 'input' }],
              [{ value: 'début' }, { value: '2026-04-01', format: 'date', name: 'first_day' }],
            ],
          },
          {
            name: "Flux d'essai",
            widths: [],
            frozenRows: 0,
            rows: [
              [{ value: 1000.1 }, { value: 1000.1 / 1.0237, formula: 'A1/(1+discount_rate)^1', format: 'money' }],
              [{ value: 2000.2 }, { value: 2000.2 / 1.0237 ** 2, formula: 'A2/(1+discount_rate)^2', format: 'money' }],
              [
                { value: 3000.3, formula: 'SUM(A1:A2)', format: 'money' },
                { value: 1000.1 / 1.0237 + 2000.2 / 1.0237 ** 2, formula: 'SUM(B1:B2)', format: 'money', name: 'npv' },
              ],
              [
                { value: 2, formula: 'ROUNDUP(8*0.11*1.3,0)' },
                { value: 4, formula: 'MAX(2,MIN(4,7))' },
              ],
              [{ value: '=1+1' }, { value: '–', formula: 'IF(ISNUMBER(A5),A5,"–")' }],
              [{ value: 46478, formula: 'first_day+365', format: 'integer' }, { value: null }],
            ],
          },
          {
            name: 'Sommaire',
            widths: [],
            frozenRows: 0,
            rows: [[{ value: 3000.3, formula: "'Flux d''essai'!A3", format: 'money' }]],
          },
        ],
      }
      const { formulas, different } = await differences(soffice ?? '', workbook)
      expect(different).toEqual([])
      expect(formulas).toBe(9)
    },
  )

  test.skipIf(soffice === undefined)(
    withLibreOffice('every formula of the cost of a year agrees, over shared assumptions, unknowns included'),
    async () => {
      const loaded = loadedFormulaSet(json<FormulaSet>('data/formulas/annual-cost.json'))
      if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems))
      const { set } = loaded
      const draw = randomStream('workbook')
      const assumptions = set.inputs.filter(({ kind }) => kind === 'assumption').map(({ name }) => name)
      const stated = new Map(assumptions.map((name) => [name, 0.1 + draw()]))
      const rows = Array.from({ length: 40 }, (_, row): FormulaRow => {
        const own = set.inputs.filter(({ name }) => !stated.has(name))
        const inputs = Object.fromEntries(
          own.map(({ name }, i) => [name, row === 7 && i === 0 ? Number.NaN : Math.round(draw() * 2e4) / 1e3]),
        )
        const values = new Map<string, number>()
        const valueOf = (name: string) => values.get(name) ?? stated.get(name) ?? inputs[name] ?? Number.NaN
        for (const { name, tree } of set.ordered) values.set(name, treeValue(tree, valueOf))
        return { lead: [{ value: `CH-${row}` }], inputs, values: Object.fromEntries(values) }
      })
      const workbook: Workbook = {
        title: 'Coût annuel',
        language: 'fr',
        asOf: '2026-11-24',
        sheets: [
          {
            name: 'Hypothèses',
            widths: [],
            frozenRows: 0,
            rows: assumptions.map((name) => [{ value: name }, { value: stated.get(name) ?? 0, format: 'rate' }]),
          },
          formulaSheet({
            name: 'Coût annuel',
            language: 'fr',
            set,
            leads: ['Charge'],
            rows,
            shared: Object.fromEntries(assumptions.map((name, i) => [name, onSheet('Hypothèses', fixedAddress(i, 1))])),
          }),
        ],
      }
      const { formulas, different } = await differences(soffice ?? '', workbook)
      expect(different).toEqual([])
      expect(formulas).toBe(40 * set.ordered.length + 1)
      expect(rows[7]?.values['total'] ?? Number.NaN).toBeNaN()
    },
  )

  test.skipIf(soffice === undefined)(withLibreOffice('a value that we would have wrong is found'), async () => {
    const rows: WorkbookCell[][] = [[{ value: 2 }, { value: 4.01, formula: 'A1*2' }]]
    const workbook: Workbook = {
      title: 'Essai',
      language: 'en',
      asOf: '2026-11-24',
      sheets: [
        { name: 'One', widths: [], frozenRows: 0, rows },
        { name: 'Two', widths: [], frozenRows: 0, rows: [] },
      ],
    }
    expect((await differences(soffice ?? '', workbook)).different).toEqual([
      { at: 'One 1:2', ours: '4.01', theirs: '4' },
    ])
  })

  test.skipIf(soffice === undefined)(withLibreOffice('the portfolio agrees in every sum and count'), async () => {
    const setup = await testApp()
    try {
      await somePortfolio(setup)
      const reach = systemReach({ bodies: [...setup.bodies.values()], requestId: 'test' })
      const asked = { subject: null, language: 'fr', at: setup.clock.now().toISOString(), asKnown: null } as const
      const { workbook } = await portfolioPaper(setup.db, reach, asked)
      const { formulas, different } = await differences(soffice ?? '', workbook)
      expect(different).toEqual([])
      expect(formulas).toBeGreaterThan(15)
    } finally {
      await setup.close()
    }
  })
})
