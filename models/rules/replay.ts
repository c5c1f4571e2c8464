import type { Fact, PlacementFacts } from './facts.ts'
import { parsedObligation } from './fact-catalogue.ts'
import { placementVerdict, type RuleSettings } from './placement-verdict.ts'
import type { RulePack } from './rule-pack.ts'
import type { PlacementVerdict, RuleMode, RuleResult } from './verdict.ts'

/**
 * A recorded verdict judged again under its own pack: the facts and obligations that it kept are evaluated anew, under the modes and
 * exemptions that it shows. Compared rule by rule with what was recorded.
 */
export function replayed(pack: RulePack, recorded: PlacementVerdict) {
  const again = placementVerdict(pack, keptFacts(pack, recorded), keptSettings(recorded))
  const results = (verdict: PlacementVerdict) => new Map(verdict.rules.map((rule) => [rule.id, rule.result]))
  const [before, now] = [results(recorded), results(again)]
  const differing = [...new Set([...before.keys(), ...now.keys()])].flatMap((rule) => {
    const pair: { recorded: RuleResult | null; replayed: RuleResult | null } = {
      recorded: before.get(rule) ?? null,
      replayed: now.get(rule) ?? null,
    }
    return pair.recorded === pair.replayed ? [] : [{ rule, ...pair }]
  })
  return {
    verdict: again.verdict,
    differing,
    isEqual: differing.length === 0 && again.verdict === recorded.verdict,
  }
}

function keptFacts(pack: RulePack, recorded: PlacementVerdict): PlacementFacts {
  const facts = new Map<string, Fact>()
  const obligations = new Map<string, boolean>()
  for (const { name, value, provenance } of recorded.rules.flatMap((rule) => rule.facts))
    if (value !== undefined) facts.set(name, { value, provenance: provenance ?? 'declared' })
  const uses = recorded.rules.flatMap((rule) => rule.obligations)
  for (const { name } of uses.filter((use) => use.state === 'open'))
    for (const part of parsedObligation(name).anyOf) obligations.set(part, false)
  for (const { name } of uses.filter((use) => use.state === 'met')) {
    // Which alternative met it was not kept: one that was not open stands for it.
    const { anyOf } = parsedObligation(name)
    const part = anyOf.find((one) => obligations.get(one) !== false)
    if (part !== undefined) obligations.set(part, true)
  }
  // An obligation that did not bind was not listed: its condition was known to be false.
  for (const rule of recorded.rules) {
    if (rule.result === 'pass' || rule.result === 'off') continue
    const listed = new Set(rule.obligations.map((use) => use.name))
    for (const { name, onlyIf } of pack.rules.find((one) => one.id === rule.id)?.then ?? [])
      if (onlyIf !== undefined && !listed.has(name) && !facts.has(onlyIf))
        facts.set(onlyIf, { value: false, provenance: 'inferred' })
  }
  return { facts, obligations }
}

function keptSettings({ rules }: PlacementVerdict): RuleSettings {
  const mode = (result: RuleResult): RuleMode => (result === 'off' || result === 'audit' ? result : 'enforce')
  return {
    modes: new Map(rules.map((rule) => [rule.id, mode(rule.result)])),
    exempted: new Map(
      rules
        .filter((rule) => rule.result === 'exempted')
        .map((rule) => [rule.id, rule.exemption ?? { code: '', endsOn: '' }]),
    ),
  }
}
