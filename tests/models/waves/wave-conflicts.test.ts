import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveGroups } from '#models/waves/move-groups.ts'
import {
  blackoutConflicts,
  conflictsBeyond,
  linksBetweenWaves,
  type MoveLink,
  type PlannedWave,
  waveConflicts,
} from '#models/waves/wave-conflicts.ts'

const today = '2026-11-25'
const tax = { id: 'tax', name: 'Saison des impôts', from: '2027-02-15', to: '2027-04-30' }
const election = { id: 'election', name: 'Élections', from: '2027-05-01', to: '2027-05-10' }

const planned = (code: string, cutsOverOn: string, members: readonly string[]): PlannedWave => ({
  code,
  dates: { startsOn: '2026-10-01', cutsOverOn, decommissionsOn: '2027-09-01' },
  members,
  blackouts: [],
})
const link = (from: string, to: string, more: Partial<MoveLink> = {}): MoveLink => ({
  from,
  to,
  isCopy: false,
  latencyNeedMs: null,
  ...more,
})

describe('blackouts', () => {
  const dates = { startsOn: '2027-02-20', cutsOverOn: '2027-04-30', decommissionsOn: '2027-07-01' }
  test('a cut-over on the last day of one is told, with the nearest days free of all of them', () => {
    expect(blackoutConflicts(dates, [tax, election], today)).toEqual([
      {
        kind: 'cut-over-in-blackout',
        blackout: tax,
        on: '2027-04-30',
        freeBefore: '2027-02-14',
        freeAfter: '2027-05-11',
      },
    ])
  })
  test('a start in one is no conflict: nothing changes hands on it', () => {
    expect(blackoutConflicts({ ...dates, cutsOverOn: '2027-05-11' }, [tax, election], today)).toEqual([])
  })
  test('a decommissioning in one is', () => {
    const found = blackoutConflicts(
      { ...dates, cutsOverOn: '2027-02-14', decommissionsOn: '2027-05-01' },
      [election],
      today,
    )
    expect(found.map((one) => [one.kind, one.freeBefore, one.freeAfter])).toEqual([
      ['decommissioning-in-blackout', '2027-04-30', '2027-05-11'],
    ])
  })
  test('a day before that is already past is not offered, and a day gone is not spoken of', () => {
    const now = { ...tax, from: '2026-11-20', to: '2026-12-31' }
    const found = blackoutConflicts({ ...dates, cutsOverOn: '2026-12-01' }, [now], today)
    expect(found[0]).toMatchObject({ freeBefore: null, freeAfter: '2027-01-01' })
    expect(blackoutConflicts({ ...dates, cutsOverOn: '2026-11-24' }, [now], today)).toEqual([])
  })
})

describe('links', () => {
  const waves = [planned('V-01', '2027-01-10', ['a', 'b']), planned('V-02', '2027-01-31', ['c'])]
  test('a copy with its ends in two waves is told on both, with the days apart', () => {
    const found = waveConflicts(waves, [link('a', 'c', { isCopy: true })], today)
    expect(found.get('V-01')).toEqual([
      {
        kind: 'split-link',
        workload: 'a',
        other: 'c',
        reason: 'copy',
        latencyNeedMs: null,
        otherWave: 'V-02',
        daysApart: 21,
      },
    ])
    expect(found.get('V-02')).toMatchObject([{ workload: 'c', other: 'a', otherWave: 'V-01', daysApart: 21 }])
  })
  test('an end that stands in no wave never moves', () => {
    expect(waveConflicts(waves, [link('c', 'z', { latencyNeedMs: 8 })], today).get('V-02')).toMatchObject([
      { reason: 'latency', latencyNeedMs: 8, otherWave: null, daysApart: null },
    ])
  })
  test.each([
    { name: 'an ordinary link', links: [link('a', 'c')] },
    { name: 'a copy within a wave', links: [link('a', 'b', { isCopy: true })] },
    { name: 'a copy between two that stay', links: [link('y', 'z', { isCopy: true })] },
    { name: 'a workload linked to itself', links: [link('a', 'a', { isCopy: true })] },
  ])('$name is no conflict', ({ links }) => {
    expect(waveConflicts(waves, links, today).size).toBe(0)
  })
  test('waves that cut over on one day, or that have all moved, split nothing', () => {
    const copy = [link('a', 'c', { isCopy: true })]
    const same = [planned('V-01', '2027-01-10', ['a']), planned('V-02', '2027-01-10', ['c'])]
    const past = [planned('V-01', '2026-10-10', ['a']), planned('V-02', '2026-11-10', ['c'])]
    expect(waveConflicts(same, copy, today).size).toBe(0)
    expect(waveConflicts(past, copy, today).size).toBe(0)
  })
  test('between two waves are counted by direction, hard ones apart', () => {
    const links = [link('a', 'c'), link('b', 'c', { isCopy: true }), link('c', 'a'), link('a', 'b'), link('a', 'z')]
    expect(linksBetweenWaves(waves, links)).toEqual([
      { from: 'V-01', to: 'V-02', links: 2, hard: 1 },
      { from: 'V-02', to: 'V-01', links: 1, hard: 0 },
    ])
  })
})

describe('loops', () => {
  test('a loop is one group, told by its shortest way round', () => {
    const links = [link('a', 'b'), link('b', 'c'), link('c', 'd'), link('d', 'a'), link('c', 'a'), link('d', 'e')]
    expect(moveGroups(links)).toEqual([{ members: ['a', 'b', 'c', 'd'], loop: ['a', 'b', 'c', 'a'] }])
  })
  test('without a loop there is no group', () => {
    expect(moveGroups([link('a', 'b'), link('b', 'c'), link('a', 'c'), link('d', 'd')])).toEqual([])
  })
  test('cut in two, it is told on each wave that holds a part', () => {
    const waves = [planned('V-01', '2027-01-10', ['a']), planned('V-02', '2027-01-31', ['b'])]
    const found = waveConflicts(waves, [link('a', 'b'), link('b', 'c'), link('c', 'a')], today)
    const conflict = {
      kind: 'split-group',
      loop: ['a', 'b', 'c', 'a'],
      size: 3,
      waves: [
        { wave: 'V-01', workloads: 1 },
        { wave: 'V-02', workloads: 1 },
        { wave: null, workloads: 1 },
      ],
      otherWaves: 0,
    }
    expect(found.get('V-01')).toEqual([conflict])
    expect(found.get('V-02')).toEqual([conflict])
  })
  test('a long loop is told by its two ends, many waves by those that hold most of it', () => {
    const ids = Array.from({ length: 40 }, (_, at) => `w${String(at).padStart(2, '0')}`)
    const ring = ids.map((id, at) => link(id, ids[(at + 1) % ids.length] ?? ''))
    const waves = ids.slice(0, 20).map((id, at) => planned(`V-${at + 10}`, `2027-01-${at + 10}`, [id]))
    const [conflict] = waveConflicts(waves, ring, today).get('V-10') ?? []
    expect(conflict).toMatchObject({
      size: 40,
      loop: ['w00', 'w01', 'w02', 'w03', 'w04', 'w05', 'w06', 'w07', 'w08', 'w09', null, 'w00'],
      otherWaves: 13,
    })
    // The twenty that stand in none are the largest part.
    expect(conflict?.kind === 'split-group' && conflict.waves[0]).toEqual({ wave: null, workloads: 20 })
  })
  test('whole in one wave, or in none, it is not', () => {
    const loop = [link('a', 'b'), link('b', 'a')]
    expect(waveConflicts([planned('V-01', '2027-01-10', ['a', 'b'])], loop, today).size).toBe(0)
    expect(waveConflicts([planned('V-01', '2027-01-10', ['x'])], loop, today).size).toBe(0)
  })
  test('a chain of fifty thousand closed into a loop does not overflow', () => {
    const count = 50_000
    const ring = Array.from({ length: count }, (_, at) => link(`w${at}`, `w${(at + 1) % count}`))
    expect(moveGroups(ring)[0]?.members).toHaveLength(count)
  })
  test('two are in one group exactly when each reaches the other, whatever the order of the links', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const graphs = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), { maxLength: 14 })
    fc.assert(
      fc.property(graphs, (pairs) => {
        const links = pairs.map(([from, to]) => link(from, to))
        const groups = moveGroups(links)
        const groupOf = (id: string) => groups.findIndex(({ members }) => members.includes(id))
        for (const one of ids)
          for (const other of ids) {
            if (one === other) continue
            const isTogether = groupOf(one) !== -1 && groupOf(one) === groupOf(other)
            expect(isTogether).toBe(reaches(links, one, other) && reaches(links, other, one))
          }
        for (const { loop } of groups)
          for (const [at, id] of loop.slice(0, -1).entries())
            expect(links.some(({ from, to }) => from === id && to === loop[at + 1])).toBe(true)
        expect(moveGroups(links.toReversed()).map(({ members }) => members)).toEqual(
          groups.map(({ members }) => members),
        )
      }),
    )
  })
})

function reaches(links: readonly MoveLink[], from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const one of links) {
      if (one.from !== at || seen.has(one.to)) continue
      seen.add(one.to)
      open.push(one.to)
    }
  return seen.has(to)
}

test('a preview tells the conflicts that appear from those that were there', () => {
  const before = blackoutConflicts(
    { startsOn: '2027-01-01', cutsOverOn: '2027-03-01', decommissionsOn: '2028-01-01' },
    [tax],
    today,
  )
  const after = blackoutConflicts(
    { startsOn: '2027-01-01', cutsOverOn: '2027-03-08', decommissionsOn: '2027-04-01' },
    [tax],
    today,
  )
  expect(conflictsBeyond(before, after).map(({ kind }) => kind)).toEqual(['decommissioning-in-blackout'])
  expect(conflictsBeyond(after, before)).toEqual([])
})
