import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { createCellSplitter } from '#models/detection/delimited-cells.ts'
import { csvRows } from '#server/imports/readers/csv-rows.ts'
import { detectSensitiveData } from '#server/detection/detection.usecases.ts'
import { workbook, writtenFile } from '#tests/support/inventory-files.ts'
import { testClock } from '#tests/support/test-clock.ts'

const detect = async (name: string, content: string | Uint8Array) =>
  detectSensitiveData({ clock: testClock() }, writtenFile(name, content))
const summary = async (name: string, content: string | Uint8Array) => {
  const detection = await detect(name, content)
  return {
    kind: detection.kind,
    rows: detection.rows,
    columns: detection.columns.map((one) => [
      `${one.table === null ? '' : `${one.table}.`}${one.name}`,
      one.kinds.map(({ kind }) => kind).join(' '),
    ]),
  }
}

describe('files are known by what they hold', () => {
  const csv = 'nas;courriel;statut\n193 456 787;x@exemple.ca;Actif\n'
  const columns = [
    ['nas', 'nas'],
    ['courriel', 'email'],
    ['statut', ''],
  ]
  const utf16 = Buffer.from(`\ufeff${csv}`, 'utf16le')
  test.each([
    { name: 'a sample', file: 'sample.sql', content: csv, kind: 'csv', rows: 1 },
    { name: 'a header row alone', file: 'h.csv', content: 'nas;courriel;statut', kind: 'csv', rows: 0 },
    { name: 'UTF-16', file: 'u.csv', content: new Uint8Array(utf16), kind: 'csv', rows: 1 },
    { name: 'tabs', file: 'tabs', content: csv.replaceAll(';', '\t'), kind: 'csv', rows: 1 },
    { name: 'quotes', file: 'q.csv', content: csv.replaceAll(/([^;\n]+)/g, '"$1"'), kind: 'csv', rows: 1 },
  ])('$name', async ({ file, content, kind, rows }) => {
    expect(await summary(file, content)).toEqual({ kind, rows, columns })
  })

  test('a workbook, sheet by sheet, with dates and sparse rows', async () => {
    const content = workbook({
      Citoyens: [
        ['nas', null, 'date_naissance'],
        ['193 456 787', null, { date: 30_000 }],
      ],
      Vide: [],
      Contacts: [['telephone'], ['418 555-0199']],
    })
    expect(await summary('anything.bin', content)).toEqual({
      kind: 'xlsx',
      rows: 2,
      columns: [
        ['Citoyens.nas', 'nas'],
        ['Citoyens.#2', ''],
        ['Citoyens.date_naissance', 'birth-date'],
        ['Contacts.telephone', 'phone'],
      ],
    })
  })

  test('a date style on what is no date leaves the cell as written', async () => {
    const content = workbook({
      Feuille: [
        ['date_naissance', 'x'],
        [{ date: 9e9 }, 'y'],
      ],
    })
    expect(await summary('dates.xlsx', content)).toMatchObject({ rows: 1 })
  })

  test('a schema: its dialect, its tables, and where it was cut', async () => {
    const detection = await detect(
      'dump.txt',
      'CREATE TABLE [c] ([nas] char(11), [d] nvarchar(9));\nGO\nCREATE TABLE [u] ([x] int, [y',
    )
    expect([detection.kind, detection.dialect, detection.tables, detection.cutStatements]).toEqual([
      'ddl',
      'sql-server',
      2,
      [3],
    ])
    expect(detection.columns.map((one) => [one.table, one.name, one.type, one.suggested.c])).toEqual([
      ['c', 'nas', 'char(11)', 4],
      ['c', 'd', 'nvarchar(9)', null],
      ['u', 'x', 'int', null],
    ])
  })
})

describe('files that are refused, each with its code', () => {
  test.each([
    { name: 'empty', content: '', code: 'file-empty' },
    { name: 'blank', content: ' \n \n', code: 'file-empty' },
    { name: 'binary', content: new Uint8Array(4_000).map((_, at) => at % 7), code: 'detection-not-supported' },
    { name: 'control characters', content: 'a\u0001\u0002\u0003b\u0004'.repeat(50), code: 'detection-not-supported' },
    { name: 'PDF', content: '%PDF-1.7 x', code: 'detection-not-supported' },
    {
      name: 'an archive of something else',
      content: zipSync({ 'a.txt': strToU8('x') }),
      code: 'detection-not-supported',
    },
    { name: 'a workbook cut in half', content: workbook({ A: [['nas']] }).subarray(0, 300), code: 'file-damaged' },
    { name: 'a quote never closed', content: 'a,b\n1,"2\n', code: 'detection-unclosed-quote' },
    { name: 'more columns than a table has', content: `${'a,'.repeat(6_000)}b\n`, code: 'detection-too-many-columns' },
    { name: 'a schema without a table', content: 'CREATE TABLE ;\n', code: 'detection-no-column' },
  ])('$name: $code', async ({ name, content, code }) => {
    await expect(detect(`${name}.csv`, content)).rejects.toMatchObject({ code })
  })

  test('a file that is not there, and a folder', async () => {
    for (const path of ['/nowhere/at/all.csv', '/tmp'])
      await expect(detectSensitiveData({ clock: testClock() }, path)).rejects.toMatchObject({
        code: 'detection-file-not-found',
      })
  })
})

test('the detector’s splitter reads the cells the importer reads, whatever the chunks', async () => {
  const text = fc.array(fc.constantFrom('a', 'é', '"', '""', '",', ',', '\n', '\r', '\r\n'), { maxLength: 24 })
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 6 }), async (pieces, size) => {
      const whole = pieces.join('')
      const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
        whole.slice(at * size, at * size + size),
      )
      const rows: string[][] = []
      let row: string[] = []
      const splitter = createCellSplitter(',', {
        cell: (cell, start, end) => row.push(cell.slice(start, end)),
        endRow: () => {
          rows.push(row)
          row = []
        },
      })
      for (const chunk of chunks) splitter.push(chunk)
      const unclosed = splitter.end()
      const imported: string[][] = []
      let line: number | undefined
      try {
        for await (const { cells } of csvRows(streamed(chunks), ',')) imported.push(cells.map((cell) => cell ?? ''))
      } catch (error) {
        line = (error as { errors: readonly { row: number }[] }).errors[0]?.row // the only refusal of the splitter
      }
      expect(unclosed).toBe(line)
      if (line === undefined) expect(rows).toEqual(imported)
    }),
    { numRuns: 500 },
  )
})

async function* streamed(chunks: readonly string[]): AsyncGenerator<string> {
  yield* chunks
}
