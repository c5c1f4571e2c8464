import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { PlacementFacts } from '#models/rules/facts.ts'
import { type RulePack, rulePack } from '#models/rules/rule-pack.ts'
import type { FactValue, Verdict } from '#models/rules/verdict.ts'

type GoldenCase = {
  readonly id: number
  readonly title: string
  readonly facts: Readonly<Record<string, FactValue | null>>
  readonly nsi: number
  readonly met: readonly string[]
  readonly verdict: Verdict
  readonly deciding: readonly string[]
  readonly kept: readonly string[]
  readonly open: readonly string[]
  readonly undetermined: readonly string[]
}
type GoldenFile = {
  readonly defaults: { readonly facts: Readonly<Record<string, FactValue>>; readonly met: readonly string[] }
  readonly cases: readonly GoldenCase[]
}

export const golden = JSON.parse(readFileSync('data/rules/golden-cases.json', 'utf8')) as GoldenFile // our own file, checked by its test

export function thePack(): RulePack {
  const loaded = rulePack(parse(readFileSync('data/rules/qc-infonuagique.yaml', 'utf8')))
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems))
  return loaded.value
}

export function goldenPlacement(one: GoldenCase): PlacementFacts {
  const stated = { ...golden.defaults.facts, ...one.facts }
  const facts = Object.entries(stated).flatMap(([name, value]) =>
    value === null ? [] : [[name, { value, provenance: 'declared' as const }] as const],
  )
  const obligations = [...golden.defaults.met, ...one.met].map((name) => [name, true] as const)
  return { facts: new Map(facts), obligations: new Map([...obligations, ['t.nsi_gte_3', one.nsi >= 3] as const]) }
}
