import { expect, test } from 'vitest'
import { tableCsv, tableFileName } from '#client/ui/charts/table-csv.ts'

const table = {
  caption: 'Valeur accumulée, M$',
  columns: [{ text: 'Exercice' }, { text: 'P50; médiane', isNumeric: true }],
  rows: [
    ['2026-2027', { text: '−148,5', value: -148.5 }],
    ['=1+1', 'Inconnu : "prix" absent'],
    ['−3 %', '-dit'],
  ],
}

test('figures as a spreadsheet of the language reads them, words that would run as a formula made safe', () => {
  expect(tableCsv(table, 'fr')).toBe(
    '\ufeffExercice;"P50; médiane"\r\n2026-2027;-148,5\r\n\'=1+1;"Inconnu : ""prix"" absent"\r\n−3 %;\'-dit\r\n',
  )
  expect(tableCsv(table, 'en')).toBe(
    '\ufeffExercice,"P50; médiane"\r\n2026-2027,-148.5\r\n\'=1+1,"Inconnu : ""prix"" absent"\r\n−3 %,\'-dit\r\n',
  )
})

test('a file is named after what it shows', () => {
  expect(tableFileName('Valeur accumulée, M$')).toBe('arpent-valeur-accumulee-m.csv')
})
