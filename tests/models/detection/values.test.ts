import { describe, expect, test } from 'vitest'
import { kindBit } from '#models/detection/kind-bits.ts'
import { sensitiveKinds } from '#models/detection/kinds.ts'
import { createValueReader, mostOfValue } from '#models/detection/value-reader.ts'

const kindsOf = (bits: number) => sensitiveKinds.filter((kind) => (bits & kindBit[kind]) !== 0)
const read = (value: string) => {
  const reader = createValueReader()
  const isFilled = reader.read(value, 0, value.length)
  return { isFilled, whole: kindsOf(reader.whole), inside: kindsOf(reader.inside), shape: reader.shape(), reader }
}

// The numbers are made for these tests: they pass the checks and belong to nobody we know of.
describe('a whole value', () => {
  test.each([
    { value: '193 456 787', kinds: ['nas'], why: 'Luhn holds: 1+9+3+… = 50' },
    { value: '193456787', kinds: ['nas'], why: 'without spaces' },
    { value: '193-456-787', kinds: ['nas'], why: 'dashes' },
    { value: '193 456-787', kinds: [], why: 'two different separators' },
    { value: '193 456 788', kinds: [], why: 'check digit wrong' },
    { value: '046 454 286', kinds: [], why: 'first digit 0 is given to nobody' },
    { value: '812 345 672', kinds: [], why: 'first digit 8 is given to businesses' },
    { value: 'TREM 8551 1201', kinds: ['nam'], why: 'a woman: month plus 50' },
    { value: 'TREM85511201', kinds: ['nam'], why: 'without spaces' },
    { value: 'TREM 8513 1201', kinds: [], why: 'month 13' },
    { value: 'TREM 8502 3001', kinds: [], why: '30 February' },
    { value: 'TR3M 8551 1201', kinds: [], why: 'a digit among the letters' },
    { value: 'T1234-150885-06', kinds: ['drivers-permit'], why: 'permit' },
    { value: 'T123415088506', kinds: ['drivers-permit'], why: 'permit without dashes, with its date' },
    { value: 'T123499088506', kinds: [], why: 'no day 99' },
    { value: '4539578763621486', kinds: ['payment-card'], why: 'Visa range' },
    { value: '4539 5787 6362 1486', kinds: ['payment-card'], why: 'in fours' },
    { value: '1539578763621483', kinds: [], why: 'Luhn holds, no network has this range' },
    { value: '12345-815-1234567', kinds: ['bank-account'], why: 'transit, institution 815, account' },
    { value: '12345-999-1234567', kinds: [], why: 'no institution 999' },
    { value: 'GB82WEST12345698765432', kinds: ['bank-account'], why: 'the IBAN given as example by its standard' },
    { value: 'GB82WEST12345698765433', kinds: [], why: 'remainder is not 1' },
    { value: 'a.b+c@exemple.gouv.qc.ca', kinds: ['email'], why: 'e-mail' },
    { value: 'a@b', kinds: [], why: 'no point in the domain' },
    { value: '@exemple.ca', kinds: [], why: 'no local part' },
    { value: '(418) 555-0199', kinds: ['phone'], why: 'brackets' },
    { value: '1-514-555-0199', kinds: ['phone'], why: 'leading 1' },
    { value: '100-555-0199', kinds: [], why: 'no area code 100' },
    { value: 'G1R 4S9', kinds: ['postal-code'], why: 'Québec' },
    { value: 'D1R 4S9', kinds: [], why: 'no code begins with D' },
    { value: '1234, rue Saint-Denis, app. 4', kinds: ['address'], why: 'civic number and street' },
    { value: '12 Main Street', kinds: ['address'], why: 'English' },
    { value: 'Geneviève Bélanger', kinds: ['person-name'], why: 'accents folded' },
    { value: 'TREMBLAY, Luc', kinds: ['person-name'], why: 'name first' },
    { value: 'Gestion documentaire', kinds: [], why: 'no name' },
    { value: 'Tremblay inc', kinds: [], why: 'a business' },
    { value: '123456782RT0001', kinds: ['tax-id'], why: 'GST account, Luhn on its nine digits' },
    { value: '123456783RT0001', kinds: [], why: 'Luhn fails' },
    { value: '1234567890TQ0001', kinds: ['tax-id'], why: 'QST account' },
    { value: 'E11.9', kinds: ['health'], why: 'ICD-10' },
    { value: 'Diabète de type 2', kinds: ['health'], why: 'a diagnosis in words' },
    { value: '500-01-123456-789', kinds: ['justice'], why: 'a court file of Québec' },
    { value: '$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTU', kinds: ['secret'], why: 'bcrypt' },
    { value: '10.0.0.12', kinds: [], why: 'an IP address' },
    { value: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4', kinds: [], why: 'a digest is no secret' },
  ])('$value: $kinds ($why)', ({ value, kinds }) => {
    expect(read(value).whole).toEqual(kinds)
  })

  test.each([
    ['193 456 787', '999 999 999'],
    ['TREM 8551 1201', 'AAAA 9999 9999'],
    ['T1234-150885-06', 'A9999-999999-99'],
    ['(418) 555-0199', '(999) 999-9999'],
  ])('the shape of %s is %s', (value, shape) => {
    expect(read(value).shape).toBe(shape)
  })

  test.each(['', '   ', 'NULL', '\\N'])('%j is blank', (value) => {
    expect(read(value).isFilled).toBe(false)
  })
})

describe('inside a sentence', () => {
  test.each([
    { value: 'La personne a donné son NAS 193 456 787 au comptoir.', kinds: ['nas'] },
    { value: 'Le NAS 193456787 est à vérifier au dossier.', kinds: ['nas'] },
    { value: 'La commande 193456787 est à vérifier au dossier.', kinds: [] },
    { value: 'Carte TREM 8551 1201 vue par le préposé.', kinds: ['nam'] },
    { value: 'Écrire à x.y@exemple.ca avant vendredi prochain.', kinds: ['email'] },
    { value: 'Rappeler au 418 555-0199 demain avant midi.', kinds: ['phone'] },
    { value: 'Paid with 4539 5787 6362 1486 at the counter today.', kinds: ['payment-card'] },
    { value: 'Le mot de passe : Neige123! est à changer.', kinds: ['secret'] },
    { value: 'Changer le mot de passe avant la fin du mois.', kinds: [] },
    { value: 'Version 3.2.1 du 2026-11-24, voir la section 45.', kinds: [] },
  ])('$value: $kinds', ({ value, kinds }) => {
    expect(read(value).inside).toEqual(kinds)
  })
})

describe('hostile values cost what their first characters cost', () => {
  test.each([
    ['one letter', 'a'],
    ['at signs', 'a@'],
    ['digits and dashes', '1-'],
    ['points', 'a.a@a.'],
    ['brackets', '1) '],
    ['heads of secrets', '$2b$ '],
    ['postal beginnings', 'G1R 4S G1R '],
  ])('%s', (_, piece) => {
    const value = piece.repeat(2_000_000 / piece.length)
    const { reader } = read(value)
    expect(reader.isCut).toBe(true)
    expect(reader.charactersRead).toBeLessThanOrEqual(2 * mostOfValue)
  })
})
