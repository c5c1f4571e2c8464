import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ColumnFinding, createColumnTally } from '#models/detection/column-detection.ts'
import { createCellSplitter } from '#models/detection/delimited-cells.ts'
import { isBinary, isSql } from '#models/detection/file-kinds.ts'
import { createTableDetector } from '#models/detection/table-detection.ts'
import { createValueReader, mostOfValue } from '#models/detection/value-reader.ts'
import { randomStream } from '#models/shared/random.ts'
import { makersOf } from '#tests/support/labelled-values.ts'
import { labelledColumns } from '#tests/support/labelled-columns.ts'
import { qualityOf } from '#tests/bench/detector-quality.ts'

const found = (name: string, values: readonly string[], type: string | null = null): ColumnFinding => {
  const reader = createValueReader()
  const tally = createColumnTally({ name, type }, 2026)
  for (const value of values) if (reader.read(value, 0, value.length)) tally.add(reader)
  return tally.finding()
}
const kindsOf = (finding: ColumnFinding) => finding.kinds.map(({ kind }) => kind)
const make = makersOf(randomStream('columns'))
const times = (count: number, value: () => string) => Array.from({ length: count }, value)

const inTable = (text: string, delimiter = ',') => {
  const detector = createTableDetector({ table: null, year: 2026 })
  const splitter = createCellSplitter(delimiter, detector)
  splitter.push(text)
  return { unclosed: splitter.end(), ...detector.finding(), work: detector.charactersRead + splitter.charactersRead }
}

describe('name, type and values together', () => {
  test('a named and verified column: kind, counts, shape, reason and level', () => {
    const values = [...times(97, () => make.nas(' ')), 'à venir', 'N/D', '?', '', '']
    expect(found('no_assurance_sociale', values)).toEqual({
      name: 'no_assurance_sociale',
      table: null,
      type: null,
      kinds: [
        {
          kind: 'nas',
          confidence: 1,
          matched: 97,
          checked: 100,
          shape: '999 999 999',
          reason: {
            fr: 'le nom de la colonne ; 97 sur 100 : 9 chiffres, clé de contrôle, premier chiffre attribué',
            en: 'the column’s name; 97 of 100: 9 digits, check digit, first digit in use',
          },
        },
      ],
      suggested: { c: 4 },
    })
  })

  test.each([
    { name: 'no_commande', values: times(100, () => make.luhnNumber(9)), why: 'orders that all pass Luhn' },
    { name: 'valeur', values: times(100, () => make.luhnSequence(9)), why: 'a sequence that passes Luhn' },
    { name: 'valeur', values: times(100, () => make.sequence(10)), why: 'a sequence like phones' },
    { name: 'imei', values: times(100, () => make.imei()), why: 'IMEI passes Luhn' },
    { name: 'courriel', values: times(100, () => make.yesNo()), why: 'a yes or no' },
    { name: 'nas', values: times(100, () => make.path()), why: 'paths of network storage' },
    { name: 'date_creation', values: times(100, () => make.recentDate()), why: 'dates of no birth' },
  ])('$why: nothing', ({ name, values }) => {
    expect(found(name, values).kinds).toEqual([])
  })

  test('a mute name with verified values speaks by its values', () => {
    expect(
      kindsOf(
        found(
          'champ_7',
          times(100, () => make.nas('')),
        ),
      ),
    ).toEqual(['nas'])
  })

  test('recent births are those of minors', () => {
    const child = () => `${2012 + Math.floor(Number(make.smallNumber()) / 40)}-03-04`
    expect(kindsOf(found('date_naissance', times(40, child)))).toEqual(['birth-date', 'minor'])
    expect(
      kindsOf(
        found(
          'date_naissance',
          times(40, () => make.birth('-')),
        ),
      ),
    ).toEqual(['birth-date'])
  })

  test('an e-mail does not stand in an integer', () => {
    expect([kindsOf(found('courriel', [], 'INTEGER')), kindsOf(found('courriel', [], 'TEXT'))]).toEqual([[], ['email']])
  })

  test.each(['tuned', 'held-out'] as const)('the %s part of the labelled set is well found', (part) => {
    const { precision, recall } = qualityOf(labelledColumns().filter((one) => one.part === part))
    expect([precision >= 0.97, recall >= 0.95]).toEqual([true, true])
  })
})

describe('laws', () => {
  const maker = fc.constantFrom(
    () => make.nas(' '),
    () => make.nam(''),
    () => make.phone('('),
    () => make.birth('-'),
    () => make.word(),
    () => make.plainSentence(),
    () => make.sentenceWith('nas'),
    () => '',
  )
  const column = fc.array(maker, { maxLength: 40 }).map((makers) => makers.map((one) => one()))
  const name = fc.constantFrom('nas', 'champ', 'date_naissance', 'note', 'nom_client')

  test('the order of rows changes nothing', () => {
    fc.assert(
      fc.property(name, column, fc.infiniteStream(fc.nat()), (title, values, keys) => {
        const shuffled = values
          .map((value) => ({ value, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ value }) => value)
        expect(found(title, shuffled)).toEqual(found(title, values))
      }),
    )
  })

  test('more rows never lower what was checked or matched', () => {
    fc.assert(
      fc.property(name, column, column, (title, values, more) => {
        const before = found(title, values)
        const after = found(title, [...values, ...more])
        for (const { kind, checked, matched } of before.kinds) {
          const same = after.kinds.find((one) => one.kind === kind)
          if (same === undefined) continue
          expect(same.checked).toBeGreaterThanOrEqual(checked)
          expect(same.matched).toBeGreaterThanOrEqual(matched)
        }
      }),
    )
  })

  test('matched is never more than checked, confidence between a half and one', () => {
    fc.assert(
      fc.property(name, fc.array(fc.oneof(fc.string(), fc.string({ unit: 'binary' }))), (title, values) => {
        for (const one of found(title, values).kinds) {
          expect(one.matched).toBeLessThanOrEqual(one.checked)
          expect(one.confidence).toBeGreaterThanOrEqual(0.5)
          expect(one.confidence).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('chunks change nothing', () => {
    const text = 'nom,note\nTremblay,"a ""b"", c"\r\nRoy,"1\n2"\n'
    const whole = inTable(text)
    for (let size = 1; size < 9; size += 1) {
      const detector = createTableDetector({ table: null, year: 2026 })
      const splitter = createCellSplitter(',', detector)
      for (let at = 0; at < text.length; at += size) splitter.push(text.slice(at, at + size))
      splitter.end()
      expect(detector.finding().columns).toEqual(whole.columns)
    }
  })
})

describe('a table', () => {
  test('a header row alone is judged by its names', () => {
    const { columns, rows } = inTable('nas;courriel;statut\n', ';')
    expect([rows, ...columns.map((one) => [one.name, ...kindsOf(one)])]).toEqual([
      0,
      ['nas', 'nas'],
      ['courriel', 'email'],
      ['statut'],
    ])
  })

  test.each([
    ['numbers', '193 456 787,ABC\n193 456 787,DEF\n'],
    ['an e-mail', 'x@exemple.ca,ABC\n'],
    ['names', 'Tremblay,Marie\nGagnon,Luc\n'],
  ])('without a header (%s) columns are named by their place: a value is never a name', (_, text) => {
    const { columns, isHeadless } = inTable(text)
    expect([isHeadless, columns.map((one) => one.name)]).toEqual([true, ['#1', '#2']])
  })

  test('two equal headers, a row longer than the header, blank rows', () => {
    const { columns, rows } = inTable('nom,nom\n\n,,\na,b,c\n')
    expect([rows, columns.map((one) => one.name)]).toEqual([1, ['nom', 'nom', '#3']])
  })

  test('a quote never closed is told by its line', () => {
    expect(inTable('a,b\n1,"2\n3,4\n').unclosed).toBe(2)
  })

  test.each([
    ['one line without a separator', 'x'],
    ['one line of separators', ','],
    ['quotes', '""'],
    ['at signs', 'a@'],
    ['a quoted line', '"a'],
  ])('a line of 50 MB (%s) is walked once, and what is looked at is bounded', (_, piece) => {
    const detector = createTableDetector({ table: null, year: 2026 })
    const splitter = createCellSplitter(',', detector)
    const size = 50 * 2 ** 20
    const chunk = piece.repeat(2 ** 18 / piece.length)
    for (let sent = 0; sent < size; sent += chunk.length) splitter.push(chunk)
    splitter.end()
    expect(splitter.charactersRead).toBe(size)
    expect(detector.charactersRead).toBeLessThanOrEqual(8 * mostOfValue)
  })
})

describe('the kind of a text', () => {
  test.each([
    ['create table t (a int)', 'x.txt', true],
    ['-- dump\n/* x */ ;\nSET NAMES utf8;\nCREATE TEMPORARY TABLE t (a int)', 'x', true],
    ['create,table,alter\n1,2,3', 'x.sql', false],
    ['nom;prenom\na;b', 'x.sql', false],
    ['create an account\nfor everyone', 'x.csv', false],
  ])('%j of %s: SQL is %s', (text, name, expected) => {
    expect(isSql(text, name)).toBe(expected)
  })

  test('control characters make a binary file', () => {
    expect([isBinary('\u0001\u0002abc'), isBinary('nom\tprénom\r\n')]).toEqual([true, false])
  })
})
