import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cadastreRows, drawnLots, isThin, placements } from '#client/home/cadastre-lots.ts'
import type { CadastreRow } from '#models/home/home.views.ts'

type Lot = CadastreRow['lots'][number]
const lot = (workload: string, placement: Lot['placement'], cents: number | null): Lot => ({
  workload,
  name: workload,
  placement,
  verdict: 'allow',
  cents,
})
const row = (body: string, lots: readonly Lot[]): CadastreRow => ({
  body,
  name: { fr: body, en: body },
  totalCad: null,
  lots,
})

test('public, government, legacy, undecided; large to small; unknown last', () => {
  const lots = [
    lot('a', 'none', 9),
    lot('b', 'public', null),
    lot('c', 'state', 5),
    lot('d', 'public', 1),
    lot('e', 'public', 3),
  ]
  expect(drawnLots(lots).map(({ workload }) => workload)).toEqual(['e', 'd', 'b', 'c', 'a'])
})

test('twelve bodies stand alone; with a thirteenth, the two cheapest share the last row', () => {
  const bodies = (count: number) =>
    Array.from({ length: count }, (_, at) => row(`B${at}`, [lot(`w${at}`, 'public', at + 1)]))
  expect(cadastreRows(bodies(12)).map(({ body }) => body)).toEqual([
    'B11',
    'B10',
    'B9',
    'B8',
    'B7',
    'B6',
    'B5',
    'B4',
    'B3',
    'B2',
    'B1',
    'B0',
  ])
  const rows = cadastreRows(bodies(13))
  expect(rows).toHaveLength(12)
  expect(rows.at(-1)).toMatchObject({ body: null, bodies: 2, cents: 3 })
})

test('an unknown cost is counted, never added as zero width of something known', () => {
  const [only] = cadastreRows([row('B', [lot('a', 'public', 10), lot('b', 'none', null)])])
  expect(only).toMatchObject({ cents: 10, unknown: 1, byPlacement: { public: 10, state: 0, legacy: 0, none: 0 } })
})

test.each([
  { cents: 54, scale: 10_000, expected: true },
  { cents: 55, scale: 10_000, expected: false },
  { cents: null, scale: 10_000, expected: true },
])('$cents of $scale is thin: $expected', ({ cents, scale, expected }) => {
  expect(isThin({ ...lot('a', 'public', cents), count: 1 }, scale)).toBe(expected)
})

test('many lots of unknown cost merge into one of unknown cost, not of nothing', () => {
  const known = Array.from({ length: 160 }, (_, at) => lot(`k${at}`, 'public', 1))
  const unknown = [lot('u1', 'none', null), lot('u2', 'none', null)]
  expect(drawnLots([...known, ...unknown]).at(-1)).toMatchObject({ workload: null, cents: null, count: 2 })
})

test('nothing is lost however many lots are merged', () => {
  const lots = fc.array(
    fc.record({ placement: fc.constantFrom(...placements), cents: fc.option(fc.nat(1000), { nil: null }) }),
    { maxLength: 400 },
  )
  fc.assert(
    fc.property(lots, (some) => {
      const all = some.map(({ placement, cents }, at) => lot(`w${at}`, placement, cents))
      const drawn = drawnLots(all)
      expect(drawn.reduce((sum, one) => sum + one.count, 0)).toBe(all.length)
      expect(drawn.reduce((sum, one) => sum + (one.cents ?? 0), 0)).toBe(
        all.reduce((sum, one) => sum + (one.cents ?? 0), 0),
      )
      expect(drawn.length).toBeLessThanOrEqual(160 + placements.length)
    }),
  )
})
