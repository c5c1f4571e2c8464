import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellFacts, factsOfText, linesOfText } from '#server/bills/text-facts.ts'

const path = join(mkdtempSync(join(tmpdir(), 'arpent-facts-')), 'bill.csv')

function factsOf(text: string, cut: number) {
  const facts = cellFacts()
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
        if (cells.some((one) => /^"?null"?$/i.test(one))) expect(facts.mayHoldNull).toBe(true)
        if (cells.includes('""')) expect(facts.mayHoldEmptyQuoted).toBe(true)
        if (cells.every((one) => one === 'a')) expect(facts).toEqual({ mayHoldNull: false, mayHoldEmptyQuoted: false })
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

test('the lines of a file, ended or not, and what its cells may hold', async () => {
  writeFileSync(path, 'a,b\n1,NULL\n"",2\n')
  expect(await factsOfText(path)).toEqual({ mayHoldNull: true, mayHoldEmptyQuoted: true })
  expect(await linesOfText(path)).toBe(3)
  writeFileSync(path, 'a,b\n1,2')
  expect(await factsOfText(path)).toEqual({ mayHoldNull: false, mayHoldEmptyQuoted: false })
  expect(await linesOfText(path)).toBe(2)
  writeFileSync(path, '')
  expect(await linesOfText(path)).toBe(0)
  await expect(linesOfText(path, AbortSignal.abort(new Error('stopped by a person')))).rejects.toThrow(
    'stopped by a person',
  )
})
