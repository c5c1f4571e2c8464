import { describe, expect, test } from 'vitest'
import { codesIn, contentOf, draftOf, faultsOf, newDraft, notCodes } from '#client/cases/case-draft.ts'

const autumn = new Date('2026-11-20T12:00:00Z')
const whole = { ...newDraft(['CH-000001', 'CH-000002'], 'Chosen places', autumn), title: 'Leave the old site' }

test('codes are read from whatever was pasted, once each, and what is not one is told', () => {
  const pasted = 'CH-000001, ch-000002;CH-000001\nsrv-bd01  CH-12'
  expect(codesIn(pasted)).toEqual(['CH-000001', 'CH-000002'])
  expect(notCodes(pasted)).toEqual(['srv-bd01', 'CH-12'])
})

test('a new draft begins next fiscal year and may be sent once it has a title', () => {
  expect(faultsOf(newDraft([], 'Chosen places', autumn))).toEqual({ '/title': 'cases.required' })
  expect(whole.baseYear).toBe(2027)
  expect(contentOf(whole)).toEqual({
    title: 'Leave the old site',
    selection: { kind: 'workloads', codes: ['CH-000001', 'CH-000002'] },
    baseYear: 2027,
    years: 5,
    basis: 'nominal',
    defaultDates: { startsOn: '2027-04-01', cutsOverOn: '2027-10-01', decommissionsOn: '2027-12-31' },
    variants: [{ label: 'Chosen places', place: { kind: 'chosen' }, term: 'on-demand' }],
  })
})

test('what is kept of a case comes back to the form as it was', () => {
  const content = contentOf(whole)
  expect(contentOf(draftOf({ content }))).toEqual(content)
  const inWave = { ...content, selection: { kind: 'wave' as const, wave: 'V-04' }, defaultDates: null }
  expect(contentOf(draftOf({ content: inWave }))).toEqual(inWave)
})

describe('a fault stands at the field it is of', () => {
  test.each([
    { name: 'no code', draft: { ...whole, codes: 'srv-bd01' }, at: '/selection/codes' },
    { name: 'no wave', draft: { ...whole, selection: 'wave' as const }, at: '/selection/wave' },
    { name: 'no year', draft: { ...whole, years: '0' }, at: '/years' },
    { name: 'too many years', draft: { ...whole, years: '21' }, at: '/years' },
    {
      name: 'half a date',
      draft: { ...whole, dates: { ...whole.dates, cutsOverOn: '' } },
      at: '/defaultDates/cutsOverOn',
    },
    {
      name: 'dates backwards',
      draft: { ...whole, dates: { ...whole.dates, decommissionsOn: '2027-05-01' } },
      at: '/defaultDates',
    },
    {
      name: 'a variant without its option',
      draft: {
        ...whole,
        variants: [...whole.variants, { label: 'B', place: 'option' as const, option: '', term: '1y' as const }],
      },
      at: '/variants/1/place/option',
    },
  ])('$name', ({ draft, at }) => {
    expect(Object.keys(faultsOf(draft))).toEqual([at])
  })
  test('without any day, the case simply has none', () => {
    const none = { ...whole, dates: { startsOn: '', cutsOverOn: '', decommissionsOn: '' } }
    expect(faultsOf(none)).toEqual({})
    expect(contentOf(none).defaultDates).toBeNull()
  })
})
