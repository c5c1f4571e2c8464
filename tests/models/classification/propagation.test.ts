import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DataLink, type Held, inherited } from '#models/classification/propagation.ts'

const held = (all: Readonly<Record<string, readonly [c: Held['c'], isPersonal: Held['isPersonal']]>>) =>
  new Map(Object.entries(all).map(([code, [c, isPersonal]]) => [code, { c, isPersonal }]))
const uses = (from: string, to: string, carriesPersonal: boolean | null = true): DataLink => ({
  from,
  to,
  isCopy: false,
  carriesPersonal,
})
const copies = (from: string, to: string): DataLink => ({ from, to, isCopy: true, carriesPersonal: null })

describe('what flows in', () => {
  test.each([
    {
      name: 'a consumer of personal information inherits, its provider does not',
      stated: held({ A: [1, false], B: [4, true] }),
      links: [uses('A', 'B')],
      expected: { A: [4, ['B', 'A'], true, ['B', 'A']] },
    },
    {
      name: 'a link that carries none, or that nobody described, passes nothing',
      stated: held({ A: [1, false], B: [4, true], C: [1, false] }),
      links: [uses('A', 'B', false), uses('C', 'B', null)],
      expected: {},
    },
    {
      name: 'a copy holds the same at both ends',
      stated: held({ A: [3, true], B: [1, null] }),
      links: [copies('A', 'B')],
      expected: { B: [3, ['A', 'B'], true, ['A', 'B']] },
    },
    {
      name: 'along a chain, by the shortest way',
      stated: held({ A: [1, false], B: [2, false], C: [4, true], D: [1, false] }),
      links: [uses('A', 'B'), uses('B', 'C'), uses('A', 'D'), uses('D', 'B')],
      expected: {
        A: [4, ['C', 'B', 'A'], true, ['C', 'B', 'A']],
        B: [4, ['C', 'B'], true, ['C', 'B']],
        D: [4, ['C', 'B', 'D'], true, ['C', 'B', 'D']],
      },
    },
    {
      name: 'round a cycle',
      stated: held({ A: [3, true], B: [null, null], C: [null, null] }),
      links: [uses('B', 'A'), uses('C', 'B'), uses('A', 'C')],
      expected: { B: [3, ['A', 'B'], true, ['A', 'B']], C: [3, ['A', 'B', 'C'], true, ['A', 'B', 'C']] },
    },
    {
      name: 'the highest class wins over the nearest',
      stated: held({ A: [1, true], B: [3, true], C: [4, true], D: [1, true] }),
      links: [uses('A', 'B'), uses('A', 'D'), uses('D', 'C')],
      expected: { A: [4, ['C', 'D', 'A'], false, []], D: [4, ['C', 'D'], false, []] },
    },
  ])('$name', ({ stated, links, expected }) => {
    const found = [...inherited(stated, links)].map(([code, flow]) => [
      code,
      [flow.c, flow.cPath, flow.isPersonal, flow.personalPath],
    ])
    expect(Object.fromEntries(found)).toEqual(expected)
  })
})

const codes = ['A', 'B', 'C', 'D', 'E', 'F'] as const
const someHeld = fc
  .tuple(
    ...codes.map(() =>
      fc.record({ c: fc.constantFrom<Held['c']>(null, 1, 2, 3, 4), isPersonal: fc.constantFrom(true, false, null) }),
    ),
  )
  .map((all) => new Map(codes.map((code, i) => [code as string, all[i] ?? { c: null, isPersonal: null }])))
const someLinks = fc.array(
  fc.record({
    from: fc.constantFrom<string>(...codes),
    to: fc.constantFrom<string>(...codes),
    isCopy: fc.boolean(),
    carriesPersonal: fc.constantFrom(true, false, null),
  }),
  { maxLength: 12 },
)

describe('laws', () => {
  test('nothing is ever lowered, and a way follows links that pass', () => {
    fc.assert(
      fc.property(someHeld, someLinks, (stated, links) => {
        for (const [code, flow] of inherited(stated, links)) {
          if (flow.c !== null) expect(flow.c).toBeGreaterThan(stated.get(code)?.c ?? 0)
          for (const path of [flow.cPath, flow.personalPath].filter((way) => way.length > 0)) {
            expect(path.at(-1)).toBe(code)
            for (let i = 1; i < path.length; i += 1) {
              const passes = links.some(
                (link) =>
                  (link.from === path[i] &&
                    link.to === path[i - 1] &&
                    (link.isCopy || link.carriesPersonal === true)) ||
                  (link.isCopy && link.to === path[i] && link.from === path[i - 1]),
              )
              expect(passes).toBe(true)
            }
          }
        }
      }),
    )
  })
  test('once every workload is raised to what flows in, nothing flows in any more', () => {
    fc.assert(
      fc.property(someHeld, someLinks, (stated, links) => {
        const found = inherited(stated, links)
        const raised = new Map(
          [...stated].map(([code, own]) => {
            const flow = found.get(code)
            return [code, { c: flow?.c ?? own.c, isPersonal: flow?.isPersonal === true ? true : own.isPersonal }]
          }),
        )
        expect([...inherited(raised, links)]).toEqual([])
      }),
    )
  })
  test('the order of the links never matters to what flows in', () => {
    fc.assert(
      fc.property(someHeld, someLinks, (stated, links) => {
        const levels = (all: readonly DataLink[]) =>
          [...inherited(stated, all)].map(([code, flow]) => [code, flow.c, flow.isPersonal, flow.cPath.length])
        expect(levels(links.toReversed())).toEqual(levels(links))
      }),
    )
  })
})
