import { known, type Known } from '../shared/outcome.ts'
import type { ProblemItem } from '../shared/problem.ts'
import { yamlContent } from '../shared/yaml-text.ts'
import { longestPackText } from './pack-limits.ts'
import { type RefusedPack, type RulePack, rulePack } from './rule-pack.ts'

/**
 * A pack from its YAML text, or every reason why it does not load, each with its physical line. What cannot be read as YAML (a
 * repeated key, a quote left open) is told before what cannot be read as a pack. Never throws.
 */
export function packFromText(text: string): Known<RulePack> | RefusedPack {
  if (text.length > longestPackText) return { kind: 'refused', problems: [tooLong(text.length)] }
  const read = yamlContent(text)
  if (read.kind === 'refused') return read
  const loaded = rulePack(read.content)
  if (loaded.kind === 'known') return known(loaded.value)
  const problems = loaded.problems.map((one) => ({ ...one, row: read.rowOf(one.pointer ?? '') }))
  return { kind: 'refused', problems }
}

function tooLong(length: number): ProblemItem {
  return {
    code: 'pack-too-long',
    row: 1,
    detail: {
      fr: `Le texte a ${length} caractères ; un jeu en a ${longestPackText} au plus.`,
      en: `The text has ${length} characters; a pack has ${longestPackText} at most.`,
    },
  }
}
