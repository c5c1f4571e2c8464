import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { personOf } from '#models/access/same-person.ts'

test.each([
  { name: 'another case', one: 'A.Exemple@msc.invalid', other: 'a.exemple@MSC.invalid', isSame: true },
  { name: 'a tag', one: 'a.exemple+finances@msc.invalid', other: 'a.exemple@msc.invalid', isSame: true },
  { name: 'wide letters', one: 'ａ.exemple@msc.invalid', other: 'a.exemple@msc.invalid', isSame: true },
  { name: 'another domain', one: 'a.exemple@msc.invalid', other: 'a.exemple@mrp.invalid', isSame: false },
  { name: 'no address', one: 'exemple', other: 'Exemple', isSame: true },
  { name: 'a plus outside of an address is a letter', one: 'exemple+1', other: 'exemple', isSame: false },
  { name: 'nothing before the tag', one: '+a@msc.invalid', other: '+b@msc.invalid', isSame: false },
])('$name', ({ one, other, isSame }) => {
  expect(personOf(one) === personOf(other)).toBe(isSame)
})

test('told twice it is the same', () => {
  fc.assert(
    fc.property(fc.string(), (login) => {
      expect(personOf(personOf(login))).toBe(personOf(login))
    }),
  )
})
