import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PaperTable } from '#models/papers/document.ts'
import { tableSheet } from '#models/papers/table-workbook.ts'
import { cellAddress, columnLetters, dayNumber, onSheet, sheetNames } from '#models/papers/workbook.ts'

describe('addresses', () => {
  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('column %i is %s', (index, letters) => expect(columnLetters(index)).toBe(letters))
  test('rows are counted from 1, sheets are quoted', () => {
    expect(cellAddress(9, 2)).toBe('C10')
    expect(onSheet("Coût d'achat", 'B2')).toBe("'Coût d''achat'!B2")
  })
  test('days are counted as spreadsheets do; what is no day is no number', () => {
    expect(dayNumber('1900-03-01')).toBe(61)
    expect(dayNumber('2026-11-24')).toBe(46_350)
    expect(dayNumber('24 novembre')).toBeUndefined()
    expect(dayNumber('2026-13-40')).toBeUndefined()
  })
})

describe('names of sheets', () => {
  test('keep what a spreadsheet takes, each once', () => {
    expect(sheetNames(['Coûts', 'coûts', 'a/b:c', "'x'", '', '', 'n'.repeat(40)])).toEqual([
      'Coûts',
      'coûts (2)',
      'a b c',
      'x',
      'Feuille',
      'Feuille (2)',
      'n'.repeat(31),
    ])
  })
  test('always fit and differ', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 50 }), { maxLength: 12 }), (wanted) => {
        const names = sheetNames(wanted)
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(wanted.length)
        for (const name of names) expect(name).toMatch(/^(?!')[^[\]:*?/\\]{1,31}$/)
      }),
    ))
})

describe('a table as a sheet', () => {
  const table = (total: number): PaperTable => ({
    caption: 'Coûts',
    columns: [
      { label: 'Option', align: 'start' },
      { label: 'Coût', unit: '$', align: 'end' },
    ],
    rows: [
      {
        kind: 'row',
        cells: [
          { kind: 'text', text: '=A1' },
          { kind: 'money', cad: 10.1, basis: { kind: 'nominal' } },
        ],
      },
      {
        kind: 'row',
        cells: [
          { kind: 'text', text: 'B' },
          { kind: 'unknown', reason: 'aucun prix' },
        ],
      },
      {
        kind: 'row',
        cells: [
          { kind: 'text', text: 'C' },
          { kind: 'money', cad: 20.2, basis: { kind: 'nominal' } },
        ],
      },
      {
        kind: 'total',
        cells: [
          { kind: 'text', text: 'Total' },
          { kind: 'money', cad: total, basis: { kind: 'nominal' } },
        ],
      },
    ],
  })
  test('has a live total where the total is a sum', () => {
    const rows = [...tableSheet('Coûts', table(30.3)).rows]
    expect(rows[0]?.map((cell) => cell.value)).toEqual(['Option', 'Coût ($)'])
    expect(rows[2]?.[1]).toEqual({ value: '–', look: 'plain', note: 'aucun prix' })
    expect(rows[4]?.[1]?.formula).toBe('SUM(B2:B4)')
  })
  test('keeps a total that is not the sum as it is', () => {
    expect([...tableSheet('Coûts', table(29)).rows][4]?.[1]).toEqual({ value: 29, format: 'money', look: 'total' })
  })
})
