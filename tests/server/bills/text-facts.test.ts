import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsApart, factsOfFile, textFacts } from '#server/bills/text-facts.ts'

const path = join(mkdtempSync(join(tmpdir(), 'arpent-facts-')), 'bill.csv')

function factsOf(text: string, cut: number) {
  const facts = textFacts()
  const bytes = Buffer.from(text)
  facts.take(bytes.subarray(0, cut))
  facts.take(bytes.subarray(cut))
  return facts.end()
}

const cell = fc.constantFrom('a', '""', 'NULL', '"NULL"', '"say ""so"""', 'null', 'NULLABLE', '"x;y"', '')
test('what a text may hold is found wherever it is cut; never too little', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(',', ';', '\t', '|'),
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      (separator, rows, at) => {
        const text = [['a', 'b'], ...rows].map((row) => row.join(separator)).join('\n')
        const facts = factsOf(text, at % (text.length + 1))
        const cells = rows.flat()
        expect(facts.lines).toBe(rows.length + 1)
        if (cells.some((one) => /^"?null"?$/i.test(one))) expect(facts.mayHoldNull).toBe(true)
        if (cells.includes('""')) expect(facts.mayHoldEmptyQuoted).toBe(true)
        if (cells.every((one) => one === 'a'))
          expect(facts).toMatchObject({ mayHoldNull: false, mayHoldEmptyQuoted: false })
      },
    ),
  )
})

test.each([
  ['a header cut in two lines', '"a\nb",c\n1,""\n'],
  ['no header line at all', 'a,""'],
])('an empty text between quotes after %s', (_, text) => {
  expect(factsOf(text, text.length).mayHoldEmptyQuoted).toBe(true)
})

test('a thread of its own finds the same, stops when told, and tells what it cannot open', async () => {
  writeFileSync(path, 'a,b\n1,NULL\n"",2\n')
  expect(await factsApart(path)).toEqual({ lines: 3, mayHoldNull: true, mayHoldEmptyQuoted: true })
  expect(await factsOfFile(path)).toEqual(await factsApart(path))
  await expect(factsApart(`${path}.gone`)).rejects.toThrow('ENOENT')
  const stop = new AbortController()
  const stopped = factsApart(path, stop.signal)
  stop.abort(new Error('stopped by a person'))
  await expect(stopped).rejects.toThrow('stopped by a person')
})
