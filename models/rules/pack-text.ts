import { isNode, LineCounter, parseDocument } from 'yaml'
import { known, type Known } from '../shared/outcome.ts'
import type { ProblemItem } from '../shared/problem.ts'
import { longestPackText } from './pack-limits.ts'
import { type RefusedPack, type RulePack, rulePack } from './rule-pack.ts'

/**
 * A pack from its YAML text, or every reason why it does not load, each with its physical line. What cannot be read as YAML (a
 * repeated key, a quote left open) is told before what cannot be read as a pack. Never throws.
 */
export function packFromText(text: string): Known<RulePack> | RefusedPack {
  if (text.length > longestPackText) return { kind: 'refused', problems: [tooLong(text.length)] }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, code }) => yamlProblem(lines.linePos(pos[0]).line, code))
    return { kind: 'refused', problems }
  }
  let content: unknown
  try {
    content = document.toJS({ maxAliasCount: 0 })
  } catch {
    return { kind: 'refused', problems: [aliasRefused()] }
  }
  const loaded = rulePack(content)
  if (loaded.kind === 'known') return known(loaded.value)
  const rowOf = (pointer: string) => {
    const path = pointer.split('/').slice(1)
    for (let length = path.length; length > 0; length -= 1) {
      const start = startOf(document, path.slice(0, length))
      if (start !== undefined) return lines.linePos(start).line
    }
    return 1
  }
  return { kind: 'refused', problems: loaded.problems.map((one) => ({ ...one, row: rowOf(one.pointer ?? '') })) }
}

type Parsed = ReturnType<typeof parseDocument>

/** Where the part that a pointer names starts in the text; undefined when it is not there. */
function startOf(document: Parsed, path: readonly string[]): number | undefined {
  const keys = path.map((key) => (/^\d+$/.test(key) ? Number(key) : key))
  const found: unknown = document.getIn(keys, true)
  return isNode(found) ? found.range?.[0] : undefined
}

function yamlProblem(row: number, code: string): ProblemItem {
  const said = yamlWords[code] ?? notYaml
  return { code: 'yaml-refused', row, detail: said }
}

/** The reader's own words are in one language: the line says where, these say what a line is. */
const notYaml: ProblemItem['detail'] = {
  fr: 'Cette ligne ne se lit pas en YAML : une clé, deux-points et une espace, puis la valeur ; ou un tiret et un élément.',
  en: 'This line cannot be read as YAML: a key, a colon and a space, then the value; or a dash and an item.',
}
const yamlWords: Readonly<Record<string, ProblemItem['detail']>> = {
  DUPLICATE_KEY: { fr: 'Une clé est répétée dans le même bloc.', en: 'A key is repeated in the same block.' },
  BAD_INDENT: { fr: 'Le retrait ne suit pas celui du bloc.', en: 'The indentation does not follow its block.' },
  MISSING_CHAR: {
    fr: 'Un guillemet, une accolade ou un crochet n’est pas fermé.',
    en: 'A quote, a brace or a bracket is left open.',
  },
  TAB_AS_INDENT: { fr: 'Le retrait se fait par des espaces.', en: 'Indent with spaces, not tabs.' },
}

function aliasRefused(): ProblemItem {
  return {
    code: 'yaml-refused',
    row: 1,
    detail: { fr: 'Les renvois YAML (& et *) ne sont pas admis.', en: 'YAML aliases (& and *) are not allowed.' },
  }
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
