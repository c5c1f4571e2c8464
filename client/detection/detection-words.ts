import type { DetectionSummary, DetectionView } from '#models/detection/detection.views.ts'
import { kindDefinitions } from '#models/detection/kinds.ts'
import type { SqlDialect } from '#models/detection/ddl.ts'
import { importFields } from '#models/imports/import.views.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { fieldWord } from '#client/imports/import-words.ts'

/** Names of products; a schema that could be of any has none. */
const dialectNames: Readonly<Record<Exclude<SqlDialect, 'unknown'>, string>> = {
  postgresql: 'PostgreSQL',
  'sql-server': 'SQL Server',
  oracle: 'Oracle',
  mysql: 'MySQL',
}

export function fileWord(one: DetectionSummary): string {
  return one.source === 'inventory' ? t('detection.inventory') : one.fileName
}

/** What came out, in a few words: « C4, 7 sur 112 colonnes sensibles ». */
export function resultWord({ floor, sensitive, columnsRead }: DetectionSummary): string {
  const columns = fmt.integer(columnsRead)
  if (sensitive === 0 || floor.c === null) return t('detection.resultNone', { columns })
  return t('detection.result', { c: `C${floor.c}`, sensitive: fmt.integer(sensitive), columns })
}

/** How much was read: « 7 sur 112 ; 50 000 lignes lues, aucune valeur conservée ». */
export function readWord(one: DetectionSummary): string {
  const count = t('detection.count', { sensitive: fmt.integer(one.sensitive), columns: fmt.integer(one.columnsRead) })
  return t('detection.read', { count, source: sourceWord(one) })
}

function sourceWord({ source, dialect, tables, rows }: DetectionSummary): string {
  if (source === 'inventory') return t('detection.sourceInventory', { count: rows })
  if (source !== 'ddl') return t('detection.sourceRows', { count: rows })
  if (dialect === null || dialect === 'unknown') return t('detection.sourceSchema', { count: tables })
  return t('detection.sourceDialect', { count: tables, dialect: dialectNames[dialect] })
}

/** The level and the kinds that an analysis asks for: « C4 (NAS, Santé) ». */
export function askedWord({ c, because }: DetectionSummary['floor']): string {
  return `C${c ?? '–'} (${because.map((kind) => said(kindDefinitions[kind].label)).join(', ')})`
}

/** A column as a person names it; texts of the inventory bear the names of the import's fields. */
export function columnWord(source: DetectionSummary['source'], name: string): string {
  const field = source === 'inventory' ? importFields.find((one) => one === name) : undefined
  return field === undefined ? name : fieldWord(field)
}

const mostExamples = 3

/** Why the raised classification is proposed, for whoever approves it. */
export function detectionReason(one: DetectionView): string {
  const examples = one.columns
    .filter((column) => column.suggested.c === one.floor.c)
    .slice(0, mostExamples)
    .map(({ table, name }) => `${table === null ? '' : `${table}.`}${columnWord(one.source, name)}`)
  return t('detection.reason', {
    file: fileWord(one),
    date: fmt.date(one.at),
    sensitive: fmt.integer(one.sensitive),
    columns: fmt.integer(one.columnsRead),
    asked: askedWord(one.floor),
    examples: t('detection.reasonExamples', { columns: examples.join(', ') }),
  })
}
