import { expect, test } from 'vitest'
import { assumptionOf, keptSet, withOverrides } from '#models/assumptions/assumption-set.ts'
import { sameInBoth } from '#models/shared/bilingual.ts'
import { theSet } from '#tests/support/datasets.ts'

test('what is laid over says in each language what its owner publishes and where it was read', () => {
  const override = {
    name: 'discountRate',
    value: 0.07,
    asPublished: { fr: '7\u{A0}% par année', en: '7% a year' },
    reference: { fr: 'guide de 2024', en: 'guide of 2024' },
    status: 'verified',
  }
  const laid = withOverrides(theSet(), { id: 'v', version: '1', owner: 'V' }, [override])
  expect(assumptionOf(laid, 'discountRate').reference).toEqual({
    fr: '7\u{A0}% par année (guide de 2024)',
    en: '7% a year (guide of 2024)',
  })
  expect(assumptionOf(laid, 'inflation')).toEqual(assumptionOf(theSet(), 'inflation'))
})

test('a set kept when references were one text reads the same in both languages; one of two languages is left as it is', () => {
  const set = theSet()
  const old = { ...set, assumptions: set.assumptions.map((one) => ({ ...one, reference: one.reference.en })) }
  expect(keptSet(old).assumptions.map(({ reference }) => reference)).toEqual(
    set.assumptions.map(({ reference }) => sameInBoth(reference.en)),
  )
  expect(keptSet(set)).toEqual(set)
})
