import { isNode, LineCounter, parseDocument, stringify } from 'yaml'
import type { ProblemItem } from './problem.ts'

// All of the YAML reader: texts that people write come in through here, and what we give back goes out through here.

export type YamlRefusal = { readonly kind: 'refused'; readonly problems: readonly ProblemItem[] }
export type YamlContent = {
  readonly kind: 'read'
  readonly content: unknown
  /** Physical line of the part that a JSON pointer names, or of the nearest part around it. */
  rowOf(pointer: string): number
}

/**
 * The content of a YAML text with where each part stands, or every reason why it cannot be read, each with its physical line. Aliases
 * are refused: a short text could otherwise stand for an endless one. Never throws.
 */
export function yamlContent(text: string): YamlContent | YamlRefusal {
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
  const rowOf = (pointer: string) => {
    const path = pointer.split('/').slice(1)
    for (let length = path.length; length > 0; length -= 1) {
      const start = startOf(document, path.slice(0, length))
      if (start !== undefined) return lines.linePos(start).line
    }
    return 1
  }
  return { kind: 'read', content, rowOf }
}

/** A value as YAML text, keys in the order given. */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0 })
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
