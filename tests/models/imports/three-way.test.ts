import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fields, rowDifference } from '#models/imports/three-way.ts'

describe('difference of one field between base, ours and theirs', () => {
  test.each([
    { name: 'same everywhere', base: 4, ours: 4, theirs: 4, change: 'unchanged', set: {} },
    { name: 'only the file moved', base: 4, ours: 4, theirs: 8, change: 'changed', set: { vcpu: 8 } },
    { name: 'only a person moved', base: 4, ours: 6, theirs: 4, change: 'unchanged', set: {} },
    { name: 'both moved to the same', base: 4, ours: 8, theirs: 8, change: 'unchanged', set: {} },
    { name: 'both moved apart: ours stays', base: 4, ours: 6, theirs: 8, change: 'conflict', set: {} },
    { name: 'first file over something stated', base: null, ours: 6, theirs: 8, change: 'conflict', set: {} },
    { name: 'first file over nothing', base: null, ours: null, theirs: 8, change: 'changed', set: { vcpu: 8 } },
    { name: 'the file no longer says', base: 4, ours: 4, theirs: null, change: 'unchanged', set: {} },
    { name: 'erased by hand, the file repeats itself', base: 4, ours: null, theirs: 4, change: 'unchanged', set: {} },
    { name: 'erased by hand, the file moved', base: 4, ours: null, theirs: 8, change: 'conflict', set: {} },
    { name: 'zero is a value', base: 4, ours: 4, theirs: 0, change: 'changed', set: { vcpu: 0 } },
  ])('$name', ({ base, ours, theirs, change, set }) => {
    const difference = rowDifference({ base: { vcpu: base }, ours: { vcpu: ours }, theirs: { vcpu: theirs } })
    expect(difference.change).toBe(change)
    expect(difference.set).toEqual(set)
  })

  test('a row with one conflict still writes its other fields', () => {
    const difference = rowDifference({
      base: { vcpu: 4, memoryMib: 1024 },
      ours: { vcpu: 6, memoryMib: 1024 },
      theirs: { vcpu: 8, memoryMib: 2048 },
    })
    expect(difference.change).toBe('conflict')
    expect(difference.set).toEqual({ memoryMib: 2048 })
    expect(difference.fields).toEqual([
      { field: 'vcpu', before: 6, after: 8, kept: true },
      { field: 'memoryMib', before: 1024, after: 2048, kept: false },
    ])
  })
})

const value = fc.constantFrom<(string | number | boolean | null)[]>(null, 0, 1, 2, '', 'a', true, false)
const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value)

test('law: the same file again changes nothing, whatever was kept', () => {
  fc.assert(
    fc.property(fields, fields, fields, (base: Fields, ours: Fields, theirs: Fields) => {
      const first = rowDifference({ base, ours, theirs })
      const again = rowDifference({ base: first.base, ours: { ...ours, ...first.set }, theirs })
      expect(again.change).toBe('unchanged')
    }),
  )
})

test('law: what a person changed is never written over', () => {
  fc.assert(
    fc.property(fields, fields, fields, (base: Fields, ours: Fields, theirs: Fields) => {
      const { set } = rowDifference({ base, ours, theirs })
      for (const field of Object.keys(set)) expect(ours[field] ?? null).toBe(base[field] ?? null)
    }),
  )
})
