import fc from 'fast-check'
import type { Insertable } from 'kysely'
import { hostingOptions } from '#models/hosting/hosting-options.ts'
import { randomStream } from '#models/shared/random.ts'
import { createUser, demonstrationLink } from '#server/access/accounts.usecases.ts'
import type { Schema } from '#server/database/schema.ts'
import { searchText } from '#server/inventory/inventory.usecases.ts'
import { systemClock } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { newId } from '#server/shared/ids.ts'
import { dataRows } from '#tests/support/datasets.ts'
import { someRecord } from '#tests/support/some-portfolio-records.ts'
import { newInstallation } from './installations.ts'

const themes = ['Permis', 'Paie', 'Registre', 'Imagerie', 'Subventions', 'Forêts', 'Santé', 'Justice', 'Fiscalité']
const kinds = ['portail', 'rapports', 'archives', 'échanges', 'dossiers', 'calculs', 'guichet', 'inspection']
const technologies = ['Java 17, PostgreSQL', '.NET 8, SQL Server', 'COBOL, DB2', 'PHP 8, MySQL', 'SAP']
const environments = ['production', 'production', 'test', 'recovery']
const verdicts = ['allow', 'allow-with-mitigation', 'require', 'undetermined', 'forbid']
const at = '2026-11-15T12:00:00.000Z'

/** `searches`: letters that find something; each one more or less changes how many rows show. */
export type LargePortfolio = { readonly url: string; readonly token: string; readonly searches: readonly string[] }

/** A portfolio as large as a government's, written straight into a fresh database; and a one-time link into it. */
export async function largePortfolio(folder: string, count: number): Promise<LargePortfolio> {
  const { database, url, body, reach } = await newInstallation(folder)
  const { db } = database
  const random = randomStream('arpent-bench-portfolio')
  const among = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T // never an empty list here
  const letters = () => Array.from({ length: 6 }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('')
  const options = hostingOptions(dataRows('data/hosting-options/values.csv')).map((option) => option.id)
  const records = fc.sample(someRecord, { numRuns: 500, seed: 50_000 }).map((record) => JSON.stringify(record))
  const searches: string[] = []
  const rows: {
    [K in 'application' | 'workload' | 'classification' | 'assessment' | 'current_cost']: Insertable<Schema[K]>[]
  } = { application: [], workload: [], classification: [], assessment: [], current_cost: [] }
  const width = (number: number) => String(number).padStart(6, '0')
  for (let i = 0; i < count; i += 1) {
    const own = { body_id: body.id, created_at: at, row_version: 1, source_json: '{}' }
    const [application, workload] = [newId(), newId()]
    const word = letters()
    // Not a letter that every row holds, or the first key would change nothing.
    if (searches.length < 10 && i % 97 === 0 && /^[bgjkqwxyz]/.test(word)) searches.push(word.slice(0, 3))
    const name = `${among(themes)}, ${among(kinds)} ${word}`
    const owner = `Direction fictive ${1 + (i % 40)}`
    const technology = among(technologies)
    const code = `CH-${width(i + 1)}`
    const search = searchText([name, code, name, body.code, technology, owner])
    rows.application.push({ ...own, id: application, code: `AP-${width(i + 1)}`, name, mission: null, owner })
    rows.workload.push({
      ...own,
      id: workload,
      code,
      application_id: application,
      name,
      environment: among(environments),
      technology,
      current_hosting: null,
      proposed_strategy: null,
      status: 'active',
      search_text: search,
      imported_json: null,
      updated_at: at,
    })
    rows.classification.push({
      id: newId(),
      body_id: body.id,
      workload_id: workload,
      version: 1,
      state: 'approved',
      record_json: among(records),
      reason: 'bench',
      proposed_by: 'U-0001',
      proposed_at: at,
      decided_by: 'U-0002',
      decided_at: at,
      decision_reason: null,
      valid_from: at,
      valid_to: null,
      row_version: 1,
    })
    const p50 = Math.round(random() * 5_000_000) / 100
    rows.assessment.push({
      workload_id: workload,
      body_id: body.id,
      input_digest: 'bench',
      best_option: among(options),
      best_verdict: among(verdicts),
      p10: p50 * 0.8,
      p50,
      p90: p50 * 1.3,
      gap: null,
      options_json: '[]',
      computed_at: at,
    })
    rows.current_cost.push({
      id: newId(),
      body_id: body.id,
      workload_id: workload,
      amount_cents: Math.round(random() * 9_000_000),
      period: '2026',
      kind: 'imported',
      reference: '',
      source_json: '{}',
      stated_by: 'U-0001',
      recorded_at: at,
    })
  }
  await db.transaction().execute(async (tx) => {
    await nextCodes(tx, 'application', count)
    await nextCodes(tx, 'workload', count)
    for (let from = 0; from < count; from += 500) {
      const to = from + 500
      await tx.insertInto('application').values(rows.application.slice(from, to)).execute()
      await tx.insertInto('workload').values(rows.workload.slice(from, to)).execute()
      await tx.insertInto('classification').values(rows.classification.slice(from, to)).execute()
      await tx.insertInto('assessment').values(rows.assessment.slice(from, to)).execute()
      await tx.insertInto('current_cost').values(rows.current_cost.slice(from, to)).execute()
    }
  })
  const accounts = { db, clock: systemClock, baseUrl: 'http://localhost' }
  const grants = [{ role: 'portfolio-manager', body: body.code } as const]
  const user = await createUser(accounts, reach, { login: 'bench', language: 'fr', grants }, 'active')
  const link = await demonstrationLink(accounts, user.id)
  await database.close()
  return { url, token: link.slice(link.indexOf('#') + 1), searches }
}
