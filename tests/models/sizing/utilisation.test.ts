import { describe, expect, test } from 'vitest'
import type { UsageSummary } from '#models/sizing/usage.schemas.ts'
import { utilisation } from '#models/sizing/utilisation.ts'
import { aUsage, someUse } from '#tests/support/some-usage.ts'

const use = (cpu: number, memory: number, more: Partial<UsageSummary> = {}) =>
  aUsage({
    cpu: someUse({ mean: cpu, p95: cpu * 1.2, p99: cpu * 1.5, max: cpu * 2 }),
    memory: someUse({ mean: memory, max: memory * 1.2 }),
    ...more,
  })
const silent = {
  cpu: someUse({ mean: 0, p95: 0, p99: 0, max: 0 }),
  memory: someUse({ mean: 0, p95: 0, p99: 0, max: 0 }),
}

describe('utilisation', () => {
  test.each([
    ['processor and memory at work', use(30, 40), 'active', 'active', 'active'],
    ['both a little above Azure’s threshold', use(6, 6), 'active', 'idle', 'active'],
    ['both under 5 %', use(2, 3), 'idle', 'zombie', 'zombie'],
    ['a still processor, memory held as every server holds it', use(1, 35), 'idle', 'active', 'idle'],
    ['a slow processor that moves', use(4.9, 35), 'idle', 'active', 'active'],
    ['nothing at all', aUsage(silent), 'zombie', 'zombie', 'zombie'],
  ] as const)('%s', (_, usage, azure, aws, own) => {
    expect(utilisation(usage)).toMatchObject({ azure, aws, class: own, because: null })
  })

  test.each([
    ['no series', null, 'no-series'],
    ['half of the period', aUsage({ ...silent, coverage: 0.5 }), 'coverage-low'],
    ['two days', aUsage({ ...silent, days: 2 }), 'too-few-days'],
    ['zeros, and points that did not come', aUsage({ ...silent, coverage: 0.9 }), 'collection-fault'],
    ['memory not told', use(1, 0, { memory: null }), 'memory-not-measured'],
  ] as const)('%s: unknown, never a zombie', (_, usage, because) => {
    expect(utilisation(usage)).toMatchObject({ class: 'unknown', because, retirement: null })
  })

  test('a busy processor needs no memory to be active', () => {
    expect(utilisation(use(45, 0, { memory: null })).class).toBe('active')
  })

  test('what is flagged for retirement says why, and what would make it wrong', () => {
    const flagged = utilisation(
      use(1, 30, { spike: { kind: 'nightly', share: 0.003, days: 30, hour: 2, weekday: null } }),
    )
    expect(flagged.class).toBe('idle')
    expect(flagged.retirement?.evidence.fr).toContain('1,0 % en moyenne')
    expect(flagged.retirement?.against?.fr).toContain('chaque jour vers 2 h')
    expect(utilisation(use(1, 30)).retirement?.against).toBeNull()
    expect(utilisation(use(40, 40)).retirement).toBeNull()
    expect(utilisation(use(1, 30)).isShortForAws).toBe(true)
  })
})
