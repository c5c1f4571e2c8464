import { describe, expect, test } from 'vitest'
import { unknownClassification } from '#models/classification/classification.schemas.ts'
import type { HostingOption, PlaceElement } from '#models/hosting/hosting-option.schemas.ts'
import { nsiStanding } from '#models/hosting/nsi-ladder.ts'
import { type ElementPlaces, elementPlaces } from '#models/hosting/places.ts'
import { theDemoOptions } from '#tests/support/some-portfolio-records.ts'

const catalogue = theDemoOptions()
const optionOf = (id: string): HostingOption => {
  const option = catalogue.find((one) => one.id === id)
  if (option === undefined) throw new Error(`no option ${id}`)
  return option
}
const bare: HostingOption = {
  ...optionOf('aws.ca-central-1'),
  contractEntity: null,
  elsewhere: [],
  processesClearText: null,
  obligationsMet: [],
  compellingJurisdictions: null,
}
const row = (option: HostingOption, element: PlaceElement, record: Parameters<typeof elementPlaces>[1] = null) => {
  const found = elementPlaces(option, record).find((one) => one.element === element)
  if (found === undefined) throw new Error(element)
  return found
}
const asks = ({
  questions,
}: ElementPlaces[keyof Pick<ElementPlaces, 'residency' | 'operation' | 'jurisdiction' | 'technical'>]) =>
  questions.map(({ en }) => en)
const withPlaces = (...places: (typeof unknownClassification)['places']) => ({ places, obligationsMet: [] })

describe('residency', () => {
  test('an element of which the option says nothing follows its place, and says so', () => {
    expect(row(bare, 'data').residency.answer).toEqual([{ country: 'CA', province: 'QC', origin: 'option' }])
    expect(row(bare, 'logs').residency.answer).toEqual([{ country: 'CA', province: 'QC', origin: 'follows-option' }])
  })
  test('what the workload keeps elsewhere is added, not put in its place', () => {
    const archive = { what: 'backup', country: 'CA', province: 'ON', entity: 'Archives' } as const
    expect(row(bare, 'backup', withPlaces(archive)).residency).toEqual({
      answer: [
        { country: 'CA', province: 'QC', origin: 'follows-option' },
        { country: 'CA', province: 'ON', origin: 'workload' },
      ],
      questions: [],
    })
  })
  test('an unknown place is a question; a foreign country needs no province', () => {
    const unknown = { ...bare, elsewhere: [{ what: 'support' as const, country: null, province: null }] }
    expect(asks(row(unknown, 'support').residency)).toEqual(['Where is support given from?'])
    const abroad = { ...bare, elsewhere: [{ what: 'support' as const, country: 'US', province: null }] }
    expect(asks(row(abroad, 'support').residency)).toEqual([])
  })
})

describe('operation', () => {
  test('who operates, under which contract, administered from where', () => {
    const { answer, questions } = row(optionOf('azure.canadaeast'), 'data').operation
    expect(answer).toEqual([
      {
        entity: 'Microsoft Azure',
        contract: { country: 'CA', province: 'QC', name: 'Entité contractante fictive au Québec' },
        administeredFrom: [{ country: 'CA', province: 'ON', origin: 'option' }],
        origin: 'option',
      },
    ])
    expect(questions).toEqual([])
    expect(asks(row(bare, 'data').operation)).toEqual(['With which entity is the contract signed?'])
  })
  test('who holds what the workload keeps elsewhere is asked when nobody says', () => {
    const place = { what: 'backup', country: 'CA', province: 'QC', entity: null } as const
    expect(asks(row(optionOf('ngq'), 'backup', withPlaces(place)).operation)).toContain(
      'Who holds what the workload keeps elsewhere?',
    )
  })
})

describe('jurisdiction', () => {
  test('the parent and every presence count, with the contract and the place', () => {
    expect(row(optionOf('ovh.bhs'), 'data').jurisdiction.answer).toEqual([
      { country: 'FR', by: ['parent'] },
      { country: 'US', by: ['presence'] },
      { country: 'CA', by: ['contract', 'place'] },
    ])
  })
  test('jurisdictions that nobody established are asked, beside what is known', () => {
    expect(row(bare, 'data').jurisdiction).toMatchObject({
      answer: [
        { country: 'US', by: ['parent'] },
        { country: 'CA', by: ['place'] },
      ],
      questions: [{ en: 'Which countries can compel this provider or its group?' }],
    })
  })
  test('an element’s own entity is asked about, for that element only', () => {
    const keys = { what: 'keys', country: 'FR', province: null, entity: 'Séquestre' } as const
    const option = optionOf('ngq')
    expect(asks(row(option, 'keys', withPlaces(keys)).jurisdiction)).toEqual(['Which countries can compel Séquestre?'])
    expect(row(option, 'keys', withPlaces(keys)).jurisdiction.answer).toContainEqual({ country: 'FR', by: ['place'] })
    expect(asks(row(option, 'data', withPlaces(keys)).jurisdiction)).toEqual([])
  })
})

describe('technical', () => {
  const hyok = { ...bare, obligationsMet: ['keys.hyok'] }
  test.each<{ name: string; option: HostingOption; element: PlaceElement; answer: string; asked: number }>([
    { name: 'nothing stated', option: bare, element: 'data', answer: 'unknown', asked: 2 },
    {
      name: 'keys not stated, no clear text',
      option: { ...bare, processesClearText: false },
      element: 'data',
      answer: 'unknown',
      asked: 1,
    },
    {
      name: 'clear text',
      option: { ...hyok, processesClearText: true },
      element: 'data',
      answer: 'clear-text',
      asked: 0,
    },
    {
      name: 'keys outside, no clear text',
      option: { ...hyok, processesClearText: false },
      element: 'data',
      answer: 'keys-outside',
      asked: 0,
    },
    { name: 'keys outside, clear text not stated', option: hyok, element: 'data', answer: 'unknown', asked: 1 },
    {
      name: 'logs are written by who operates',
      option: hyok,
      element: 'logs',
      answer: 'produced-by-operator',
      asked: 0,
    },
    { name: 'the State', option: optionOf('ngq'), element: 'data', answer: 'by-state', asked: 0 },
    {
      name: 'attested confidential computing',
      option: { ...bare, obligationsMet: ['keys.attested_confidential_computing'] },
      element: 'data',
      answer: 'confidential-computing',
      asked: 0,
    },
  ])('$name', ({ option, element, answer, asked }) => {
    const { technical } = row(option, element)
    expect(technical.answer).toBe(answer)
    expect(technical.questions).toHaveLength(asked)
  })
  test('what is not known always carries a question, on every offer', () => {
    for (const option of [...catalogue, bare])
      for (const { technical, residency } of elementPlaces(option, null)) {
        if (technical.answer === 'unknown') expect(technical.questions).not.toEqual([])
        if (residency.answer.some(({ country }) => country === null)) expect(residency.questions).not.toEqual([])
      }
  })
})

describe('the ladder NSI', () => {
  test('level 1: what level 2 asks for, and what is not known of it', () => {
    expect(nsiStanding(optionOf('aws.ca-central-1'), [])).toMatchObject({
      kind: 'known',
      level: 1,
      above: [{ state: 'unknown' }, { state: 'met' }],
      isToReview: false,
    })
    const abroad = { ...bare, elsewhere: [{ what: 'support' as const, country: 'US', province: null }] }
    expect(nsiStanding(abroad, ['keys.hyok', 'support.canada_only'])).toMatchObject({
      above: [{ state: 'met' }, { state: 'open' }],
    })
  })
  test('everything of the next level met: the level is to be looked at again', () => {
    expect(nsiStanding(optionOf('aws.ca-central-1'), ['keys.hyok'])).toMatchObject({ level: 1, isToReview: true })
  })
  test('a foreign group does not reach level 3; a Canadian one still shows its shareholders', () => {
    const states = (option: HostingOption) => {
      const standing = nsiStanding({ ...option, nsi: 2 }, [])
      return standing.kind === 'known' ? standing.above.map(({ state }) => state) : []
    }
    expect(states({ ...bare, compellingJurisdictions: ['US'] })).toEqual(['open', 'open', 'met', 'open'])
    expect(states(optionOf('micrologic.cirrus'))).toEqual(['met', 'unknown', 'met', 'met'])
  })
  test('the top has nothing above; an unstated level is asked', () => {
    expect(nsiStanding(optionOf('ngq'), [])).toMatchObject({ level: 4, above: [], isToReview: false })
    expect(nsiStanding({ ...bare, nsi: null }, [])).toMatchObject({ kind: 'unknown' })
  })
})
