import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  type ClassificationRecord,
  classificationRecordSchema,
  personalInformationKinds,
  unknownClassification,
} from '#models/classification/classification.schemas.ts'
import { isLowering } from '#models/classification/lowering.ts'
import { isBelow } from '#models/classification/raised.ts'
import type { ColumnFinding } from '#models/detection/column-detection.ts'
import { kindDefinitions, sensitiveKinds, type SensitiveKind } from '#models/detection/kinds.ts'
import { detectedFloor, suggestedRecord as suggestedFrom } from '#models/detection/suggested-record.ts'

const column = (...kinds: SensitiveKind[]): ColumnFinding => ({
  name: 'x',
  table: null,
  type: null,
  kinds: kinds.map((kind) => ({
    kind,
    confidence: 1,
    matched: 0,
    checked: 0,
    shape: null,
    reason: { fr: '', en: '' },
  })),
  suggested: {
    c: kinds.length === 0 ? null : kinds.map((kind) => kindDefinitions[kind].c).reduce((a, b) => (b > a ? b : a)),
  },
})
const suggestedRecord = (record: ClassificationRecord, found: readonly ColumnFinding[]) =>
  suggestedFrom(record, detectedFloor(found), { on: '2026-11-24', language: 'fr' })
const declared: ClassificationRecord = {
  ...unknownClassification,
  dic: { d: 2, i: 3, c: 2, justification: 'Plaintes anonymisées.', date: '2026-01-05' },
  pi: { ...unknownClassification.pi, present: false, kinds: ['contact'] },
}

describe('what the columns propose', () => {
  test('C is raised, with why and when; D and I stay', () => {
    const { record, raisesC, addsPersonalInformation } = suggestedRecord(declared, [column('nas', 'email'), column()])
    expect([raisesC, addsPersonalInformation]).toEqual([true, true])
    expect(record).toEqual({
      ...declared,
      dic: { d: 2, i: 3, c: 4, justification: 'Plaintes anonymisées. Détection : C4 (NAS).', date: '2026-11-24' },
      pi: { ...declared.pi, present: true, kinds: ['contact', 'sin'], sensitive: true },
    })
  })

  test('without levels none is made up: C is said, D and I are a person’s to say', () => {
    const { record, raisesC } = suggestedRecord(unknownClassification, [column('health')])
    expect([record.dic, raisesC]).toEqual([null, false])
    expect(detectedFloor([column('health')]).c).toBe(4)
  })

  test('nothing found changes nothing: absence of proof is no proof of absence', () => {
    expect(suggestedRecord(declared, [column()])).toEqual({
      record: declared,
      raisesC: false,
      addsPersonalInformation: false,
    })
  })
})

describe('the floor that columns make', () => {
  test.each([
    {
      name: 'the highest level, who asks for it, every kind of personal information',
      columns: [column('email'), column('nas', 'person-name'), column('health')],
      expected: {
        c: 4,
        isPersonal: true,
        kinds: ['identity', 'contact', 'health', 'sin'],
        isSensitive: true,
        because: ['nas', 'health'],
      },
    },
    {
      name: 'a secret is no personal information',
      columns: [column('secret')],
      expected: { c: 4, isPersonal: false, kinds: [], isSensitive: false, because: ['secret'] },
    },
    {
      name: 'nothing found asks nothing',
      columns: [column(), column()],
      expected: { c: null, isPersonal: false, kinds: [], isSensitive: false, because: [] },
    },
  ])('$name', ({ columns, expected }) => {
    expect(detectedFloor(columns)).toEqual(expected)
  })

  test('what was written ends as a sentence before ours begins', () => {
    const open = { ...declared, dic: { d: 2, i: 3, c: 2, justification: 'Atelier', date: '2026-01-05' } } as const
    expect(suggestedRecord(open, [column('nas')]).record.dic?.justification).toBe('Atelier. Détection : C4 (NAS).')
  })

  test('the sentence is in the language of who proposes', () => {
    const { record } = suggestedFrom(declared, detectedFloor([column('nas')]), { on: '2026-11-24', language: 'en' })
    expect(record.dic?.justification).toBe('Plaintes anonymisées. Detection: C4 (Social insurance number).')
  })
})

describe('laws', () => {
  const level = fc.constantFrom(1, 2, 3, 4)
  const record = fc
    .record({
      dic: fc.option(
        fc.record({
          d: level,
          i: level,
          c: level,
          justification: fc.string({ maxLength: 2_000 }),
          date: fc.constant('2026-01-01'),
        }),
      ),
      present: fc.option(fc.boolean()),
      sensitive: fc.option(fc.boolean()),
      kinds: fc.uniqueArray(fc.constantFrom(...personalInformationKinds)),
    })
    .map(({ dic, present, sensitive, kinds }): ClassificationRecord => ({
      ...unknownClassification,
      dic: dic === null ? null : { ...dic, d: dic.d as 1, i: dic.i as 1, c: dic.c as 1 }, // each is one of the four levels
      pi: { ...unknownClassification.pi, present, sensitive, kinds },
    }))
  const columns = fc.array(
    fc.uniqueArray(fc.constantFrom(...sensitiveKinds), { maxLength: 3 }).map((kinds) => column(...kinds)),
  )

  test('the floor is the same in any order, and one more column never lowers it', () => {
    fc.assert(
      fc.property(columns, columns, (some, others) => {
        const floor = detectedFloor(some)
        const more = detectedFloor([...others, ...some])
        expect(detectedFloor(some.toReversed())).toEqual(floor)
        expect(more.c ?? 0).toBeGreaterThanOrEqual(floor.c ?? 0)
        expect(floor.kinds.filter((kind) => !more.kinds.includes(kind))).toEqual([])
        expect([floor.isPersonal && !more.isPersonal, floor.isSensitive && !more.isSensitive]).toEqual([false, false])
      }),
    )
  })

  test('never lowers, keeps everything else, stays valid, and says the same twice', () => {
    fc.assert(
      fc.property(record, columns, (before, found) => {
        const { record: after } = suggestedRecord(before, found)
        expect(isLowering(before, after)).toBe(false)
        expect(before.pi.kinds.filter((kind) => !after.pi.kinds.includes(kind))).toEqual([])
        expect({ ...after, dic: before.dic, pi: before.pi }).toEqual(before)
        expect([after.dic?.d, after.dic?.i]).toEqual([before.dic?.d, before.dic?.i])
        expect(v.is(classificationRecordSchema, after)).toBe(true)
        if (before.dic !== null) expect(isBelow(after, detectedFloor(found))).toBe(false)
        expect(suggestedRecord(after, found).record).toEqual(after)
      }),
    )
  })
})
