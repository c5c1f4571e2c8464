import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameReading, wordsOf } from '#models/detection/column-names.ts'
import { canHold, typeFamily } from '#models/detection/declared-types.ts'

const kindsOf = (name: string, table: string | null = null) => [...nameReading(name, table).scores.keys()]

describe('a column’s name', () => {
  test.each([
    ['NO_ASS_SOC', ['no', 'ass', 'soc']],
    ['dateNaissance', ['date', 'naissance']],
    ['N.A.S.', ['nas']],
    ['XMLHttpRequest', ['xml', 'http', 'request']],
    ['Téléphones (maison)', ['telephone', 'maison']],
    ['datenaissance', ['date', 'naissance']],
  ])('%s is cut into %j', (name, words) => {
    expect(wordsOf(name)).toEqual(words)
  })

  test.each([
    { name: 'nas', kinds: ['nas'] },
    { name: 'nas_mount_path', kinds: [] },
    { name: 'NAS_server', kinds: [] },
    { name: 'socialInsuranceNumber', kinds: ['nas'] },
    { name: 'order_number', kinds: [] },
    { name: 'carte_reseau', kinds: [] },
    { name: 'no_carte_credit', kinds: ['payment-card'] },
    { name: 'adresse_ip', kinds: [] },
    { name: 'mac_address', kinds: [] },
    { name: 'adresse_courriel', kinds: ['email'] },
    { name: 'email_template_id', kinds: [] },
    { name: 'phone_model', kinds: [] },
    { name: 'nom_table', kinds: [] },
    { name: 'NM_FAM', kinds: ['person-name'] },
    { name: 'CD_POST', kinds: ['postal-code'] },
    { name: 'date_naissance_enfant', kinds: ['birth-date', 'minor'] },
    { name: 'lieu_naissance', kinds: [] },
    { name: 'est_mineur', kinds: ['minor'] },
    { name: 'version_mineure', kinds: [] },
    { name: 'type_handicap', kinds: ['health'] },
    { name: 'etat_sante_serveur', kinds: [] },
    { name: 'password_length', kinds: [] },
    { name: 'BillingAccountId', kinds: [] },
    { name: 'empreinte_carbone', kinds: [] },
    { name: 'empreinte_digitale', kinds: ['biometric'] },
  ])('$name: $kinds', ({ name, kinds }) => {
    expect(kindsOf(name)).toEqual(kinds)
  })

  test('the table tells whose name it is', () => {
    expect([kindsOf('nom', 'employe'), kindsOf('nom', 'logiciel'), kindsOf('nom')]).toEqual([['person-name'], [], []])
  })

  test('case, accents and separators change nothing', () => {
    const word = fc.constantFrom(
      'Numéro',
      'assurance',
      'Sociale',
      'courriel',
      'prénom',
      'salaire',
      'dossier',
      'nb',
      'type',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const snake = words.join('_')
        const expected = kindsOf(snake).toSorted()
        for (const other of [
          snake.toUpperCase(),
          words.join(' '),
          snake.normalize('NFD'),
          words.join('-').toLowerCase(),
        ])
          expect(kindsOf(other).toSorted()).toEqual(expected)
      }),
    )
  })
})

describe('a declared type', () => {
  test.each([
    ['VARCHAR2(60 CHAR)', 'text'],
    ['NUMBER(9)', 'integer'],
    ['NUMBER(9,2)', 'decimal'],
    ['CHAR(1)', 'boolean'],
    ['tinyint(1)', 'boolean'],
    ['bit', 'boolean'],
    ['timestamp without time zone', 'date'],
    ['uniqueidentifier', 'uuid'],
    ['geometry', 'other'],
    [null, null],
  ])('%s is %s', (type, family) => {
    expect(typeFamily(type)).toBe(family)
  })

  test('what cannot hold a kind denies it; what is not declared denies nothing', () => {
    expect([
      canHold('email', 'integer'),
      canHold('email', 'text'),
      canHold('nas', 'boolean'),
      canHold('email', null),
    ]).toEqual([false, true, false, true])
  })
})
