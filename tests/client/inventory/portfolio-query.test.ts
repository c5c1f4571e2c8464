import fc from 'fast-check'
import { expect, test } from 'vitest'
import { facetIds } from '#client/inventory/portfolio-index.ts'
import {
  defaultColumns,
  defaultSort,
  portfolioQuery,
  portfolioSearch,
  withFacetValue,
  withoutCriterion,
} from '#client/inventory/portfolio-query.ts'
import { sortColumns } from '#client/inventory/portfolio-sort.ts'

test.each([
  {
    name: 'nothing is as usual',
    search: '',
    expected: { filter: { text: '', facets: {} }, sort: defaultSort, columns: defaultColumns },
  },
  {
    name: 'a full address',
    search: '?q=paie&c=4,3&organisme=MSC&tri=name&colonnes=best,name,body',
    expected: {
      filter: { text: 'paie', facets: { c: ['4', '3'], body: ['MSC'] } },
      sort: { column: 'name', descending: false },
      columns: ['name', 'best', 'body'],
    },
  },
  {
    name: 'what is not known is left out',
    search: '?tri=-nothing&colonnes=x,y&saison=9',
    expected: { filter: { text: '', facets: {} }, sort: defaultSort, columns: defaultColumns },
  },
])('reads an address: $name', ({ search, expected }) => {
  expect(portfolioQuery(search)).toEqual(expected)
})

test('writing then reading gives the same screen', () => {
  const query = fc.record({
    filter: fc.record({
      text: fc.string(),
      facets: fc
        .uniqueArray(fc.constantFrom(...facetIds))
        .map((ids) => Object.fromEntries(ids.map((id) => [id, ['a', 'b']]))),
    }),
    sort: fc.record({ column: fc.constantFrom(...sortColumns), descending: fc.boolean() }),
    columns: fc
      .shuffledSubarray([...sortColumns].filter((one) => one !== 'name'))
      .map((some) => ['name' as const, ...some]),
  })
  fc.assert(
    fc.property(query, (one) => {
      expect(portfolioQuery(portfolioSearch(one))).toEqual(one)
    }),
  )
})

test('a value is chosen and released', () => {
  const start = { text: 'x', facets: { c: ['4'] } }
  const both = withFacetValue(start, 'c', '3', true)
  expect(both.facets).toEqual({ c: ['4', '3'] })
  expect(withFacetValue(withFacetValue(both, 'c', '3', false), 'c', '4', false).facets).toEqual({})
  expect(withoutCriterion(both, 'text')).toEqual({ text: '', facets: { c: ['4', '3'] } })
})
