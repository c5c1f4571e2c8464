import {
  changedFields,
  type ColumnOf,
  type ImportLine,
  type ImportPlan,
  importFields,
  readLine,
  type ReadLine,
  saidOf,
  suggestedColumns,
} from '#models/benefits/register-import.ts'
import type { RegisterBenefit } from '#models/benefits/register-state.ts'
import type { Measure, Profile } from '#models/benefits/register.schemas.ts'
import { ProblemError } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { openInventoryFile } from '#server/imports/readers/inventory-file.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing, type Work } from '#server/shared/unit-of-work.ts'
import { ensureStillRealising, registerBenefit } from './benefit-acts.usecases.ts'
import {
  importHasNoTable,
  importMoved,
  importNothing,
  importNotFound,
  importTooLong,
} from './register-import.problems.ts'
import { findRegisterImport, insertRegisterImport, markImportUndone } from './register-import.repository.ts'
import { benefitAsOf, registerAsOf, type RegisterDeps } from './register.usecases.ts'
import { takeSubject } from './register-writing.ts'

export type ImportRequest = {
  readonly path: string
  readonly fileName: string
  readonly body: string
  readonly columns: ColumnOf | null
}
type PlannedLine = ImportLine & { readonly said: ReadLine }
export type FullPlan = Omit<ImportPlan, 'lines'> & { readonly lines: readonly PlannedLine[] }

/** A refusal on its way out of another thread. */
export type Refusal = Pick<ProblemError, 'code' | 'status' | 'title' | 'detail' | 'errors'>
const refusalOf = ({ code, status, title, detail, errors }: ProblemError): Refusal => ({
  code,
  status,
  title,
  detail,
  errors,
})

/** Lines of a register kept in a workbook; beyond, it is a file of another kind. */
const mostLines = 20_000

/** Reads the file and says, line by line, what applying it would do; nothing is written. A refusal of the file is told as data. */
export async function plannedImport(
  db: Database,
  reach: Reach,
  asked: ImportRequest,
): Promise<FullPlan | { readonly refused: Refusal }> {
  try {
    return await planned(db, reach, asked)
  } catch (error) {
    if (error instanceof ProblemError) return { refused: refusalOf(error) }
    throw error
  }
}

async function planned(db: Database, reach: Reach, asked: ImportRequest): Promise<FullPlan> {
  const { headers, rows } = await tableOf(asked)
  const columns = asked.columns ?? suggestedColumns(headers)
  const state = await registerAsOf({ db, clock: { now: () => new Date() } }, reach)
  const known = new Map(state.benefits.filter((one) => one.body === asked.body).map((one) => [one.code, one]))
  const seen = new Set<string>()
  const lines = rows.map(({ line, cells }): PlannedLine => {
    const said = readLine(cells, columns)
    const twice = said.code !== null && seen.has(said.code)
    if (said.code !== null) seen.add(said.code)
    return plannedLine(line, said, said.code === null ? undefined : known.get(said.code), twice)
  })
  const count = (outcome: ImportLine['outcome']) => lines.filter((line) => line.outcome === outcome).length
  const counts = {
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  }
  return { headers, columns, lines, counts, change: null }
}

async function tableOf(asked: ImportRequest) {
  const file = await openInventoryFile(asked.path, asked.fileName)
  try {
    const table = file.tables.find((one) => one.headers.length > 1 && one.repeated === undefined)
    if (table === undefined) throw importHasNoTable()
    const rows: { line: number; cells: Record<string, string> }[] = []
    for await (const row of table.rows()) {
      if (rows.length === mostLines) throw importTooLong(mostLines)
      rows.push({
        line: row.line,
        cells: Object.fromEntries(table.headers.map((header, i) => [header, row.cells[i] ?? ''])),
      })
    }
    return {
      headers: table.headers,
      rows: rows.filter(({ cells }) => Object.values(cells).some((cell) => cell.trim() !== '')),
    }
  } finally {
    file.close()
  }
}

function plannedLine(line: number, said: ReadLine, known: RegisterBenefit | undefined, twice: boolean): PlannedLine {
  const unknown = said.code !== null && known === undefined
  const text = twice
    ? { fr: 'ce numéro est déjà sur une autre ligne', en: 'this number is already on another line' }
    : { fr: 'aucun bénéfice de ce numéro dans cet organisme', en: 'no benefit of this number in this body' }
  const refusals =
    twice || unknown ? [...said.refusals, { field: 'code' as const, value: said.code ?? '', text }] : said.refusals
  const measure = known?.measures.get(importedMeasure)?.content
  const profile = saidOf(said.profile, known?.profile.content)
  const fields =
    known === undefined
      ? [...Object.keys(profile), ...Object.keys(said.measure)]
      : [
          ...changedFields(asJson(known.profile.content), asJson(profile)),
          ...changedFields(asJson(measure ?? {}), asJson(said.measure.name === undefined ? {} : said.measure)),
        ]
  const outcome =
    refusals.length > 0 ? 'refused' : known === undefined ? 'added' : fields.length > 0 ? 'changed' : 'unchanged'
  const title = profile.title?.fr ?? known?.profile.content.title.fr ?? ''
  return { line, outcome, code: said.code, title, fields, refusals, said }
}

/** Key of the measure that a workbook names. */
const importedMeasure = 'mesure'
const untold: Profile = {
  title: { fr: '', en: '' },
  class: 'economy',
  type: 'cost-avoidance',
  sign: 1,
  category: 'efficiency',
  recurrence: 'recurring',
  layer: 'end',
  beneficiary: '',
  owner: null,
  realisationOwner: null,
  financeCounterpart: null,
  projectLead: null,
  fund: null,
  budgetLine: null,
  workloads: [],
  ward: null,
  startsOn: null,
  endsOn: null,
  life: 'draft',
}

function measureOf(said: ReadLine['measure'], before: Measure | undefined): Measure | undefined {
  if (said.name === undefined) return undefined
  return {
    role: 'outcome',
    unit: 'count',
    direction: 'up',
    formula: '',
    frequency: 'yearly',
    source: 'classeur',
    method: '',
    lagMonths: 1,
    collector: '',
    precision: null,
    costCentsPerYear: null,
    startsOn: null,
    ...before,
    ...said,
    name: said.name,
  }
}

/** What one line wrote, and what it said before: null when the line made it. */
export type ImportedChange = {
  readonly code: string
  readonly count: number
  readonly profile: Profile | null
  readonly measure: Measure | null
  readonly hadMeasure: boolean
}

/** Applies what was planned: every line that is not refused, or nothing. */
export async function applyImport(
  deps: RegisterDeps,
  reach: Reach,
  given: { readonly bodyId: string; readonly plan: FullPlan; readonly fileName: string },
): Promise<ImportPlan> {
  const { plan, bodyId, fileName } = given
  const written = plan.lines.filter((line) => line.outcome === 'added' || line.outcome === 'changed')
  if (written.length === 0) throw importNothing()
  const id = newId()
  await changing(deps, reach, async (work) => {
    const changes: ImportedChange[] = []
    for (const line of written) changes.push(await writeLine(work, reach, { bodyId, line, fileName }))
    await insertRegisterImport(work.tx, {
      id,
      body_id: bodyId,
      user_id: reach.userId,
      kind: 'register-import',
      changes_json: JSON.stringify(changes),
      applied_at: work.at,
      undone_at: null,
    })
    await work.record({
      bodyId,
      action: 'benefit.register-imported',
      objectType: 'change-set',
      objectId: id,
      after: { file: fileName, counts: plan.counts },
    })
  })
  return { ...plan, lines: plan.lines.map(({ said: _said, ...line }) => line), change: id }
}

async function writeLine(
  work: Work,
  reach: Reach,
  given: { readonly bodyId: string; readonly line: PlannedLine; readonly fileName: string },
): Promise<ImportedChange> {
  const { bodyId, fileName, line } = given
  const { said } = line
  const reason = `${fileName}, ${line.line}`
  const before = said.code === null ? undefined : await benefitAsOf({ db: work.tx }, reach, said.code)
  const profile = saidOf(said.profile, before?.profile.content)
  const content: Profile = { ...(before?.profile.content ?? untold), ...profile }
  if (before !== undefined) ensureStillRealising(before, { profile: { ...before.profile, content } })
  const code = said.code ?? (await registerBenefit(work, reach, { bodyId, reason, profile: content }))
  const subject = await takeSubject(work, reach, { code, bodyId, expected: null })
  let count = subject.count
  if (before !== undefined && changedFields(asJson(before.profile.content), asJson(profile)).length > 0) {
    await subject.say({ kind: 'profile', key: '-', content, reason })
    count += 1
  }
  const known = before?.measures.get(importedMeasure)?.content
  const measure = measureOf(said.measure, known)
  if (measure !== undefined && changedFields(asJson(known ?? {}), asJson(measure)).length > 0) {
    await subject.say({ kind: 'measure', key: importedMeasure, content: measure, reason })
    count += 1
  }
  return {
    code,
    count,
    profile: before?.profile.content ?? null,
    measure: known ?? null,
    hadMeasure: measure === undefined || known !== undefined,
  }
}

/** Puts back what an import changed, as new versions: what it said stays known. Refused when a benefit was written on since. */
export async function undoImport(deps: RegisterDeps, reach: Reach, id: string): Promise<{ readonly undone: number }> {
  const set = await findRegisterImport(reach, deps.db, id)
  if (set === undefined || set.undone_at !== null) throw importNotFound(id)
  const changes = JSON.parse(set.changes_json) as ImportedChange[] // written by applyImport
  await changing(deps, reach, async (work) => {
    const moved: string[] = []
    for (const change of changes) {
      const subject = await takeSubject(work, reach, { code: change.code, bodyId: set.body_id, expected: null })
      if (subject.count !== change.count) {
        moved.push(change.code)
        continue
      }
      const reason = `annulation ${id}`
      const removed = { removed: true } as const
      if (!change.hadMeasure || change.measure !== null)
        await subject.say({ kind: 'measure', key: importedMeasure, content: change.measure ?? removed, reason })
      await subject.say({ kind: 'profile', key: '-', content: change.profile ?? removed, reason })
    }
    if (moved.length > 0) throw importMoved(moved)
    await markImportUndone(work.tx, id, work.at)
    await work.record({
      bodyId: set.body_id,
      action: 'benefit.register-import-undone',
      objectType: 'change-set',
      objectId: id,
      after: { benefits: changes.length },
    })
  })
  return { undone: changes.length }
}

/** The columns a person chose, by field; what is no field, or no text, is left out. */
export function chosenColumns(text: string): ColumnOf | null {
  try {
    const given = JSON.parse(text) as unknown
    if (typeof given !== 'object' || given === null) return null
    const pairs = Object.entries(given).filter(
      ([field, header]) => importFields.some((one) => one === field) && typeof header === 'string',
    )
    return Object.fromEntries(pairs) as ColumnOf // fields and texts only, by the filter above
  } catch {
    return null
  }
}
