import { describe, expect, test, vi } from 'vitest'
import { withOverrides } from '#models/assumptions/assumption-set.ts'
import { preparedCase } from '#models/cases/case-flows.ts'
import type { CaseInputs } from '#models/cases/case-inputs.ts'
import { caseComputation } from '#models/cases/case-result.ts'
import { caseRows } from '#models/cases/case-rows.ts'
import { npvUnder } from '#models/cases/case-sensitivity.ts'
import type { CaseBook } from '#models/papers/case-book.ts'
import { caseSheets } from '#models/papers/case-workbook.ts'
import type { Workbook, WorkbookCell } from '#models/papers/workbook.ts'
import { vendorDefaults } from '#server/shared/datasets.ts'
import { workbookBytes } from '#server/papers/xlsx-file.ts'
import { installedTool, neededTool } from '#tests/support/installed-tool.ts'
import { recalculated } from '#tests/support/recalculated.ts'
import { someCase, someServer, someWorkload, statedFacts } from '#tests/support/some-case.ts'
import { hostileTexts } from '#tests/support/some-papers.ts'
import { differences } from '#tests/support/workbook-differences.ts'

vi.setConfig({ testTimeout: 180_000 })

const soffice = installedTool('soffice')
const withLibreOffice = (name: string) => neededTool(name, soffice, 'libreoffice-calc')

const montreal = { option: 'gcp.northamerica-northeast1', mitigations: [], isForbidden: false } as const
const toronto = { option: 'gcp.northamerica-northeast2', mitigations: ['needsExitPlan'], isForbidden: true } as const
const later = { startsOn: '2028-02-10', cutsOverOn: '2028-09-15', decommissionsOn: '2029-06-30' }

/** Waves on three sets of days, one workload that stays, one retired, costs stated and not, a lease, a renewal, a residual value. */
function manyWays(more: Partial<CaseInputs> = {}): CaseInputs {
  const facts = statedFacts({
    refreshCad: 9_000.37,
    refreshOn: '2028-06-01',
    refreshEveryYears: 3,
    leaseCadPerYear: 3_660.11,
    leaseEndsOn: '2029-03-01',
    residualCad: 512.5,
    bookValueCad: 4_000,
    labourHoursPerYear: 33.3,
    byolCores: 4,
  })
  const places = [montreal, toronto]
  return someCase(
    [
      someWorkload('CH-000001', { places, stated: facts }),
      someWorkload('CH-000002', { places, current: null, dates: later, strategy: 'replatform' }),
      someWorkload('CH-000003', { places, strategy: 'retain' }),
      someWorkload('CH-000004', { places: [null, null], strategy: 'retire', assets: [someServer(2, 8, 50)] }),
      someWorkload('CH-000005', { places, name: hostileTexts[0] ?? '', assets: [someServer(8, 32, 900, 'windows')] }),
      someWorkload('CH-000006', {
        places,
        dates: { startsOn: '2030-01-01', cutsOverOn: '2030-01-01', decommissionsOn: '2031-01-01' },
        stated: statedFacts({ egressGbPerMonth: 700 }),
      }),
    ],
    {
      variants: [
        { label: 'Montréal', term: 'on-demand' },
        { label: 'Toronto', term: 'on-demand' },
      ],
      ...more,
    },
  )
}

function computed(inputs: CaseInputs): CaseBook {
  const run = caseComputation(inputs, vendorDefaults())
  let at = run.next()
  while (at.done !== true) at = run.next()
  return {
    language: 'fr',
    prepared: preparedCase(inputs, caseRows(inputs).rows),
    result: at.value,
    vendors: vendorDefaults(),
    optionName: (option) => option,
    strategyName: (strategy) => strategy,
    statusName: (status) => status,
  }
}

const bookOf = (book: CaseBook): Workbook => ({
  title: 'Dossier',
  language: book.language,
  asOf: '2026-11-25',
  sheets: caseSheets(book),
})

/** The workbook with some likely values typed over ours, as a person would. */
function typedOver(workbook: Workbook, values: Readonly<Record<string, number>>): Workbook {
  const sheets = workbook.sheets.map((sheet) => ({
    ...sheet,
    rows: [...sheet.rows].map((cells) =>
      cells.map((cell): WorkbookCell => {
        const value = values[cell.name?.replace(/^hyp_/, '') ?? '']
        return value === undefined || cell.formula !== undefined ? cell : { ...cell, value }
      }),
    ),
  }))
  return { ...workbook, sheets }
}

/** What LibreOffice comes to in each variant's NPV, in cents. */
async function npvsOf(workbook: Workbook): Promise<string[]> {
  const read = await recalculated(soffice ?? '', workbookBytes(workbook))
  return ['A', 'B'].map((variant) => {
    const row = read.get(`Dossier ${variant}`)?.find(([label]) => label === 'Valeur actuelle nette')
    return Number(row?.[1]).toFixed(2)
  })
}

describe('the workbook of a business case', () => {
  test.skipIf(soffice === undefined)(
    withLibreOffice(
      'comes to the same cents in LibreOffice, with several cut-overs, retired and kept workloads, dated amounts',
    ),
    async () => {
      const book = computed(manyWays())
      expect(book.prepared.rows).toHaveLength(6)
      const { formulas, different } = await differences(soffice ?? '', bookOf(book))
      expect(different).toEqual([])
      expect(formulas).toBeGreaterThan(1_500)
    },
  )

  test.skipIf(soffice === undefined)(withLibreOffice('a case in real dollars, over one year, agrees too'), async () => {
    for (const inputs of [manyWays({ basis: 'real', years: 7 }), manyWays({ years: 1 })]) {
      const { different } = await differences(soffice ?? '', bookOf(computed(inputs)))
      expect(different).toEqual([])
    }
  })

  test.skipIf(soffice === undefined)(
    withLibreOffice('a vendor’s defaults typed in move the NPV to what the switchboard says; so does a discount rate'),
    async () => {
      const book = computed(manyWays())
      const { set } = book.prepared.inputs
      const [azure] = vendorDefaults()
      if (azure === undefined) throw new Error('no vendor')
      const typed = (overrides: readonly { readonly name: string; readonly value: number }[]) =>
        typedOver(bookOf(book), Object.fromEntries(overrides.map(({ name, value }) => [name, value])))
      const one = azure.overrides.filter(({ name }) => name === 'discountRate')
      for (const overrides of [one, azure.overrides]) {
        const under = npvUnder(book.prepared, withOverrides(set, azure, overrides))
        const cents = under.map((npv) => npv.toFixed(2))
        expect(await npvsOf(typed(overrides))).toEqual(cents)
        expect(cents[0]).not.toBe(book.result.variants[0]?.indicators.npv.toFixed(2))
      }
    },
  )

  test('no formula is made of what people typed, and no number is missing', () => {
    const book = computed(manyWays())
    const cells = caseSheets(book).flatMap(({ rows }) => [...rows].flat())
    const formulas = cells.flatMap(({ formula }) => (formula === undefined ? [] : [formula]))
    expect(formulas.filter((formula) => /cmd|Charge CH/.test(formula))).toEqual([])
    expect(
      cells.filter(({ value }) => value === '#N/A' || (typeof value === 'number' && !Number.isFinite(value))),
    ).toEqual([])
  })
})
