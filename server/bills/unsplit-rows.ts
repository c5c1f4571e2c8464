import type { Bilingual } from '#models/shared/bilingual.ts'
import type { BillEngine } from './bill-engine.ts'
import type { RowFailure, RuleCount } from './bill-reading.ts'

/** A row that the reader could not split: bad quoting, too few or too many cells, bytes that are not UTF-8. */
export type Unsplit = { readonly line: number; readonly byte: number; readonly kind: string }

export async function unsplitRows(engine: BillEngine): Promise<readonly Unsplit[]> {
  const rows = await engine.rows(
    'SELECT DISTINCT ON (line_byte_position) line::DOUBLE AS line, line_byte_position::DOUBLE AS at, error_type::VARCHAR AS kind FROM reject_errors ORDER BY line_byte_position',
  )
  return rows.map((row) => ({ line: Number(row['line']), byte: Number(row['at']), kind: String(row['kind']) }))
}

const unsplitTexts: Readonly<Record<string, { readonly rule: string; readonly text: Bilingual }>> = {
  'MISSING COLUMNS': {
    rule: 'row.too-few-cells',
    text: { fr: 'La ligne a moins de cellules que l’en-tête.', en: 'The row has fewer cells than the header.' },
  },
  'TOO MANY COLUMNS': {
    rule: 'row.too-many-cells',
    text: { fr: 'La ligne a plus de cellules que l’en-tête.', en: 'The row has more cells than the header.' },
  },
  'UNQUOTED VALUE': {
    rule: 'row.bad-quoting',
    text: {
      fr: 'Un guillemet de la ligne n’est pas fermé ou pas doublé.',
      en: 'A quote of the row is not closed or not doubled.',
    },
  },
  'INVALID ENCODING': {
    rule: 'row.not-utf-8',
    text: { fr: 'La ligne n’est pas en UTF-8.', en: 'The row is not UTF-8.' },
  },
}

const unsplitText = (kind: string) =>
  unsplitTexts[kind] ?? {
    rule: 'row.unreadable',
    text: { fr: 'La ligne ne peut pas être lue.', en: 'The row cannot be read.' },
  }

export function unsplitFailure({ kind }: Unsplit, line: number): RowFailure {
  const { rule, text } = unsplitText(kind)
  return { line, rule, column: null, severity: 'refused', detail: text }
}

export function unsplitCounts(list: readonly Unsplit[]): (RuleCount & { text: Bilingual })[] {
  const counts = new Map<string, RuleCount & { text: Bilingual }>()
  for (const { kind } of list) {
    const { rule, text } = unsplitText(kind)
    counts.set(rule, { rule, rows: (counts.get(rule)?.rows ?? 0) + 1, text })
  }
  return [...counts.values()]
}
