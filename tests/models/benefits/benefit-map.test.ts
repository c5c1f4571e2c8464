import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cycleClosedBy, type Link, mapGaps, pathThrough } from '#models/benefits/benefit-map.ts'

const link = (text: string): Link => {
  const [from = '', to = ''] = text.split('>')
  return { from, to }
}
const links = (...texts: string[]) => texts.map(link)

describe('circles', () => {
  test.each([
    { name: 'a straight line', edge: 'c>d', edges: ['a>b', 'b>c'], expected: undefined },
    { name: 'back to the start', edge: 'c>a', edges: ['a>b', 'b>c'], expected: ['c', 'a', 'b', 'c'] },
    { name: 'onto itself', edge: 'a>a', edges: [], expected: ['a', 'a'] },
    { name: 'two ways to one node', edge: 'a>c', edges: ['a>b', 'b>c'], expected: undefined },
  ])('$name', ({ edge, edges, expected }) => {
    expect(cycleClosedBy(link(edge), links(...edges))).toEqual(expected)
  })
  const nodes = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  test('a map drawn link by link, each circle refused, never holds one', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ from: nodes, to: nodes }), { maxLength: 40 }), (asked) => {
        const drawn: Link[] = []
        for (const edge of asked) {
          const circle = cycleClosedBy(edge, drawn)
          if (circle === undefined) drawn.push(edge)
          else {
            // The circle named is one: each step is a link drawn, or the one refused.
            expect(circle[0]).toBe(circle.at(-1))
            for (const [i, to] of circle.slice(1).entries())
              expect([...drawn, edge].some((one) => one.from === circle[i] && one.to === to)).toBe(true)
          }
        }
        for (const { from } of drawn) {
          const reached = new Set<string>()
          const open = [from]
          while (open.length > 0) {
            const at = open.pop()
            for (const one of drawn.filter((each) => each.from === at && !reached.has(each.to))) {
              reached.add(one.to)
              open.push(one.to)
            }
          }
          expect(reached.has(from)).toBe(false)
        }
      }),
    )
  })
})

test('an end benefit needs an objective and an enabler; a lever leads somewhere', () => {
  const nodes = [
    { code: 'lever', layer: 'lever' },
    { code: 'idle', layer: 'lever' },
    { code: 'whole', layer: 'end' },
    { code: 'alone', layer: 'end' },
    { code: 'aim', layer: 'objective' },
  ]
  expect(mapGaps(nodes, links('lever>whole', 'whole>aim'))).toEqual([
    { code: 'idle', gap: 'enables-nothing' },
    { code: 'alone', gap: 'no-objective' },
    { code: 'alone', gap: 'no-enabler' },
  ])
})

test('the path of a benefit is what leads to it and what it leads to', () => {
  const edges = links('a>b', 'b>c', 'c>d', 'x>c', 'b>y')
  expect([...pathThrough('c', edges)].toSorted()).toEqual(['a', 'b', 'c', 'd', 'x'])
})
