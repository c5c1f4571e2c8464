import { type ColumnFinding, createColumnTally } from './column-detection.ts'
import { safeName } from './safe-names.ts'
import { createValueReader } from './value-reader.ts'

/** Something the inventory says of a workload: a named fact, or a text that people wrote (a name, a mission). */
export type KnownFact = { readonly name: string; readonly value: string; readonly isText: boolean }

const fromWords = { fr: 'les mots du texte', en: 'the words of the text' }

/**
 * Finds what is sensitive in what the inventory says: facts of one name make a column, its values are read as such. A text is also read as
 * a name is: « Dossiers médicaux » says health without holding a value of it.
 */
export function detectedFacts(facts: readonly KnownFact[], year: number): ColumnFinding[] {
  const reader = createValueReader()
  const groups = Map.groupBy(facts, ({ name }) => name)
  return [...groups.values()].flatMap((group, at) => {
    const [first] = group
    if (first === undefined) return []
    const name = safeName(first.name, reader) ?? `#${at + 1}`
    const tally = createColumnTally({ name }, year)
    for (const { value } of group) if (reader.read(value, 0, value.length)) tally.add(reader)
    const finding = tally.finding()
    return [group.reduce((found, fact) => (fact.isText ? withWords(found, fact.value, year) : found), finding)]
  })
}

/** The finding with the kinds that the words of a text say and its values did not. */
function withWords(finding: ColumnFinding, text: string, year: number): ColumnFinding {
  const said = createColumnTally({ name: '', comment: text }, year).finding()
  const known = new Set(finding.kinds.map(({ kind }) => kind))
  const added = said.kinds.filter(({ kind }) => !known.has(kind)).map((one) => ({ ...one, reason: fromWords }))
  const c = (said.suggested.c ?? 0) > (finding.suggested.c ?? 0) ? said.suggested.c : finding.suggested.c
  return added.length === 0 ? finding : { ...finding, kinds: [...finding.kinds, ...added], suggested: { c } }
}
