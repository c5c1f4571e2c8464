import fc from 'fast-check'
import { Engine, type NestedCondition, type RuleProperties, type TopLevelCondition } from 'json-rules-engine'
import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import { canadianQualifiedExists } from '#models/rules/alternatives.ts'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { enforceAll } from '#models/rules/placement-verdict.ts'
import { type PortfolioWorkload, portfolioVerdicts } from '#models/rules/portfolio-verdicts.ts'
import type { Condition, RulePack } from '#models/rules/rule-pack.ts'
import { ruleResults, verdictCodes, verdictMachine } from '#models/rules/verdict-columns.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { someWorkload, theDemoOptions } from '#tests/support/some-portfolio-records.ts'
import { best, median, peakMib, quantile, rounded } from './measure.ts'

const workloadCount = 50_000
const optionCount = 20
const sliceWorkloads = 100
const today = '2026-11-15'
const pack = thePack()

/** The catalogue of the demonstration, its first options repeated under other names up to the count. */
export function theOptions(count: number): HostingOption[] {
  const own = theDemoOptions()
  const again = own.map((option): HostingOption => ({ ...option, id: `${option.id}.again` }))
  return [...own, ...again].slice(0, count)
}

function prepared() {
  const options = theOptions(optionCount)
  const workloads = fc.sample(someWorkload(options), { numRuns: workloadCount, seed: 20_261_115 })
  const canadian = canadianQualifiedExists(options, today)
  const machine = verdictMachine(pack, enforceAll)
  const portfolio = portfolioVerdicts(machine, { options, canadianQualifiedExists: canadian, today })
  return { options, workloads, canadian, machine, portfolio }
}

/** Facts derived and every rule of the pack evaluated, for every workload on every option, on one core. */
async function verdicts() {
  const { options, workloads, canadian, machine, portfolio } = prepared()
  const all = new Uint8Array(workloadCount * optionCount)
  const results = new Uint8Array(options.length * machine.ruleCount)
  const oursS = best(5, () => {
    const own = new Uint8Array(options.length)
    for (const [i, workload] of workloads.entries()) {
      portfolio.of(workload, own, results)
      all.set(own, i * options.length)
    }
  })
  const peakMibOurs = peakMib()
  const slice = workloads.slice(0, sliceWorkloads)
  const peer = await onPeer(slice, options, canadian)
  const fired = slice.map((workload) => {
    portfolio.of(workload, new Uint8Array(options.length), results)
    return options.map((_, i) => firedOf(results.slice(i * machine.ruleCount, (i + 1) * machine.ruleCount)))
  })
  const differing = fired.flat().filter((ids, i) => ids !== peer.fired[i]).length
  if (differing > 0) throw new Error(`the peer fires other rules on ${differing} placements`)
  const scale = workloadCount / sliceWorkloads
  const share = Map.groupBy(all, (code) => verdictCodes[code] ?? '')
  return {
    ours_s: rounded(oursS),
    peer: 'json-rules-engine',
    peer_s: rounded(peer.seconds * scale),
    ratio: rounded(oursS / (peer.seconds * scale), 5),
    times_faster: Math.round((peer.seconds * scale) / oursS),
    peak_mib: peakMibOurs,
    size: `${workloadCount} × ${optionCount} × ${pack.rules.length}`,
    verdicts: Object.fromEntries([...share].map(([verdict, codes]) => [verdict, codes.length])),
    note: `one core, best of 5 runs; ours derives the facts, evaluates every rule and checks obligations. The peer was given ready facts, checks conditions only, and was measured on ${sliceWorkloads * optionCount} placements then scaled by ${scale}; it fired the same rules on each of them. peak_mib includes the ${workloadCount} records.`,
  }
}

/** One workload whose record has just changed, on every option: what a person waits for after an edit. */
function reverdict() {
  const { options, workloads, machine, portfolio } = prepared()
  const own = new Uint8Array(options.length)
  const results = new Uint8Array(options.length * machine.ruleCount)
  const cold = best(1, () => portfolio.of(changed(workloads[0], 0), own, results))
  const times = workloads.slice(0, 2_000).map((workload, i) => {
    return best(1, () => portfolio.of(changed(workload, i), own, results))
  })

  return Promise.resolve({
    ours_s: rounded(median(times), 6),
    first_s: rounded(cold, 6),
    p99_s: rounded(quantile(times, 0.99), 6),
    limit_s: 0.005,
    peak_mib: peakMib(),
    size: `1 × ${optionCount} × ${pack.rules.length}`,
    note: 'one changed record; ours_s is the median of 2000 changes, first_s the very first call, before anything was compiled by the engine',
  })
}

function changed(workload: PortfolioWorkload | undefined, i: number): PortfolioWorkload {
  if (workload === undefined) throw new Error('no workload')
  const { record } = workload
  return record === null
    ? workload
    : { ...workload, record: { ...record, pi: { ...record.pi, present: i % 2 === 0, sensitive: i % 3 === 0 } } }
}

const firedResults: readonly string[] = ['met', 'forbid', 'open-require', 'open-mitigation']

function firedOf(results: Uint8Array): string {
  const ids = pack.rules.filter((_, i) => firedResults.includes(ruleResults[results[i] ?? -1] ?? ''))
  return ids
    .map((rule) => rule.id)
    .toSorted()
    .join(' ')
}

async function onPeer(
  workloads: readonly PortfolioWorkload[],
  options: readonly HostingOption[],
  canadian: boolean | null,
) {
  const placements = workloads.flatMap((workload) =>
    options.map((option) => {
      const { facts } = placementFacts({ ...workload, option, canadianQualifiedExists: canadian, today })
      return Object.fromEntries([...facts].map(([name, fact]) => [name, fact.value]))
    }),
  )
  const engine = peerEngine(pack)
  for (const facts of placements.slice(0, 100)) await engine.run(facts) // warm
  const fired: string[] = []
  const from = performance.now()
  for (const facts of placements) {
    const { events } = await engine.run(facts)
    fired.push(
      events
        .map((event) => event.type)
        .toSorted()
        .join(' '),
    )
  }
  return { seconds: (performance.now() - from) / 1000, fired }
}

export function peerEngine(of: RulePack): Engine {
  const engine = new Engine(
    of.rules.map((rule) => peerRule(rule.id, rule.when)),
    { allowUndefinedFacts: true },
  )
  engine.addOperator('differs', (fact: unknown, value: unknown) => fact !== undefined && fact !== value)
  engine.addOperator('missing', (fact: unknown, value: unknown) => (fact === undefined) === value)
  return engine
}

function peerRule(id: string, when: Condition): RuleProperties {
  const top: TopLevelCondition = when.kind === 'any' ? { any: when.of.map(peerCondition) } : { all: parts(when) }
  return { conditions: top, event: { type: id }, name: id }
}

const parts = (when: Condition): NestedCondition[] => (when.kind === 'all' ? when.of : [when]).map(peerCondition)

const peerOperators = {
  eq: 'equal',
  ne: 'differs',
  in: 'in',
  has: 'contains',
  gt: 'greaterThan',
  gte: 'greaterThanInclusive',
  lt: 'lessThan',
  missing: 'missing',
} as const

function peerCondition(condition: Condition): NestedCondition {
  if (condition.kind === 'all') return { all: condition.of.map(peerCondition) }
  if (condition.kind === 'any') return { any: condition.of.map(peerCondition) }
  return { fact: condition.fact, operator: peerOperators[condition.operator], value: condition.value }
}

export const benches = { verdicts, reverdict }
