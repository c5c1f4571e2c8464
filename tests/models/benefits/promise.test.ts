import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  firstPromise,
  type KeptPromise,
  nextPromise,
  promiseBreak,
  type PromiseContent,
  promiseDerivation,
  promisedTotal,
} from '#models/benefits/promise.ts'
import { plannedBenefit } from '#models/cost/agreed.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { cadCents } from '#models/shared/money.ts'
import { known } from '#models/shared/outcome.ts'

// Any function of the canonical text will do for the laws of a chain; the server's is SHA-256.
const digest = (content: PromiseContent) => canonicalJson(content)

const cents = fc.integer({ min: -(10 ** 12), max: 10 ** 12 })
const amount = fc.double({ min: 0, max: 10 ** 9, noNaN: true })
const plans = fc
  .tuple(
    cents,
    fc.tuple(amount, amount, amount).map((three) => three.toSorted((a, b) => a - b)),
  )
  .map(([current, [p10 = 0, p50 = 0, p90 = 0]]) => plannedBenefit(cadCents(current), { p10, p50, p90 }))

const grounds = (plan: ReturnType<typeof plannedBenefit>, decision: string) => ({
  plan,
  benefit: 'B-0001',
  workload: 'CH-000001',
  decision,
  validFrom: '2026-11-24',
  recordedAt: '2026-11-24T14:00:00.000Z',
  frozenBy: 'U-0002',
  reason: 'Le moins cher des permis',
  currentCostFigure: 'f_current~1',
  plannedCostFigure: 'f_cost~aws~2',
})
function chainOf(series: readonly ReturnType<typeof plannedBenefit>[]): KeptPromise[] {
  const chain: KeptPromise[] = []
  for (const [i, plan] of series.entries()) {
    const content = nextPromise(grounds(plan, `d${i}`), chain.at(-1))
    chain.push({ content, digest: digest(content) })
  }
  return chain
}
const chains = fc.array(plans, { minLength: 1, maxLength: 5 }).map(chainOf)

test('what is promised and what is planned make today’s cost, and the range holds the promise', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      expect(plan.promisedCents + plan.plannedCostCents).toBe(plan.currentCostCents)
      expect(plan.p10Cents).toBeLessThanOrEqual(plan.promisedCents)
      expect(plan.promisedCents).toBeLessThanOrEqual(plan.p90Cents)
    }),
  )
})

test('the first stands on nothing, each next on the one before', () => {
  fc.assert(
    fc.property(chains, (chain) => {
      expect(chain.map((one) => one.content.version)).toEqual(chain.map((_, i) => i + 1))
      expect(chain[0]?.content.previousDigest).toBe(firstPromise)
      expect(promiseBreak(chain, digest)).toBeNull()
    }),
  )
})

test('a change of any field of any promise breaks the chain there', () => {
  const fields = Object.keys(chainOf([plannedBenefit(cadCents(5), { p10: 1, p50: 2, p90: 3 })])[0]?.content ?? {})
  expect(fields.length).toBe(16)
  fc.assert(
    fc.property(chains, fc.nat(), fc.constantFrom(...fields), (chain, at, field) => {
      const i = at % chain.length
      const altered = chain.map((one, j) => {
        const old = Reflect.get(one.content, field) as unknown // any member of the content
        const value = typeof old === 'number' ? old + 1 : `${String(old)}x`
        return j === i ? { ...one, content: { ...one.content, [field]: value } } : one
      })
      expect(promiseBreak(altered, digest)).toBe(i + 1)
    }),
  )
})

test('a promise redone with a fresh digest breaks the next one; one taken away breaks what follows', () => {
  fc.assert(
    fc.property(fc.array(plans, { minLength: 2, maxLength: 5 }).map(chainOf), fc.nat(), (chain, at) => {
      const i = at % (chain.length - 1)
      const redone = chain.map((one, j) => {
        if (j !== i) return one
        const content = { ...one.content, reason: `${one.content.reason} !` }
        return { content, digest: digest(content) }
      })
      expect(promiseBreak(redone, digest)).toBe(i + 2)
      expect(promiseBreak(chain.toSpliced(i, 1), digest)).toBe(i + 1)
    }),
  )
})

test('its derivation gives the promise again', () => {
  const leaf = (name: string, value: number): Derivation => ({
    name,
    label: { fr: name, en: name },
    value,
    unit: 'CAD/year',
    inputs: [],
    source: { kind: 'statement', by: 'U-0001', at: '2026-11-24', reference: 'Grand livre' },
  })
  const plan = plannedBenefit(cadCents(500_000), { p10: 3000.004, p50: 4213.0749, p90: 5100.5 })
  const derivation = promiseDerivation(plan, { current: leaf('current', 5000), plan: leaf('plan', 4213.0749) })
  expect(derivation.value).toBe(786.93)
  expect(reEvaluated(derivation)).toEqual(known(expect.closeTo(786.93, 9)))
})

test('a total is the sum of its promises to the cent, however many, and its formulas give it again', () => {
  const leaf = (value: number): Derivation => ({
    name: 'b',
    label: { fr: '', en: '' },
    value: value / 100,
    unit: 'CAD/year',
    inputs: [],
    source: { kind: 'statement', by: 'U-0001', at: '2026-11-24', reference: 'B-0001' },
  })
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), { maxLength: 350 }), (amounts) => {
      const total = promisedTotal(amounts.map(leaf))
      const expected = amounts.reduce((sum, one) => sum + one, 0) / 100
      expect(total.value).toBe(expected === 0 ? 0 : expected)
      expect(reEvaluated(total)).toEqual(known(expect.closeTo(expected, 4)))
      expect(total.inputs.length).toBeLessThanOrEqual(100)
    }),
  )
})
