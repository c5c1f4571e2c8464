import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IndicatorView } from '#models/barometer/barometer.views.ts'
import { findings } from '#models/barometer/findings.ts'
import { keptContent, publicationChanges } from '#models/barometer/publication.ts'
import { categoryBenefits, monthsRun, plannedCents, type SliceFacts, yearBenefits } from '#models/barometer/slices.ts'

const promise = (validFrom: string, cents: number) => ({ body: 'a', validFrom, cents })
const claim = (month: string, cents: number, nature = 'cashable') => ({ body: 'a', month, cents, nature })
const facts: SliceFacts = {
  today: '2026-11-24',
  options: [],
  groups: [],
  bodies: [],
  planned: { benefits: 0, years: [], bodies: [] },
  claims: [],
}

test.each([
  { from: '2026-01-15', to: '2026-02-14', months: 0 },
  { from: '2026-01-15', to: '2026-02-15', months: 1 },
  { from: '2025-11-24', to: '2026-11-24', months: 12 },
  { from: '2026-11-24', to: '2026-01-01', months: 0 },
])('from $from to $to: $months whole months', ({ from, to, months }) => {
  expect(monthsRun(from, to)).toBe(months)
})

test('planned of a span: a twelfth a month, from the day the promise takes effect', () => {
  const promises = [promise('2026-04-01', 1200_00), promise('2026-10-01', -600_00)]
  expect(plannedCents(promises, '2026-04-01', '2027-04-01')).toBe(1200_00 - 300_00)
  expect(plannedCents(promises, '2026-04-01', '2026-10-01')).toBe(600_00)
})

test('what years plan adds up to what is planned to date, to the cent', () => {
  const drawn = fc.array(
    fc.record({ year: fc.integer({ min: 2018, max: 2026 }), cents: fc.integer({ min: -1e9, max: 1e9 }) }),
  )
  fc.assert(
    fc.property(drawn, fc.integer({ min: 0, max: 9 }), (rows, benefits) => {
      const byYear = Map.groupBy(rows, ({ year }) => year)
      const years = [...byYear].map(([year, own]) => ({
        year: `${year}-${year + 1}`,
        cents: own.reduce((sum, { cents }) => sum + cents, 0),
      }))
      const shown = yearBenefits({ ...facts, planned: { benefits, years, bodies: [] } })
      if (benefits < 3) expect(shown.every(({ planned }) => planned === null)).toBe(true)
      else {
        const parts = shown.reduce((sum, { planned }) => sum + Math.round(Number(planned) * 100), 0)
        expect(parts).toBe(rows.reduce((sum, { cents }) => sum + cents, 0))
      }
    }),
  )
})

describe('realised of a year', () => {
  const three = (month: string) => [claim(month, 100_01), claim(month, 200_02), claim(month, -50_00)]
  test('adds to the cent; nothing claimed at all is unknown, not zero', () => {
    const claims = [...three('2026-05'), ...three('2025-05')]
    const years = yearBenefits({ ...facts, claims })
    expect(years.map(({ year, realised }) => [year, realised])).toEqual([
      ['2025-2026', '250.03'],
      ['2026-2027', '250.03'],
    ])
    const planned = { benefits: 3, years: [{ year: '2026-2027', cents: 3 }], bodies: [] }
    expect(yearBenefits({ ...facts, planned }).map(({ realised, months }) => [realised, months])).toEqual([[null, 8]])
  })

  test('a year on one claim is withheld, and another with it', () => {
    const years = yearBenefits({
      ...facts,
      claims: [...three('2026-05'), claim('2025-05', 7_00), ...three('2024-05'), claim('2024-06', 1)],
    })
    expect(years.map(({ isSuppressed }) => isSuppressed)).toEqual([false, true, true])
  })

  test('kinds on one or two claims are withheld with another', () => {
    const shown = categoryBenefits([
      ...three('2026-05'),
      ...three('2026-06'),
      claim('2026-05', 9, 'revenue'),
      ...three('2026-05').map((one) => ({ ...one, nature: 'avoidance' })),
    ])
    expect(shown.map(({ category, claims }) => [category, claims])).toEqual([
      ['avoidance', null],
      ['cashable', 6],
      ['revenue', null],
    ])
  })
})

const figure = (id: string, given: Partial<IndicatorView>) =>
  ({ ...keptContent([{ id, status: 'approved' }]).indicators[0], value: null, exact: null, ...given }) as IndicatorView

test('what a publication changes: to the cent for amounts, and formulas that were replaced', () => {
  const before = [
    figure('a', { value: 1.1, exact: '1.10', formula: 'x', formulaVersion: '1.0.0' }),
    figure('b', { value: 5, formula: 'x', formulaVersion: '1.0.0' }),
    figure('gone', { value: 1, formula: 'x', formulaVersion: '1.0.0' }),
  ]
  const after = [
    figure('a', { value: 1000.3, exact: '1000.30', formula: 'x', formulaVersion: '1.0.0' }),
    figure('b', { value: 5, formula: 'x', formulaVersion: '1.1.0' }),
    figure('new', { value: 2, formula: 'x', formulaVersion: '1.0.0' }),
  ]
  expect(
    publicationChanges(before, after).map(({ id, moved, before: was, after: is }) => [id, moved, was, is]),
  ).toEqual([
    ['a', '999.20', 1.1, 1000.3],
    ['b', '0', 5, 5],
    ['new', null, null, 2],
    ['gone', null, 1, null],
  ])
  expect(publicationChanges(after, after)).toEqual([])
})

test('what goes less well comes from the figures alone: nothing known says nothing but that it is unknown', () => {
  expect(findings({ indicators: [], forecast: null })).toEqual([])
  const indicators = [
    figure('benefits-planned-to-date', { value: 100 }),
    figure('benefits-realised', { value: 60 }),
    figure('benefits-slippage', { value: 6 }),
    figure('exemptions-ended', { value: 3, status: 'suppressed' }),
    figure('strategy-paperless', { value: 20, colour: 'red', target: { value: 75, label: { fr: '75 %', en: '75%' } } }),
    figure('programme-approved', { status: 'unknown' }),
  ]
  expect(
    findings({ indicators, forecast: { p10: '80.00', p50: '90.00', p90: '100.00', plan: '120.00', until: '2031' } }),
  ).toEqual([
    { kind: 'slippage', months: 6 },
    { kind: 'realised-under-plan', missing: 40, planned: 100 },
    { kind: 'forecast-under-plan', missing: 30, plan: 120 },
    { kind: 'below-target', indicator: 'strategy-paperless', value: 20, target: 75 },
    { kind: 'unknown', count: 1, of: 6 },
  ])
})
