import type { Flip, SwitchboardColumn } from '#models/cases/case.schemas.ts'
import type { PaperBlock, PaperTable } from '#models/papers/document.ts'
import { countOf } from '#server/shared/wording.ts'
import type { CaseFacts } from './case-facts.ts'
import { asTable, dollars, end, noValue, row, start, stated, text, total, unitText } from './case-values.ts'
import { assumptionForms, caseWords, statusText } from './case-words.ts'

/** Our assumptions beside those of vendors: what each publishes, what it does to the value, and the fewest that flip the decision. */
export function switchboardBlocks(facts: CaseFacts): PaperBlock[] {
  const { language, result } = facts
  const w = caseWords[language]
  return [
    { kind: 'paragraph', text: w.switchboardText },
    asTable(sideBySide(facts)),
    ...result.switchboard.flatMap((column) => vendorBlocks(facts, column)),
    { kind: 'note', tone: 'info', text: ownFlipText(facts) },
  ]
}

/** Every assumption that some vendor has a value for; an empty cell is a value that it does not publish. */
export function sideBySide({ language, result, prepared }: CaseFacts): PaperTable {
  const w = caseWords[language]
  const columns = result.switchboard
  const theirs = (column: SwitchboardColumn, name: string) => column.effects.find((effect) => effect.name === name)
  const shown = prepared.inputs.set.assumptions.filter(({ name }) => columns.some((column) => theirs(column, name)))
  return {
    caption: w.sideBySide,
    columns: [start(w.assumption, 2.4), start(w.unit, 1.4), end(w.ours), ...columns.map(({ owner }) => end(owner))],
    rows: shown.map(({ name, label, unit, likely }) =>
      row(
        text(label[language]),
        text(unitText(unit)),
        stated(likely),
        ...columns.map((column) => {
          const effect = theirs(column, name)
          return effect === undefined ? noValue : stated(effect.theirs)
        }),
      ),
    ),
  }
}

function vendorBlocks(facts: CaseFacts, column: SwitchboardColumn): PaperBlock[] {
  const { language, used } = facts
  const w = caseWords[language]
  const published = new Set(column.effects.map(({ name }) => name))
  const silent = [...used].filter((name) => !published.has(name)).length
  return [
    asTable(publishedTable(facts, column)),
    asTable(effectTable(facts, column)),
    {
      kind: 'paragraph',
      text: [
        w.decisionWith(decisionText(facts, column.decision)),
        theirFlipText(facts, column),
        w.emptyNote(countOf(silent, assumptionForms)[language], column.owner),
      ].join(' '),
    },
    ...(column.notMapped.length === 0
      ? []
      : [
          { kind: 'paragraph' as const, text: `${w.notMapped(column.owner)}${w.colon}` },
          { kind: 'list' as const, items: column.notMapped.map((one) => one[language]) },
        ]),
  ]
}

function publishedTable({ language }: CaseFacts, { label, effects }: SwitchboardColumn): PaperTable {
  const w = caseWords[language]
  return {
    caption: w.published(label[language]),
    columns: [
      start(w.assumption, 1.6),
      start(w.asPublished, 2),
      start(w.status, 0.8),
      start(w.source, 2.4),
      end(w.taken, 0.9),
    ],
    rows: effects.map((effect) =>
      row(
        text(effect.label[language]),
        text(effect.asPublished[language]),
        text(statusText(effect.status, language)),
        text(effect.reference[language]),
        stated(effect.theirs),
      ),
    ),
  }
}

/** What each value does alone to each variant, and all of them together; the workbook holds it too. */
export function effectTable(facts: CaseFacts, { label, effects, npv }: SwitchboardColumn): PaperTable {
  const { language, result } = facts
  const w = caseWords[language]
  const { round } = dollars(facts)
  const { variants } = result
  return {
    caption: w.effects(label[language]),
    columns: [
      start(w.assumption, 2.2),
      end(w.ours, 0.9),
      end(w.taken, 0.9),
      ...variants.map(({ id }) => end(w.effectOn(id), 1.2)),
      end(w.flips),
    ],
    rows: [
      ...effects.map((effect) =>
        row(
          text(effect.label[language]),
          stated(effect.ours),
          stated(effect.theirs),
          ...variants.map((_, v) => round(effect.npvEffect[v] ?? null)),
          text(effect.isFlip ? w.yes : w.no),
        ),
      ),
      // The effects of each do not add up to that of all: a median line, not a sum.
      total(
        text(w.together),
        text(''),
        text(''),
        ...variants.map(({ indicators }, v) => round((npv[v] ?? Number.NaN) - indicators.npv)),
        text(''),
      ),
    ],
  }
}

function decisionText({ language }: CaseFacts, decision: string): string {
  const w = caseWords[language]
  return decision === 'stay' ? w.stayWord : w.goWord(decision)
}

function namesOf({ language, prepared }: CaseFacts, names: readonly string[]): string {
  const labels = new Map(prepared.inputs.set.assumptions.map(({ name, label }) => [name, label[language]]))
  return names.map((name) => labels.get(name) ?? name).join(', ')
}

function theirFlipText(facts: CaseFacts, { flip, owner }: SwitchboardColumn): string {
  const w = caseWords[facts.language]
  return flip.kind === 'none' ? w.noFlipTheirs(owner) : w.fewestTheirs(owner, ...flipWords(facts, flip))
}

function ownFlipText(facts: CaseFacts): string {
  const w = caseWords[facts.language]
  const { ownFlip } = facts.result
  return ownFlip.kind === 'none' ? w.noFlipOurs : w.fewestOurs(...flipWords(facts, ownFlip))
}

function flipWords(facts: CaseFacts, flip: Extract<Flip, { readonly kind: 'found' }>): [string, string, boolean] {
  return [namesOf(facts, flip.names), decisionText(facts, flip.decision), flip.isSmallest]
}
