import { readFileSync } from 'node:fs'
import { casePlacement, type PackCase, type PackCases } from '#models/rules/pack-cases.ts'
import { packFromText } from '#models/rules/pack-text.ts'
import type { PlacementFacts } from '#models/rules/facts.ts'
import type { RulePack } from '#models/rules/rule-pack.ts'

export const goldenText = readFileSync('data/rules/golden-cases.json', 'utf8')
export const golden = JSON.parse(goldenText) as PackCases // our own file, checked by its test
export const thePackText = readFileSync('data/rules/qc-infonuagique.yaml', 'utf8')

export function packOf(text: string): RulePack {
  const loaded = packFromText(text)
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems))
  return loaded.value
}

export const thePack = (): RulePack => packOf(thePackText)

export function goldenPlacement(one: PackCase): PlacementFacts {
  return casePlacement(golden, one)
}
