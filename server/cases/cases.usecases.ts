import type { CaseContent, CaseResult, CaseSummary, CaseView, NewCase, Supposed } from '#models/cases/case.schemas.ts'
import type { JobView } from '#models/imports/import.views.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import { bodyAssumptions } from '#server/costs/assumptions.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { CaseResultRow } from '#server/database/schema.ts'
import { costReferenceInForce } from '#server/formulas/references-in-force.usecases.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { vendorDefaults } from '#server/shared/datasets.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import type { Reports } from '#server/shared/reports.ts'
import { selectedWorkloads } from './case-gathering.usecases.ts'
import {
  caseBodyUnknown,
  caseDatesBackwards,
  caseNotComputed,
  caseNotFound,
  caseOptionUnknown,
  supposedSetUnknown,
  supposedUnknown,
} from './cases.problems.ts'
import {
  casesIn,
  type CaseWithNames,
  findCase,
  findResult,
  insertCase,
  resultsOf,
  updateCase,
} from './cases.repository.ts'

export type CasesDeps = { readonly db: Database; readonly clock: Clock }

/** Opens a business case for a body; nothing is computed yet. */
export async function createCase(
  deps: CasesDeps,
  reach: Reach,
  { body: bodyCode, ...content }: NewCase,
): Promise<CaseView> {
  const body = (await bodyTree(deps.db, todayOf(deps.clock))).byCode.get(bodyCode)
  if (body === undefined || !reach.bodies.includes(body.id)) throw caseBodyUnknown(bodyCode)
  await ensureSound(deps, reach, { bodyId: body.id, content })
  const code = await changing(deps, reach, async (work) => {
    const [given = ''] = await nextCodes(work.tx, 'case', 1)
    const id = newId()
    await insertCase(work.tx, {
      id,
      body_id: body.id,
      code: given,
      content_json: canonicalJson(asJson(content)),
      result_id: null,
      created_by: reach.actor,
      created_at: work.at,
      updated_at: work.at,
      row_version: 1,
    })
    await work.record({
      bodyId: body.id,
      action: 'case.opened',
      objectType: 'business_case',
      objectId: id,
      after: { case: given, ...content },
    })
    return given
  })
  return oneCase(deps, reach, code)
}

async function ensureSound(
  deps: CasesDeps,
  reach: Reach,
  of: { readonly bodyId: string; readonly content: CaseContent },
): Promise<void> {
  const { variants, defaultDates, selection } = of.content
  const options = new Set((await optionsInForce(deps.db)).map(({ id }) => id))
  for (const [at, { place }] of variants.entries())
    if (place.kind === 'option' && !options.has(place.option)) throw caseOptionUnknown(place.option, at)
  if (selection.kind !== 'body') await selectedWorkloads(deps, reach, of)
  if (defaultDates === null) return
  const { startsOn, cutsOverOn, decommissionsOn } = defaultDates
  if (startsOn > cutsOverOn || cutsOverOn > decommissionsOn) throw caseDatesBackwards()
}

/** Changes what a case compares; its last result stays, said to be older than the case. */
export async function editCase(
  deps: CasesDeps,
  reach: Reach,
  code: string,
  expected: number,
  content: CaseContent,
): Promise<CaseView> {
  const row = await ensureCase(deps, reach, code)
  ensureVersion(row.row_version, expected)
  await ensureSound(deps, reach, { bodyId: row.body_id, content })
  await changing(deps, reach, async (work) => {
    const isMoved = await updateCase(work.tx, row, {
      content_json: canonicalJson(asJson(content)),
      updated_at: work.at,
    })
    if (!isMoved) ensureVersion(expected + 1, expected)
    await work.record({
      bodyId: row.body_id,
      action: 'case.edited',
      objectType: 'business_case',
      objectId: row.id,
      before: { case: code, ...contentOf(row) },
      after: { case: code, ...content },
    })
  })
  return oneCase(deps, reach, code)
}

/** Has a case computed, in a job that can be watched and stopped. */
export async function computeCase(
  deps: CasesDeps & { readonly jobs: Jobs },
  reach: Reach,
  code: string,
): Promise<JobView> {
  const row = await ensureCase(deps, reach, code)
  return deps.jobs.start(reach, { kind: 'case', bodyId: row.body_id, input: { code } })
}

export async function ensureCase(deps: Pick<CasesDeps, 'db'>, reach: Reach, code: string): Promise<CaseWithNames> {
  const row = await findCase(reach, deps.db, code)
  if (row === undefined) throw caseNotFound(code)
  return row
}

export const contentOf = (row: Pick<CaseWithNames, 'content_json'>) => JSON.parse(row.content_json) as CaseContent // written through the schema
export const resultOf = (row: Pick<CaseResultRow, 'result_json'>) => JSON.parse(row.result_json) as CaseResult // written by the case's job

export async function oneCase(deps: CasesDeps, reach: Reach, code: string): Promise<CaseView> {
  const row = await ensureCase(deps, reach, code)
  const result = row.result_id === null ? undefined : await findResult(reach, deps.db, row.result_id)
  const inForce = await costReferenceInForce(deps.db, row.body_id, todayOf(deps.clock))
  const set = await bodyAssumptions(deps.db, reach, row.body_id, inForce.set)
  return {
    ...common(row),
    content: contentOf(row),
    result:
      result === undefined
        ? null
        : {
            id: result.id,
            computedAt: result.computed_at,
            computedBy: result.computed_by,
            isStale:
              row.updated_at > result.computed_at ||
              result.reference_digest !== inForce.digest ||
              resultOf(result).assumptionSet !== `${set.id}@${set.version}`,
            value: resultOf(result),
          },
  }
}

function common(row: CaseWithNames) {
  return {
    code: row.code,
    body: row.body_code,
    etag: etagOf(row.row_version),
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Cases in order of number, a page at a time, each with what it last gave. */
export async function caseList(
  deps: Pick<CasesDeps, 'db'>,
  reach: Reach,
  asked: { readonly body?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<CaseSummary[]> {
  const rows = await casesIn(reach, deps.db, asked)
  const ids = rows.flatMap(({ result_id }) => (result_id === null ? [] : [result_id]))
  const results = new Map((await resultsOf(reach, deps.db, ids)).map((one) => [one.id, one]))
  return rows.map((row): CaseSummary => {
    const kept = results.get(row.result_id ?? '')
    const result = kept === undefined ? undefined : resultOf(kept)
    return {
      ...common(row),
      title: contentOf(row).title,
      computedAt: kept?.computed_at ?? null,
      decision: result?.decision ?? null,
      npv: (result?.variants ?? []).map(({ id, label, indicators }) => ({ id, label, likely: indicators.npv })),
    }
  })
}

/** A case under some of a vendor's defaults, on the inputs of its last result; computed away from the thread that answers. */
export async function supposeCase(
  deps: CasesDeps & { readonly reports: Reports },
  reach: Reach,
  code: string,
  { set, names }: { readonly set: string; readonly names: readonly string[] },
): Promise<Supposed> {
  const row = await ensureCase(deps, reach, code)
  if (row.result_id === null) throw caseNotComputed(code)
  const sets = vendorDefaults()
  const theirs = sets.find(({ id }) => id === set)
  if (theirs === undefined) {
    const ids = sets.map(({ id }) => id)
    throw supposedSetUnknown(set, ids)
  }
  const unknown = names.filter((name) => !theirs.overrides.some((one) => one.name === name))
  if (unknown.length > 0) throw supposedUnknown(set, unknown)
  const bytes = await deps.reports.make('case-supposed', reach, { resultId: row.result_id, set, names })
  return JSON.parse(new TextDecoder().decode(bytes)) as Supposed // written by the report thread from the same type
}
