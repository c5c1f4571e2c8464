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
import type { ColumnFinding } from '#models/detection/column-detection.ts'
import { kindDefinitions, sensitiveKinds, type SensitiveKind } from '#models/detection/kinds.ts'
import { suggestedRecord } from '#models/detection/suggested-record.ts'

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
const declared: ClassificationRecord = {
  ...unknownClassification,
  dic: { d: 2, i: 3, c: 2, justification: 'Plaintes anonymisées.', date: '2026-01-05' },
  pi: { ...unknownClassification.pi, present: false, kinds: ['contact'] },
}

describe('what the columns propose', () => {
  test('C is raised, with why and when; D and I stay', () => {
    const { record, c, raisesC, addsPersonalInformation } = suggestedRecord(
      declared,
      [column('nas', 'email'), column()],
      '2026-11-24',
    )
    expect([c, raisesC, addsPersonalInformation]).toEqual([4, true, true])
    expect(record).toEqual({
      ...declared,
      dic: { d: 2, i: 3, c: 4, justification: 'Plaintes anonymisées. Détection : C4 (NAS).', date: '2026-11-24' },
      pi: { ...declared.pi, present: true, kinds: ['contact', 'sin'], sensitive: true },
    })
  })

  test('without levels none is made up: C is said, D and I are a person’s to say', () => {
    const { record, c, raisesC } = suggestedRecord(unknownClassification, [column('health')], '2026-11-24')
    expect([record.dic, c, raisesC]).toEqual([null, 4, false])
  })

  test('nothing found changes nothing: absence of proof is no proof of absence', () => {
    expect(suggestedRecord(declared, [column()], '2026-11-24')).toEqual({
      record: declared,
      c: null,
      raisesC: false,
      addsPersonalInformation: false,
    })
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

  test('never lowers, keeps everything else, stays valid, and says the same twice', () => {
    fc.assert(
      fc.property(record, columns, (before, found) => {
        const { record: after } = suggestedRecord(before, found, '2026-11-24')
        expect(isLowering(before, after)).toBe(false)
        expect(before.pi.kinds.filter((kind) => !after.pi.kinds.includes(kind))).toEqual([])
        expect({ ...after, dic: before.dic, pi: before.pi }).toEqual(before)
        expect([after.dic?.d, after.dic?.i]).toEqual([before.dic?.d, before.dic?.i])
        expect(v.is(classificationRecordSchema, after)).toBe(true)
        expect(suggestedRecord(after, found, '2026-11-24').record).toEqual(after)
      }),
    )
  })
})
