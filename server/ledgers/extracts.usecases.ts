import * as v from 'valibot'
import type { Language } from '#models/shared/bilingual.ts'
import type { WorkloadIndex } from '#models/allocation/workload-index.ts'
import { recognisedColumns } from '#models/ledgers/ledger-columns.ts'
import { type PlacedColumns, readLedgerRows } from '#models/ledgers/ledger-lines.ts'
import {
  type LedgerLine,
  type LedgerMapping,
  ledgerFields,
  ledgerMappingSchema,
  neededFields,
  type RefusedLine,
  type SentLedger,
} from '#models/ledgers/ledger.schemas.ts'
import type {
  ExtractState,
  LedgerExtractView,
  LedgerLineView,
  LedgerRead,
  LedgerSent,
  LedgerTotal,
} from '#models/ledgers/ledger.views.ts'
import { cadCents, centsToDecimal } from '#models/shared/money.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import { indexOf } from '#server/allocation/allocating.usecases.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import type { LedgerEntryRow } from '#server/database/schema.ts'
import { ledgerLineFigure } from '#server/figures/figure-ids.ts'
import { keepMapping, mappingOf } from '#server/imports/mappings.usecases.ts'
import type { Clock } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { headerSignature, type LedgerFile, ledgerFile } from './ledger-file.ts'
import {
  ledgerColumnsMissing,
  ledgerExtractNotFound,
  ledgerExtractOlder,
  ledgerExtractStands,
  ledgerExtractUndone,
  ledgerMappingRefused,
  ledgerNothingReplayed,
  ledgerNothingRead,
  refusalText,
} from './ledgers.problems.ts'
import {
  type ExtractWithBody,
  extractsOf,
  copyEntries,
  findExtract,
  findReplaced,
  insertEntries,
  insertExtract,
  linesOf,
  monthsOfExtract,
  standingExtracts,
  updateExtract,
} from './ledgers.repository.ts'

export type LedgersDeps = { readonly db: Database; readonly clock: Clock }

type Accepted = LedgerLine & { readonly workloadId: string | null; readonly bodyId: string | null }
/** What is said with what was remembered. */
type WholeMapping = {
  readonly columns: LedgerMapping['columns']
  readonly costCentres: NonNullable<LedgerMapping['costCentres']>
}
type KeptResult = Omit<LedgerRead, 'name' | 'sha256' | 'refused'> & { readonly refused: readonly RefusedLine[] }

const mostRefusedKept = 2_000

/** Reads an extract; writes it unless it is a trial. The same file twice leaves the same state. */
export async function sendExtract(
  deps: LedgersDeps,
  reach: Reach,
  sent: SentLedger & { readonly bytes: Buffer },
): Promise<LedgerSent> {
  const { id: bodyId } = await bodyInReach(deps, reach, sent.body)
  const file = await ledgerFile(sent.bytes)
  const mapping = await mappingFor(deps, bodyId, file, sent.mapping)
  const { accepted, refused } = assigned(
    readLedgerRows(file.rows, placed(file, mapping)),
    mapping,
    await indexOf(reach, deps.db, bodyId),
  )
  const result = resultOf(file, mapping, accepted, refused)
  const read = readView(sent.name, file.sha256, result, reach.language)
  if (accepted.length === 0) throw ledgerNothingRead(refused)
  const standing = await standingExtracts(reach, deps.db, bodyId, { name: sent.name, sha256: file.sha256 })
  const same = standing.find(
    (row) =>
      row.sha256 === file.sha256 &&
      row.asked_json === JSON.stringify(mapping) &&
      row.result_json === JSON.stringify(result),
  )
  if (sent.dryRun) return { outcome: 'dry-run', read, extract: null }
  if (same !== undefined) return { outcome: 'identical', read, extract: extractView(same, reach.language) }
  const overlapping = await overlappingOf(deps, standing, accepted)
  if (overlapping.length > 0 && !sent.replace) {
    const older = await findReplaced(reach, deps.db, bodyId, file.sha256)
    if (older !== undefined) throw ledgerExtractOlder(sent.name, older.undone_at ?? older.received_at)
  }
  if (overlapping.length > 0 && !sent.replace)
    throw ledgerExtractStands(sent.name, [...new Set(overlapping.flatMap(({ periods }) => periods))].toSorted())
  const id = newId()
  await changing(deps, reach, async (work) => {
    for (const { row } of overlapping) {
      const set = { state: 'replaced', undone_at: work.at }
      if (!(await updateExtract(work.tx, row.id, row.row_version, set))) throw ledgerExtractUndone()
    }
    await insertExtract(work.tx, {
      id,
      body_id: bodyId,
      file_name: sent.name,
      sha256: file.sha256,
      bytes: file.bytes,
      state: 'applied',
      asked_json: JSON.stringify(mapping),
      result_json: JSON.stringify(result),
      stated_by: reach.actor,
      received_at: work.at,
      undone_at: null,
      row_version: 1,
    })
    await insertEntries(
      work.tx,
      accepted.map((line) => entryRow(line, id, bodyId)),
    )
    await keepMapping(work.tx, {
      id: newId(),
      bodyId,
      signature: headerSignature(file.headers),
      mapping,
      by: reach.actor,
      at: work.at,
    })
    await work.record({
      bodyId,
      action: overlapping.length === 0 ? 'ledger.applied' : 'ledger.replaced',
      objectType: 'ledger-extract',
      objectId: id,
      before: overlapping.length === 0 ? undefined : { extracts: overlapping.map(({ row }) => row.id) },
      after: { name: sent.name, sha256: file.sha256, rows: result.rows, totals: result.totals },
    })
  })
  return {
    outcome: overlapping.length === 0 ? 'applied' : 'replaced',
    read,
    extract: await oneExtract(deps, reach, id),
  }
}

function entryRow(line: Accepted, extractId: string, bodyId: string): LedgerEntryRow {
  return {
    extract_id: extractId,
    line: line.line,
    body_id: line.bodyId ?? bodyId,
    period: line.period,
    kind: line.kind,
    cost_element: line.costElement,
    account: line.account,
    fund: line.fund,
    workload_id: line.workloadId,
    amount_cents: line.amountCents,
    hours: line.hours,
    role: line.role,
    description: line.description,
    reference: line.reference,
  }
}

/** What is said goes first, then what was remembered of this header, then what its names tell. */
async function mappingFor(
  deps: LedgersDeps,
  bodyId: string,
  file: LedgerFile,
  said: string | undefined,
): Promise<WholeMapping> {
  const known = await mappingOf(deps.db, bodyId, headerSignature(file.headers))
  const remembered = known === undefined ? undefined : v.parse(ledgerMappingSchema, JSON.parse(known))
  const mapping = said === undefined ? undefined : saidMapping(said)
  const columns = mapping?.columns ?? remembered?.columns ?? recognisedColumns(file.headers)
  const absent = Object.values(columns).find((header) => !file.headers.includes(header))
  if (absent !== undefined)
    throw ledgerMappingRefused({
      fr: `Le fichier n’a pas de colonne « ${absent} ». Choisir l’un de ses en-têtes.`,
      en: `The file has no column “${absent}”. Choose one of its headers.`,
    })
  const missing = neededFields.filter((field) => columns[field] === undefined)
  if (missing.length > 0) throw ledgerColumnsMissing(missing, file.headers)
  return { columns, costCentres: { ...remembered?.costCentres, ...mapping?.costCentres } }
}

function saidMapping(text: string): LedgerMapping {
  const refusal = ledgerMappingRefused({
    fr: 'La correspondance des colonnes ne se lit pas : un objet JSON {"columns": {champ: en-tête}} est attendu.',
    en: 'The mapping of columns does not read: a JSON object {"columns": {field: header}} is expected.',
  })
  try {
    const read = v.safeParse(ledgerMappingSchema, JSON.parse(text))
    if (read.success) return read.output
  } catch {
    throw refusal
  }
  throw refusal
}

function placed(file: LedgerFile, { columns }: WholeMapping): PlacedColumns {
  return Object.fromEntries(
    ledgerFields.flatMap((field) => {
      const header = columns[field]
      return header === undefined ? [] : [[field, { at: file.headers.indexOf(header), header }]]
    }),
  )
}

/** A line goes to the workload its cell names: by cost centre, by number, by exact name. A cell that names none is refused. */
function assigned(
  { lines, refused }: { readonly lines: readonly LedgerLine[]; readonly refused: readonly RefusedLine[] },
  mapping: WholeMapping,
  index: WorkloadIndex,
): { readonly accepted: readonly Accepted[]; readonly refused: readonly RefusedLine[] } {
  const column = mapping.columns.workload ?? 'workload'
  const accepted: Accepted[] = []
  const left = [...refused]
  for (const line of lines) {
    if (line.workload === null) {
      accepted.push({ ...line, workloadId: null, bodyId: null })
      continue
    }
    const named = index.named(mapping.costCentres[line.workload] ?? line.workload)
    if (typeof named !== 'string') accepted.push({ ...line, workloadId: named.id, bodyId: named.bodyId })
    else {
      const gap = named === 'names-nothing' ? 'workload-unknown' : 'workload-several'
      left.push({ line: line.line, column, gap, read: line })
    }
  }
  return { accepted, refused: left.toSorted((a, b) => a.line - b.line) }
}

function resultOf(
  file: LedgerFile,
  mapping: WholeMapping,
  accepted: readonly Accepted[],
  refused: readonly RefusedLine[],
): KeptResult {
  const used = new Set(Object.values(mapping.columns))
  return {
    headers: file.headers,
    columns: mapping.columns,
    left: file.headers.filter((header) => header !== '' && !used.has(header)),
    rows: {
      read: accepted.length + refused.length,
      accepted: accepted.length,
      refused: refused.length,
      unassigned: accepted.filter(({ workloadId }) => workloadId === null).length,
    },
    refused: refused.slice(0, mostRefusedKept),
    totals: totalsOf(accepted),
  }
}

function totalsOf(lines: readonly Accepted[]): LedgerTotal[] {
  const groups = Map.groupBy(lines, ({ period, kind, costElement }) => `${period} ${kind} ${costElement}`)
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const { period, kind, costElement } = first
      const cents = group.reduce((sum, { amountCents }) => sum + amountCents, 0)
      return [{ period, kind, costElement, amountCad: centsToDecimal(cadCents(cents)), lines: group.length }]
    })
    .toSorted((a, b) => (`${a.period} ${a.costElement}` < `${b.period} ${b.costElement}` ? -1 : 1))
}

async function overlappingOf(
  { db }: LedgersDeps,
  standing: readonly ExtractWithBody[],
  accepted: readonly Accepted[],
): Promise<readonly { readonly row: ExtractWithBody; readonly periods: readonly string[] }[]> {
  const periods = new Set(accepted.map(({ period }) => period))
  const found: { row: ExtractWithBody; periods: string[] }[] = []
  for (const row of standing) {
    const shared = (await monthsOfExtract(db, row.id)).filter((period) => periods.has(period))
    if (shared.length > 0) found.push({ row, periods: shared })
  }
  return found
}

function readView(name: string, sha256: string, result: KeptResult, language: Language): LedgerRead {
  return {
    ...result,
    name,
    sha256,
    refused: result.refused.map(({ line, column, gap, read }) => ({
      row: line,
      column,
      code: gap,
      detail: refusalText(gap)[language],
      value: read?.workload ?? null,
    })),
  }
}

function extractView(row: ExtractWithBody, language: Language): LedgerExtractView {
  const result = JSON.parse(row.result_json) as KeptResult // written by this file only
  return {
    ...readView(row.file_name, row.sha256, result, language),
    id: row.id,
    body: row.body_code,
    state: row.state as ExtractState, // written by this file only
    statedBy: row.stated_by,
    receivedAt: row.received_at,
    undoneAt: row.undone_at,
    etag: etagOf(row.row_version),
  }
}

export async function oneExtract(deps: LedgersDeps, reach: Reach, id: string): Promise<LedgerExtractView> {
  const row = await findExtract(reach, deps.db, id)
  if (row === undefined) throw ledgerExtractNotFound()
  return extractView(row, reach.language)
}

/** Extracts of a body, the latest first; without their refused lines, which each tells of itself. */
export async function extractList(deps: LedgersDeps, reach: Reach, body: string): Promise<LedgerExtractView[]> {
  const { id } = await bodyInReach(deps, reach, body)
  return (await extractsOf(reach, deps.db, id)).map((row) => ({ ...extractView(row, reach.language), refused: [] }))
}

/** An extract counts no more; its lines stay, for what was known before. */
export async function undoExtract(
  deps: LedgersDeps,
  reach: Reach,
  id: string,
  expected: number,
): Promise<LedgerExtractView> {
  const row = await findExtract(reach, deps.db, id)
  if (row === undefined) throw ledgerExtractNotFound()
  if (row.state !== 'applied') throw ledgerExtractUndone()
  ensureVersion(row.row_version, expected)
  await changing(deps, reach, async (work) => {
    if (!(await updateExtract(work.tx, id, expected, { state: 'undone', undone_at: work.at })))
      ensureVersion(expected + 1, expected)
    await work.record({
      bodyId: row.body_id,
      action: 'ledger.undone',
      objectType: 'ledger-extract',
      objectId: id,
      before: { name: row.file_name, sha256: row.sha256 },
    })
  })
  return oneExtract(deps, reach, id)
}

/**
 * Takes again the refused lines of an extract whose cost centres are now said. An extract never changes: another of the same file takes
 * its place, with the lines it had and those taken again; the mapping is remembered for the next file with this header.
 */
export async function replayExtract(
  deps: LedgersDeps,
  reach: Reach,
  id: string,
  given: { readonly expected: number; readonly costCentres: Readonly<Record<string, string>> },
): Promise<LedgerExtractView> {
  const row = await findExtract(reach, deps.db, id)
  if (row === undefined) throw ledgerExtractNotFound()
  if (row.state !== 'applied') throw ledgerExtractUndone()
  ensureVersion(row.row_version, given.expected)
  const former = JSON.parse(row.asked_json) as WholeMapping // written by this file only
  const kept = JSON.parse(row.result_json) as KeptResult // idem
  const mapping: WholeMapping = { ...former, costCentres: { ...former.costCentres, ...given.costCentres } }
  const said = ({ read }: RefusedLine) => Object.hasOwn(given.costCentres, read?.workload ?? '')
  const lines = kept.refused.flatMap((one) => (said(one) && one.read !== undefined ? [one.read] : []))
  const others = kept.refused.filter((one) => !said(one))
  const { accepted, refused } = assigned(
    { lines, refused: others },
    mapping,
    await indexOf(reach, deps.db, row.body_id),
  )
  if (accepted.length === 0) throw ledgerNothingReplayed(Object.keys(given.costCentres))
  const result: KeptResult = {
    ...kept,
    rows: {
      ...kept.rows,
      accepted: kept.rows.accepted + accepted.length,
      refused: kept.rows.refused - accepted.length,
    },
    refused,
    totals: addedTotals(kept.totals, totalsOf(accepted)),
  }
  const next = newId()
  await changing(deps, reach, async (work) => {
    if (!(await updateExtract(work.tx, id, given.expected, { state: 'replaced', undone_at: work.at })))
      ensureVersion(given.expected + 1, given.expected)
    const { body_code: _, ...same } = row
    await insertExtract(work.tx, {
      ...same,
      id: next,
      asked_json: JSON.stringify(mapping),
      result_json: JSON.stringify(result),
      stated_by: reach.actor,
      received_at: work.at,
      row_version: 1,
    })
    await copyEntries(work.tx, id, next)
    await insertEntries(
      work.tx,
      accepted.map((line) => entryRow(line, next, row.body_id)),
    )
    await keepMapping(work.tx, {
      id: newId(),
      bodyId: row.body_id,
      signature: headerSignature(kept.headers),
      mapping,
      by: reach.actor,
      at: work.at,
    })
    await work.record({
      bodyId: row.body_id,
      action: 'ledger.replayed',
      objectType: 'ledger-extract',
      objectId: next,
      before: { extracts: [id] },
      after: { name: row.file_name, costCentres: given.costCentres, lines: accepted.map(({ line }) => line) },
    })
  })
  return oneExtract(deps, reach, next)
}

function addedTotals(before: readonly LedgerTotal[], more: readonly LedgerTotal[]): LedgerTotal[] {
  const groups = Map.groupBy(
    [...before, ...more],
    ({ period, kind, costElement }) => `${period} ${costElement} ${kind}`,
  )
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group
      if (first === undefined) return []
      const cents = group.reduce((sum, { amountCad }) => sum + Math.round(Number(amountCad) * 100), 0)
      const lines = group.reduce((sum, one) => sum + one.lines, 0)
      return [{ ...first, amountCad: centsToDecimal(cadCents(cents)), lines }]
    })
}

const pageSize = 200

export async function ledgerLines(
  deps: LedgersDeps,
  reach: Reach,
  asked: { readonly body: string; readonly extract?: string | undefined; readonly cursor?: string | undefined },
): Promise<{ readonly items: readonly LedgerLineView[]; readonly next: string | null }> {
  const { id: bodyId } = await bodyInReach(deps, reach, asked.body)
  const match = /^(\d{4}-\d{2})~([0-9a-f-]{36})~(\d{1,9})$/.exec(asked.cursor ?? '')
  const after = match === null ? null : { period: match[1] ?? '', extract: match[2] ?? '', line: Number(match[3]) }
  const rows = await linesOf(reach, deps.db, { bodyId, extract: asked.extract, after, limit: pageSize + 1 })
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      extract: row.extract_id,
      file: row.file_name,
      line: row.line,
      period: row.period,
      kind: row.kind as LedgerLineView['kind'], // written from ledgerKinds only
      costElement: row.cost_element as LedgerLineView['costElement'], // written from costElements only
      account: row.account,
      fund: row.fund,
      workload: row.workload_code,
      workloadName: row.workload_name,
      amountCad: centsToDecimal(cadCents(row.amount_cents)),
      hours: row.hours,
      role: row.role,
      description: row.description,
      reference: row.reference,
      figure: ledgerLineFigure(row.extract_id, row.line),
    })),
    next: rows.length > pageSize && last !== undefined ? `${last.period}~${last.extract_id}~${last.line}` : null,
  }
}
