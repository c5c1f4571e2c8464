import { caseResults } from '#models/rules/pack-cases.ts'
import type { RulePack } from '#models/rules/rule-pack.ts'
import { golden, packOf, thePackText } from './golden-cases.ts'

/** The text of the house pack under another version, with every `C >= 3` moved to `C >= 2`: what a stricter reading would write. */
export function stricterText(version: string): string {
  return thePackText
    .replace('version: 0.1.0', `version: ${version}`)
    .replaceAll('{f: w.dic.c, gte: 3}', '{f: w.dic.c, gte: 2}')
}

export const stricterPack = (): RulePack => packOf(stricterText('0.2.0'))

/** The golden cases as a text, with what this pack gives as what is expected of it: cases brought up to date with their pack. */
export function casesGivenBy(text: string): string {
  const results = new Map(caseResults(packOf(text), golden).map((one) => [one.id, one.found]))
  return JSON.stringify({ ...golden, cases: golden.cases.map((one) => ({ ...one, ...results.get(one.id) })) })
}
