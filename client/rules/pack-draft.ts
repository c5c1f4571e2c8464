import { type CaseResult, caseResults, packCases } from '#models/rules/pack-cases.ts'
import { packFromText } from '#models/rules/pack-text.ts'
import type { ProblemItem } from '#models/shared/problem.ts'

export type Draft = { readonly from: string; readonly content: string; readonly cases: string }

export type DraftState = {
  readonly version: string | undefined
  readonly rules: number
  /** Of the pack's text, each with its line. */
  readonly problems: readonly ProblemItem[]
  readonly caseProblems: readonly ProblemItem[]
  /** Empty while the pack or the cases do not read. */
  readonly cases: readonly CaseResult[]
}

/** What the server would say of a draft, by the same code. */
export function draftState({ content, cases }: Pick<Draft, 'content' | 'cases'>): DraftState {
  const pack = packFromText(content)
  const tests = casesFrom(cases)
  const isReadable = pack.kind === 'known' && tests.kind === 'known'
  return {
    version: pack.kind === 'known' ? pack.value.version : undefined,
    rules: pack.kind === 'known' ? pack.value.rules.length : 0,
    problems: pack.kind === 'refused' ? pack.problems : [],
    caseProblems: tests.kind === 'refused' ? tests.problems : [],
    cases: isReadable ? caseResults(pack.value, tests.value) : [],
  }
}

function casesFrom(text: string): ReturnType<typeof packCases> {
  try {
    return packCases(JSON.parse(text))
  } catch {
    const detail = { fr: 'Ce n’est pas du JSON complet.', en: 'This is not complete JSON.' }
    return { kind: 'refused', problems: [{ code: 'malformed-json', detail }] }
  }
}

/** The cases with what was found for one of them taken as expected. */
export function withFound(cases: string, result: CaseResult): string {
  const read = casesFrom(cases)
  if (read.kind === 'refused') return cases
  const changed = read.value.cases.map((one) => (one.id === result.id ? { ...one, ...result.found } : one))
  return JSON.stringify({ ...read.value, cases: changed }, null, 1)
}

/** The text of a version as a start for the next one: its middle number raised. */
export function nextText(content: string): string {
  return content.replace(/(version:\s*["']?)(\d+)\.(\d+)\.(\d+)/, (_, before: string, major: string, minor: string) =>
    [`${before}${major}`, Number(minor) + 1, 0].join('.'),
  )
}

const storageKey = 'arpent.pack-draft'

export function keptDraft(from: string): Draft | undefined {
  const kept = localStorage.getItem(storageKey)
  if (kept === null) return undefined
  const draft = JSON.parse(kept) as Draft // written by keepDraft only
  return draft.from === from ? draft : undefined
}

export function keepDraft(draft: Draft | undefined): void {
  if (draft === undefined) localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, JSON.stringify(draft))
}
