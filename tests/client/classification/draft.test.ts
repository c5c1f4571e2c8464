import { expect, test } from 'vitest'
import { type ClassificationRecord, unknownClassification } from '#models/classification/classification.schemas.ts'
import { checkedDraft, draftOf, suggestedDraft } from '#client/classification/draft.ts'

const full: ClassificationRecord = {
  ...unknownClassification,
  dic: { d: 3, i: 2, c: 4, justification: 'dossiers', date: '2026-09-12' },
  owner: 'Direction des prestations',
  pi: { ...unknownClassification.pi, present: true, kinds: ['health'], sensitive: false },
  places: [{ what: 'backup', country: 'CA', province: 'AB', entity: null }],
  obligationsMet: ['exit.plan'],
}

test.each([
  { name: 'everything unknown', record: unknownClassification },
  { name: 'a filled record', record: full },
])('a record put on the form and read back is the same: $name', ({ record }) => {
  const checked = checkedDraft({ ...draftOf(record), reason: 'parce que' })
  expect(checked).toEqual({ kind: 'ready', proposal: { record, reason: 'parce que' } })
})

test.each([
  { name: 'one level of three', change: { 'dic.d': '3' }, path: 'dic.i' },
  { name: 'levels without a date', change: { 'dic.d': '3', 'dic.i': '3', 'dic.c': '3' }, path: 'dic.date' },
])('what is missing is said beside its field: $name', ({ change, path }) => {
  const start = draftOf(unknownClassification)
  const checked = checkedDraft({ ...start, values: { ...start.values, ...change }, reason: 'parce que' })
  expect(checked.kind === 'wrong' ? Object.keys(checked.errors) : []).toContain(path)
})

test('a proposal needs its reason', () => {
  const checked = checkedDraft(draftOf(full))
  expect(checked.kind === 'wrong' ? Object.keys(checked.errors) : []).toEqual(['reason'])
})

test('an analysis starts the form: its record, its reason, and the level asked for where none was stated, D and I left open', () => {
  const asked = { record: unknownClassification, reason: 'Analyse de a.sql', c: 4, on: '2026-11-25' } as const
  const draft = suggestedDraft(asked)
  expect(draft.values).toEqual({ ...draftOf(unknownClassification).values, 'dic.c': '4', 'dic.date': '2026-11-25' })
  const checked = checkedDraft(draft)
  expect(checked.kind === 'wrong' ? Object.keys(checked.errors).toSorted() : []).toEqual(['dic.d', 'dic.i'])
  expect(checkedDraft(suggestedDraft({ ...asked, record: full, c: null }))).toEqual({
    kind: 'ready',
    proposal: { record: full, reason: 'Analyse de a.sql' },
  })
})
