import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { adjustedBaselineDerivation, type UnitRates } from '#models/realised/adjusted-baseline.ts'
import { type BenefitFacts, benefitSeries } from '#models/realised/benefit-series.ts'
import { monthAfter, monthsFrom } from '#models/shared/month.ts'
import { realisedTotal } from '#models/realised/realised.ts'
import { cadCents } from '#models/shared/money.ts'
import { randomStream } from '#models/shared/random.ts'
import { best, peakMib, rounded } from './measure.ts'

const [from, to] = ['2024-04', '2027-03']
const months = monthsFrom(from, to)

/** Three unit rates, a fixed part, two indices, three charges of two currencies and two ledger entries each month. */
function someFacts(count: number): BenefitFacts[] {
  const random = randomStream('arpent-bench-realised')
  return Array.from({ length: count }, (): BenefitFacts => {
    const rates = ['users', 'gib', 'cores'].map((driver) => ({
      element: 'hosting',
      driver,
      cadPerUnitMonth: 1 + 20 * random(),
      index: 'energy',
    }))
    const model: UnitRates = {
      kind: 'unit-rates',
      rates,
      fixed: [{ element: 'labour', cadPerMonth: 500 + 4000 * random(), index: 'wages' }],
    }
    const each = <T>(of: () => T) => new Map(months.map((month) => [month, of()]))
    const charge = (currency: string, cadPerUnit: string) => ({
      currency,
      cadPerUnit,
      element: 'hosting',
      effectiveMicros: Math.floor(3e9 * random()),
      billedMicros: Math.floor(3e9 * random()),
      isClosed: random() > 0.05,
    })
    return {
      model,
      adjustments: [],
      transition: { from: monthAfter(from, 6), to: monthAfter(from, 9) },
      conditions: each(() => ({
        volumes: new Map(['users', 'gib', 'cores'].map((driver) => [driver, { value: Math.floor(500 * random()) }])),
        indices: new Map(['energy', 'wages'].map((index) => [index, { now: 100 + 10 * random(), base: 100 }])),
      })),
      firstPlan: each(() => cadCents(100_000)),
      plan: each(() => cadCents(90_000)),
      plannedCost: each(() => cadCents(400_000)),
      charges: each(() => [charge('USD', '1.4064'), charge('USD', '1.4064'), charge('CAD', '1')]),
      entries: each(() => [
        { element: 'labour', cents: cadCents(Math.floor(200_000 * random())), side: 'other' as const },
        { element: 'hosting', cents: cadCents(Math.floor(50_000 * random())), side: 'legacy' as const },
      ]),
      elsewhere: new Map(),
      legacy: { endsPaper: monthAfter(from, 10), carriedCents: cadCents(60_000), proof: null },
      billedFrom: monthAfter(from, 6),
      ledgerCovers: { from, to },
      comparedBy: null,
    }
  })
}

/** The same months as one builds them first: a derivation for each, evaluated by its formulas; the rest as ours. */
function naively(facts: readonly BenefitFacts[]): void {
  for (const one of facts)
    for (const month of months) {
      const conditions = one.conditions.get(month)
      if (one.model !== null && conditions !== undefined)
        reEvaluated(adjustedBaselineDerivation(one.model, conditions, one.adjustments, month))
      benefitSeries(one, month, month)
    }
}

async function realised() {
  const facts = someFacts(5000)
  let [computed, cpu] = [0, Number.POSITIVE_INFINITY]
  const seconds = best(3, () => {
    const before = process.cpuUsage()
    computed = 0
    for (const one of facts) {
      const series = benefitSeries(one, from, to)
      realisedTotal(series)
      computed += series.length
    }
    const spent = process.cpuUsage(before)
    cpu = Math.min(cpu, (spent.user + spent.system) / 1e6)
  })
  const few = facts.slice(0, 50)
  const peer = (best(2, () => naively(few)) * facts.length) / few.length
  return Promise.resolve({
    ours_s: rounded(seconds),
    ours_cpu_s: rounded(cpu),
    peer: 'each month by its derivation, evaluated by mathjs (50 workloads measured, scaled)',
    peer_s: rounded(peer),
    ratio: rounded(peer / seconds, 1),
    peak_mib: peakMib(),
    goal_s: 1,
    size: `5,000 workloads × ${months.length} months, ${computed} months computed`,
  })
}

export const benches = { realised }
