import { expect, test } from 'vitest'
import { regressionRows, unitRateRows } from '#models/benefits/baseline-rows.ts'

test('unit rates are read as pasted, dollars turned into cents and what is empty left out', () => {
  const text = 'hosting\t412,50\tserveurs\t22\tindice\t108,2\n\nsupport\t1 200\t\t1'
  expect(unitRateRows(text)).toEqual({
    kind: 'read',
    model: {
      kind: 'unit-rates',
      elements: [
        {
          element: 'hosting',
          rateCents: 41_250,
          driver: 'serveurs',
          quantity: 22,
          index: { measure: 'indice', base: 108.2 },
        },
        { element: 'support', rateCents: 120_000, driver: null, quantity: 1, index: null },
      ],
    },
  })
})

test.each([
  ['an element nobody knows', 'hébergement;1;;1', 1, 'element'],
  ['a rate that is no number', '\nhosting;beaucoup;;1', 2, 'number'],
  ['a driver that is no key', 'hosting;1;Nos serveurs;1', 1, 'key'],
  ['an index without its value', 'hosting;1;;1;indice', 1, 'index-without-base'],
  ['too few cells', 'hosting;1', 1, 'columns'],
  ['nothing', ' \n', 1, 'nothing'],
])('%s is refused at its line', (_name, text, line, fault) => {
  expect(unitRateRows(text)).toEqual({ kind: 'fault', line, fault })
})

test('months of a regression are read under the names of their drivers', () => {
  expect(regressionRows('mois;coût;dossiers\n2025-04;1 234,56;120\n2025-05;1300;131,5')).toEqual({
    kind: 'read',
    model: {
      kind: 'regression',
      drivers: ['dossiers'],
      months: [
        { period: '2025-04', costCents: 123_456, drivers: [120] },
        { period: '2025-05', costCents: 130_000, drivers: [131.5] },
      ],
    },
  })
})

test.each([
  ['no driver', 'mois;coût\n2025-04;1', 1, 'columns'],
  ['a month that is none', 'mois;coût;dossiers\n2025-13;1;2', 2, 'month'],
  ['a value missing', 'mois;coût;dossiers\n2025-04;1;2\n2025-05;1', 3, 'columns'],
  ['no month', 'mois;coût;dossiers', 2, 'nothing'],
])('a regression with %s is refused at its line', (_name, text, line, fault) => {
  expect(regressionRows(text)).toEqual({ kind: 'fault', line, fault })
})
