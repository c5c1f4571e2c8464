import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namePattern } from '#models/imports/grouping.ts'
import {
  isCellError,
  namedEnvironment,
  numberEvidence,
  plausibleUnit,
  readNumber,
  shownText,
  writtenUnit,
} from '#models/imports/values.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

describe('numbers as people write them', () => {
  test.each([
    { cell: '1 234,5', value: known(1234.5) },
    { cell: '1\u00a0234,5', value: known(1234.5) },
    { cell: '1\u202f234\u202f567', value: known(1_234_567) },
    { cell: '1,234.56', value: known(1234.56) },
    { cell: '1.234,56', value: known(1234.56) },
    { cell: '16 GiB', value: known(16) },
    { cell: '12.5%', value: known(12.5) },
    { cell: '0', value: known(0) },
    { cell: '1,234', value: unknownBecause('ambiguous-number') },
    { cell: '10.0.0.1 10.0.0.2', value: unknownBecause('not-a-number') },
    { cell: 'N/A', value: unknownBecause('not-a-number') },
    { cell: '-3', value: unknownBecause('negative-number') },
  ])('$cell', ({ cell, value }) => {
    expect(readNumber(cell)).toEqual(value)
  })
})

test.each([
  { text: '16 Gio', unit: 'gio' },
  { text: '16GiB', unit: 'gib' },
  { text: 'RAM_Mo', unit: 'mo' },
  { text: 'Memory (In MB)', unit: 'mb' },
  { text: 'Tombeau', unit: undefined },
  { text: '16', unit: undefined },
])('the unit of $text is $unit', ({ text, unit }) => {
  expect(writtenUnit(text)).toBe(unit)
})

describe('a column’s notation rests on every cell', () => {
  const told = (...cells: string[]) => {
    const evidence = numberEvidence()
    for (const cell of cells) evidence.see(cell)
    return evidence.told()
  }
  test.each([
    { name: 'the last cell settles it', cells: ['1,234', '2,345', '0,5'], mark: 'comma' },
    { name: 'nothing proves', cells: ['1,234', '2,345'], mark: undefined },
    { name: 'two cells prove two', cells: ['0,5', '0.5'], mark: undefined },
  ])('$name', ({ cells, mark }) => {
    expect(told(...cells).mark).toBe(mark)
  })
  test('the order of the rows changes nothing', () => {
    const cell = fc.constantFrom('0,5', '1,234', '12', '3.25', '16 GiB', '0.9', '1 024')
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 6 }), (cells) => {
        expect(told(...cells.toReversed())).toEqual(told(...cells))
      }),
    )
  })
})

test.each([
  { field: 'server.memory' as const, most: 512, unit: 'gib' },
  { field: 'server.memory' as const, most: 2_048, unit: undefined },
  { field: 'server.memory' as const, most: 65_536, unit: 'mib' },
  { field: 'server.storage' as const, most: 2_000, unit: 'gib' },
  { field: 'server.storage' as const, most: 100_000, unit: undefined },
  { field: 'server.storage' as const, most: 512_000, unit: 'mib' },
])('a largest $field of $most without a unit is read in $unit', ({ field, most, unit }) => {
  expect(plausibleUnit(field, most)).toBe(unit)
})

test.each([
  { text: 'Développement', environment: 'test' },
  { text: 'Development', environment: 'test' },
  { text: 'Préproduction', environment: 'test' },
  { text: 'Hors production', environment: 'test' },
  { text: 'Non-Production', environment: 'test' },
  { text: 'Tests', environment: 'test' },
  { text: 'Bac à sable', environment: 'test' },
  { text: 'Production', environment: 'production' },
  { text: 'Disaster recovery', environment: 'recovery' },
  { text: 'Relève', environment: 'recovery' },
  { text: 'srv-devis01', environment: undefined },
  { text: 'Mystère', environment: undefined },
])('the environment of « $text » is $environment', ({ text, environment }) => {
  expect(namedEnvironment(text)).toBe(environment)
})

test.each([
  { cell: '=HYPERLINK("https://cmdb/1","srv-01")', text: 'srv-01' },
  { cell: '=HYPERLINK("https://cmdb/1";"srv-01")', text: 'srv-01' },
  { cell: '="0042"', text: '0042' },
  { cell: '=A1+1', text: '=A1+1' },
  { cell: 'srv=01', text: 'srv=01' },
])('a spreadsheet shows $text for $cell', ({ cell, text }) => {
  expect(shownText(cell)).toBe(text)
})

test.each(['#N/A', '#N/D', '#REF!', '#VALEUR!', '#NOM?', '#NOMBRE!', '#NUL!', '#DIV/0!'])('%s is an error', (cell) => {
  expect(isCellError(cell)).toBe(true)
})

test.each([
  { name: 'msc-paie-web01-prod', pattern: 'msc-paie' },
  { name: 'PAIE-BD02.interne.qc', pattern: 'paie' },
  { name: '10.70.0.3', pattern: '10.70.0.3' },
  { name: 'fd00::4', pattern: 'fd00::4' },
])('the pattern of $name is $pattern', ({ name, pattern }) => {
  expect(namePattern(name)).toBe(pattern)
})
