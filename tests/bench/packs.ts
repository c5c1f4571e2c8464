import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { Engine } from 'json-rules-engine'
import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import { canadianQualifiedExists } from '#models/rules/alternatives.ts'
import { createDifferenceTotals } from '#models/rules/difference-totals.ts'
import { type ComparedWorkload, packDifference, type PackSide } from '#models/rules/pack-difference.ts'
import { placementFacts } from '#models/rules/placement-facts.ts'
import type { PortfolioWorkload } from '#models/rules/portfolio-verdicts.ts'
import type { RulePack } from '#models/rules/rule-pack.ts'
import { stricterPack } from '#tests/support/changed-packs.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { someWorkload } from '#tests/support/some-portfolio-records.ts'
import { best, peakMib, rounded } from './measure.ts'
import type { ExemptedRules } from '#models/rules/placement-verdict.ts'
import { peerEngine, theOptions } from './verdicts.ts'

const workloadCount = 50_000
const optionCount = 20
const sliceWorkloads = 50
const today = '2026-11-15'
const none: ExemptedRules = new Map()

/** A whole portfolio judged by the pack of today and by one that moves `C >= 3` to `C >= 2`, on one core, costs of the best option included. */
async function packs() {
  const options = theOptions(optionCount)
  const canadian = canadianQualifiedExists(options, today)
  const around = { options, canadianQualifiedExists: canadian, today }
  const workloads = fc.sample(someWorkload(options), { numRuns: workloadCount, seed: 20_261_115 })
  const compared = workloads.map((workload, i): ComparedWorkload => ({ ...workload, p50: pricesOf(i), exempted: none }))
  const house: PackSide = { pack: thePack(), modes: new Map() }
  const stricter: PackSide = { pack: stricterPack(), modes: new Map() }
  const everyRule: PackSide = {
    ...stricter,
    pack: {
      ...stricter.pack,
      rules: stricter.pack.rules.map((rule) => ({ ...rule, when: { kind: 'all', of: [rule.when] } })),
    },
  }
  const judged = (after: PackSide) => {
    const difference = packDifference(house, after, around)
    const counting = createDifferenceTotals(options.length)
    for (const workload of compared) counting.add('', difference.of(workload))
    return { totals: counting.totals(), rules: difference.rules }
  }
  let last = judged(stricter)
  const oursS = best(3, () => (last = judged(stricter)))
  const everyS = best(1, () => judged(everyRule))
  const peakMibOurs = peakMib()
  const scale = workloadCount / sliceWorkloads
  const peerS =
    (await onPeer([house.pack, stricter.pack], workloads.slice(0, sliceWorkloads), options, canadian)) * scale
  const { judged: count, changed, placementsChanged, addedCad, savedCad, unknown } = last.totals
  return {
    ours_s: rounded(oursS),
    limit_s: 3,
    every_rule_changed_s: rounded(everyS),
    peer: 'json-rules-engine',
    peer_s: rounded(peerS),
    ratio: rounded(oursS / peerS, 5),
    times_faster: Math.round(peerS / oursS),
    opa: opaNote(),
    peak_mib: peakMibOurs,
    size: `${workloadCount} × ${optionCount} × 2 packs of ${house.pack.rules.length} rules, ${last.rules.length} of which differ`,
    found: { judged: count, changed, placementsChanged, addedCad, savedCad, unknown },
    note: `one core, best of 3; ours derives the facts, compares the verdicts and the best options with their costs, and counts them. The peer was given ready facts, ran the conditions of both packs only, on ${sliceWorkloads * optionCount} placements, scaled by ${scale}. every_rule_changed_s: the same with no rule in common. peak_mib includes the ${workloadCount} records.`,
  }
}

function pricesOf(workload: number): Float64Array {
  return Float64Array.from({ length: optionCount }, (_, i) =>
    i % 5 === 4 ? Number.NaN : 1_000 + ((workload * 31 + i * 977) % 9_000),
  )
}

async function onPeer(
  both: readonly RulePack[],
  workloads: readonly PortfolioWorkload[],
  options: readonly HostingOption[],
  canadian: boolean | null,
): Promise<number> {
  const placements = workloads.flatMap((workload) =>
    options.map((option) => {
      const { facts } = placementFacts({ ...workload, option, canadianQualifiedExists: canadian, today })
      return Object.fromEntries([...facts].map(([name, fact]) => [name, fact.value]))
    }),
  )
  const engines = both.map((pack): Engine => peerEngine(pack))
  for (const facts of placements.slice(0, 100)) for (const engine of engines) await engine.run(facts) // warm
  const from = performance.now()
  for (const facts of placements) for (const engine of engines) await engine.run(facts)
  return (performance.now() - from) / 1000
}

/** OPA is a program of its own: a peer only where it is installed, and never counted as run when it is not. */
function opaNote(): string {
  const found = spawnSync('opa', ['version'], { encoding: 'utf8' })
  return found.status === 0
    ? 'not run: the rules are not written in Rego'
    : 'not run: install opa (openpolicyagent.org)'
}

export const benches = { packs }
