import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { OverrideSet } from '#models/assumptions/assumption-set.ts'
import { hostingOptions, withCatalogue } from '#models/hosting/hosting-options.ts'
import { priceOutliers } from '#models/prices/outliers.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { dataRows, json, theBook, theSet } from '#tests/support/datasets.ts'

type SourceFile = { readonly files: readonly Record<string, string>[] }

describe.each(readdirSync('data'))('%s', (dataset) => {
  test('says where each of its files comes from', () => {
    const { files } = json<SourceFile>(`data/${dataset}/source.json`)
    for (const file of files) {
      for (const key of ['file', 'publisher', 'address', 'published', 'retrieved', 'licence', 'units'])
        expect(file[key], `${file['file']} ${key}`).toBeTruthy()
      expect(existsSync(`data/${dataset}/${file['file']}`)).toBe(true)
    }
    const figures = readdirSync(`data/${dataset}`).filter((name) => name.endsWith('.csv') || name.endsWith('.yaml'))
    expect(figures.filter((name) => !files.some((file) => file['file'] === name))).toEqual([])
  })
})

test('every price row is read or known not to be money', () => {
  const book = theBook()
  expect(book.refused).toEqual([])
  expect(book.prices.length).toBeGreaterThan(4_500)
  expect(book.prices.filter((price) => !['USD', 'CAD', 'CAD2021', ''].includes(price.currency))).toEqual([])
  for (const price of book.prices) expect(price.amount).toBeGreaterThanOrEqual(0)
})

test('no compute price stands far from its family, once the relabelled rows are set right', () => {
  expect(priceOutliers(theBook().prices).map(({ price }) => `${price.file}:${price.line}`)).toEqual([])
})

test('an AWS size of four processors costs between 5 and 50 cents an hour', () => {
  const four =
    theBook()
      .byOption.get('aws.ca-central-1')
      ?.compute.get('Linux')
      ?.filter((price) => price.vcpu === 4) ?? []
  expect(four.length).toBeGreaterThan(5)
  for (const price of four) expect(price.amount > 0.05 && price.amount < 0.5).toBe(true)
})

test('the assumption set is complete, ordered and signed by its author', () => {
  const set = theSet()
  expect(set.draws).toBe(2_000)
  for (const one of set.assumptions) {
    expect(one.low <= one.likely && one.likely <= one.high).toBe(true)
    expect(one.author && one.status && one.unit).toBeTruthy()
  }
})

const words = /\p{L}{3,}/u

test('what assumptions rest on, and what vendors publish, is told in French and in English', () => {
  const vendors = ['azure-migrate', 'aws'].map((id) => json<OverrideSet>(`data/assumptions/${id}.json`))
  const told: readonly Bilingual[] = [
    ...theSet().assumptions.map(({ reference }) => reference),
    ...vendors.flatMap(({ overrides, notMapped }) => [
      ...overrides.flatMap(({ asPublished, reference }) => [asPublished, reference]),
      ...notMapped,
    ]),
  ]
  expect(told.length).toBeGreaterThan(100)
  for (const { fr, en } of told) {
    expect(fr.trim() === '' || en.trim() === '', `${fr} / ${en}`).toBe(false)
    if (words.test(fr)) expect(fr).not.toBe(en)
    // Numbers as each language writes them: 1 820 and 0,7 beside 1,820 and 0.7.
    expect(fr).not.toMatch(/\d\.\d|\d%|USD/)
    expect(en).not.toMatch(/\d,\d(?!\d\d)|\d\s%|\$ US/)
  }
})

test('hosting options: sixteen offers, unknown where the source does not say', () => {
  const options = hostingOptions(dataRows('data/hosting-options/values.csv'))
  expect(options.map((option) => option.id)).toContain('aws.ca-central-1')
  expect(options.length).toBe(16)
  expect(options.filter((option) => option.catalogue.qualified !== null)).toEqual([])
  expect(options.find((option) => option.id === 'azure.canadaeast')?.independentSites).toBe(1)
  const laid = withCatalogue(options, dataRows('data/hosting-options/demo-catalogue.csv'), true)
  expect(laid.length).toBe(18)
  expect(
    laid.filter((option) => option.catalogue.qualified !== null).every((option) => option.catalogue.fictitious),
  ).toBe(true)
})
