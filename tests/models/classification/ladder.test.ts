import { describe, expect, test } from 'vitest'
import { defaultLadder, type Ladder, ladderHolder, levelLabel, sharedLabel } from '#models/classification/ladder.ts'

const label = (text: string) => ({ fr: text, en: text })
const named: Ladder = {
  ...defaultLadder,
  c: [label('Public'), label('Interne'), label('Protégé'), label('Secret')],
}

test('a placeholder names its number and nothing more', () => {
  expect(levelLabel(defaultLadder, 'd', 3)).toEqual({ fr: 'Niveau 3', en: 'Level 3' })
  expect(levelLabel(named, 'c', 4)).toEqual(label('Secret'))
})

describe('whose ladder holds', () => {
  const parents: Readonly<Record<string, string | null>> = {
    QC: null,
    MSC: 'QC',
    DRI: 'MSC',
    LOOP: 'POOL',
    POOL: 'LOOP',
  }
  test.each([
    { body: 'DRI', set: ['QC', 'MSC', 'DRI'], holder: 'DRI' },
    { body: 'DRI', set: ['QC', 'MSC'], holder: 'MSC' },
    { body: 'DRI', set: ['QC'], holder: 'QC' },
    { body: 'QC', set: ['MSC'], holder: undefined },
    { body: 'LOOP', set: ['QC'], holder: undefined },
  ])('of $body when $set have one: $holder', ({ body, set, holder }) => {
    expect(
      ladderHolder(
        body,
        (one) => parents[one],
        (one) => set.includes(one),
      ),
    ).toBe(holder)
  })
})

test.each([
  { name: 'all alike', ladders: [named, named], expected: label('Public') },
  { name: 'different', ladders: [named, defaultLadder], expected: undefined },
  { name: 'none', ladders: [], expected: undefined },
])('a label shared by $name', ({ ladders, expected }) => {
  expect(sharedLabel(ladders, 'c', 1)).toEqual(expected)
})
