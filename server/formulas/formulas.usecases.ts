import { changedFormulas } from '#models/formulas/drafted-set.ts'
import type { FormulaSet } from '#models/formulas/formula-set.ts'
import type { AskedEffect, FormulaDraft, NewFormulaVersion } from '#models/formulas/formula-version.schemas.ts'
import type {
  FormulaCheck,
  FormulaSetView,
  FormulaVersionDetail,
  FormulaVersionView,
} from '#models/formulas/formula.views.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { type BodyNode, bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { nextNumber } from '#server/shared/codes.ts'
import { shippedFormulas } from '#server/shared/datasets.ts'
import { asJson, digestOf, sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { type CheckedDraft, type DraftRequest, findShippedSet } from './checked-draft.ts'
import { shippedView, versionDetail, versionView } from './formula-views.ts'
import {
  bodiesStandingFor,
  setOfVersion,
  standingFormulas,
  type StandingFormulas,
} from './formulas-in-force.usecases.ts'
import {
  formulaAlreadyDecided,
  formulaBodyUnknown,
  formulaDayPassed,
  formulaNotYours,
  formulaOwnVersion,
  formulaSetNotFound,
  formulasRefused,
  formulasUnchanged,
  formulaVersionNotFound,
} from './formulas.problems.ts'
import {
  countProposed,
  decideFormulaVersion,
  findFormulaVersion,
  formulaVersionsIn,
  type FormulaVersionWithBody,
  insertFormulaVersion,
  type Sight,
} from './formulas.repository.ts'

export type FormulasDeps = {
  readonly db: Database
  readonly clock: Clock
  /** Checks a draft away from the thread that answers. */
  readonly checkedFormulas: (reach: Reach, draft: DraftRequest) => Promise<CheckedDraft>
  /** Has the costs of the portfolio made again under the formulas of the day. */
  readonly recost: (reach: Reach) => Promise<void>
}
type ReadingDeps = Pick<FormulasDeps, 'db' | 'clock'>

/** What a person sees: versions of the bodies in reach, and of those that stand for them. */
async function sightOf({ db, clock }: ReadingDeps, reach: Reach): Promise<Sight> {
  const tree = await bodyTree(db, todayOf(clock))
  return { bodies: [...new Set(reach.bodies.flatMap((body) => bodiesStandingFor(tree, body)))] }
}

function ensureSet(id: string): FormulaSet {
  const shipped = findShippedSet(id)
  if (shipped === undefined) throw formulaSetNotFound()
  return shipped
}

/** Every set, with what stands today for the bodies in sight: the shipped one, and the version of each body that has one. */
export async function formulaSets(deps: ReadingDeps, reach: Reach): Promise<FormulaSetView[]> {
  const [sight, standing] = await Promise.all([sightOf(deps, reach), standingFormulas(deps.db, todayOf(deps.clock))])
  const proposed = await countProposed(sight, deps.db)
  return Object.values(shippedFormulas()).map((shipped): FormulaSetView => {
    const { id, label, formulas, inputs } = shipped
    const rows = reach.bodies.map((body) => standing.versionOf(id, body))
    const versions = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row]])))
    const isShippedInForce = rows.includes(undefined)
    return {
      id,
      label,
      formulas: formulas.length,
      inputs: inputs.length,
      standing: [
        ...(isShippedInForce ? [shippedView(shipped, true)] : []),
        ...[...versions.values()].map((row) => versionView(row, { shipped, isInForce: true })),
      ],
      proposed: proposed.get(id) ?? 0,
    }
  })
}

/** The set as it stands today for a body (the first in reach when none is named), with what each input is. */
export async function standingSet(
  deps: ReadingDeps,
  reach: Reach,
  id: string,
  code: string | undefined,
): Promise<FormulaVersionDetail> {
  const shipped = ensureSet(id)
  const standing = await standingFormulas(deps.db, todayOf(deps.clock))
  const body = code === undefined ? reach.bodies[0] : (await ensureBody(deps, reach, code)).id
  const row = standing.versionOf(id, body ?? '')
  if (row === undefined) return versionDetail(shippedView(shipped, true), shipped, shipped)
  return versionDetail(versionView(row, { shipped, isInForce: true }), setOfVersion(row), shipped)
}

async function ensureBody({ db, clock }: ReadingDeps, reach: Reach, code: string): Promise<BodyNode> {
  const body = (await bodyTree(db, todayOf(clock))).byCode.get(code)
  if (body === undefined || !reach.bodies.includes(body.id)) throw formulaBodyUnknown(code)
  return body
}

/** The history of a set, newest first, a page at a time; the shipped set ends the last page. */
export async function formulaHistory(
  deps: ReadingDeps,
  reach: Reach,
  asked: { readonly set: string; readonly after: string | undefined; readonly limit: number },
): Promise<FormulaVersionView[]> {
  const shipped = ensureSet(asked.set)
  const [sight, standing] = await Promise.all([sightOf(deps, reach), standingFormulas(deps.db, todayOf(deps.clock))])
  const rows = await formulaVersionsIn(sight, deps.db, asked)
  const views = rows.map((row) => versionView(row, { shipped, isInForce: isInForce(standing, row) }))
  if (rows.length === asked.limit) return views
  return [
    ...views,
    shippedView(
      shipped,
      reach.bodies.some((body) => standing.versionOf(asked.set, body) === undefined),
    ),
  ]
}

function isInForce(standing: StandingFormulas, row: FormulaVersionWithBody): boolean {
  return standing.versionOf(row.set_id, row.body_id)?.id === row.id
}

export async function oneFormulaVersion(
  deps: ReadingDeps,
  reach: Reach,
  set: string,
  id: string,
): Promise<FormulaVersionDetail> {
  const shipped = ensureSet(set)
  const standing = await standingFormulas(deps.db, todayOf(deps.clock))
  if (id === 'shipped') {
    const stands = reach.bodies.some((body) => standing.versionOf(set, body) === undefined)
    return versionDetail(shippedView(shipped, stands), shipped, shipped)
  }
  const row = await ensureFormulaVersion(deps, reach, set, id)
  return versionDetail(versionView(row, { shipped, isInForce: isInForce(standing, row) }), setOfVersion(row), shipped)
}

async function ensureFormulaVersion(
  deps: ReadingDeps,
  reach: Reach,
  set: string,
  id: string,
): Promise<FormulaVersionWithBody> {
  ensureSet(set)
  const row = await findFormulaVersion(await sightOf(deps, reach), deps.db, set, id)
  if (row === undefined) throw formulaVersionNotFound()
  return row
}

/** What is told of a draft as it is written: problems are an answer here, not a refusal. */
export async function checkFormulas(
  deps: Pick<FormulasDeps, 'checkedFormulas'>,
  reach: Reach,
  set: string,
  draft: FormulaDraft,
): Promise<FormulaCheck> {
  const shipped = ensureSet(set)
  const checked = await deps.checkedFormulas(reach, { set, version: 'draft', formulas: draft.formulas })
  return {
    loads: checked.kind === 'loads',
    problems: checked.kind === 'loads' ? [] : checked.problems,
    changed: changedFormulas(shipped, draft.formulas),
  }
}

/** A draft that loads, or a refusal that names its places. */
async function ensureFormulasLoad(
  deps: Pick<FormulasDeps, 'checkedFormulas'>,
  reach: Reach,
  request: DraftRequest,
): Promise<FormulaSet> {
  ensureSet(request.set)
  const checked = await deps.checkedFormulas(reach, request)
  if (checked.kind === 'refused') throw formulasRefused(checked.problems)
  return checked.content
}

/** Formulas whose effect is asked for, as if they stood for a body. */
export type AskedDraft = { readonly content: FormulaSet; readonly bodyId: string }

export async function draftForEffect(
  deps: FormulasDeps,
  reach: Reach,
  set: string,
  { body: code, formulas }: AskedEffect,
): Promise<AskedDraft> {
  ensureSet(set)
  const body = await ensureBody(deps, reach, code)
  return { content: await ensureFormulasLoad(deps, reach, { set, version: 'draft', formulas }), bodyId: body.id }
}

/** A kept version; one of the bodies above is compared within reach only. */
export async function versionForEffect(deps: FormulasDeps, reach: Reach, set: string, id: string): Promise<AskedDraft> {
  const row = await ensureFormulaVersion(deps, reach, set, id)
  return { content: setOfVersion(row), bodyId: row.body_id }
}

/** Puts a version forward for a body, from a day on; nothing in force changes until a second person approves it. */
export async function proposeFormulas(
  deps: FormulasDeps,
  reach: Reach,
  set: string,
  given: NewFormulaVersion,
): Promise<FormulaVersionDetail> {
  const shipped = ensureSet(set)
  const body = await ensureBody(deps, reach, given.body)
  const today = todayOf(deps.clock)
  if (given.validFrom < today) throw formulaDayPassed(today)
  const content = await ensureFormulasLoad(deps, reach, { set, version: 'draft', formulas: given.formulas })
  const row = (await standingFormulas(deps.db, today)).versionOf(set, body.id)
  const standing = row === undefined ? shipped : setOfVersion(row)
  if (digestOf(asJson(standing.formulas)) === digestOf(asJson(content.formulas)))
    throw formulasUnchanged(standing.version)
  const id = newId()
  await changing(deps, reach, async (work) => {
    const number = await nextNumber(work.tx, `formulas ${set} ${body.id}`)
    const version = `${body.code}-${number}`
    const text = canonicalJson(asJson({ ...content, version }))
    const digest = sha256(text)
    await work.record({
      bodyId: body.id,
      action: 'formulas.proposed',
      objectType: 'formula-set',
      objectId: id,
      after: { set, version, digest, reason: given.reason, validFrom: given.validFrom },
    })
    await insertFormulaVersion(work.tx, {
      id,
      body_id: body.id,
      set_id: set,
      number,
      state: 'proposed',
      content_json: text,
      digest,
      valid_from: given.validFrom,
      reason: given.reason,
      proposed_by: reach.actor,
      proposed_at: work.at,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      row_version: 1,
    })
  })
  return oneFormulaVersion(deps, reach, set, id)
}

export type Named = { readonly set: string; readonly id: string; readonly expected: number }

/** Approves a version: it stands for its body, and those under it, from its day on. What was computed before stays as it was. */
export async function approveFormulas(deps: FormulasDeps, reach: Reach, named: Named): Promise<FormulaVersionDetail> {
  const row = await ensureAnswerable(deps, reach, named)
  const today = todayOf(deps.clock)
  if (row.valid_from < today) throw formulaDayPassed(today)
  await settle(deps, reach, row, { state: 'approved', reason: null })
  await deps.recost(reach)
  return oneFormulaVersion(deps, reach, named.set, named.id)
}

/** Sends a version back with a reason; nothing in force changes. */
export async function returnFormulas(
  deps: FormulasDeps,
  reach: Reach,
  named: Named,
  reason: string,
): Promise<FormulaVersionDetail> {
  await settle(deps, reach, await ensureAnswerable(deps, reach, named), { state: 'returned', reason })
  return oneFormulaVersion(deps, reach, named.set, named.id)
}

/** Whoever proposed a version takes it back before anyone answers. */
export async function withdrawFormulas(
  deps: FormulasDeps,
  reach: Reach,
  named: Named,
  reason: string,
): Promise<FormulaVersionDetail> {
  const row = await ensureProposed(deps, reach, named)
  if (row.proposed_by !== reach.actor) throw formulaNotYours()
  await settle(deps, reach, row, { state: 'withdrawn', reason })
  return oneFormulaVersion(deps, reach, named.set, named.id)
}

/** A version that waits for an answer, whose body is in reach for this act: one that only stands for it is read, not answered. */
async function ensureProposed(
  deps: FormulasDeps,
  reach: Reach,
  { set, id, expected }: Named,
): Promise<FormulaVersionWithBody> {
  const row = await ensureFormulaVersion(deps, reach, set, id)
  if (!reach.bodies.includes(row.body_id)) throw formulaVersionNotFound()
  if (row.state !== 'proposed') throw formulaAlreadyDecided()
  ensureVersion(row.row_version, expected)
  return row
}

async function ensureAnswerable(deps: FormulasDeps, reach: Reach, named: Named): Promise<FormulaVersionWithBody> {
  const row = await ensureProposed(deps, reach, named)
  if (row.proposed_by === reach.actor) throw formulaOwnVersion()
  return row
}

async function settle(
  deps: FormulasDeps,
  reach: Reach,
  row: FormulaVersionWithBody,
  { state, reason }: { readonly state: 'approved' | 'returned' | 'withdrawn'; readonly reason: string | null },
): Promise<void> {
  await changing(deps, reach, async (work) => {
    const decided = { state, decided_by: reach.actor, decided_at: work.at, decision_reason: reason }
    if (!(await decideFormulaVersion(work.tx, row, decided))) throw formulaAlreadyDecided()
    const told = { set: row.set_id, version: setOfVersion(row).version, digest: row.digest }
    await work.record({
      bodyId: row.body_id,
      action: `formulas.${state}`,
      objectType: 'formula-set',
      objectId: row.id,
      after: reason === null ? { ...told, validFrom: row.valid_from } : { ...told, reason },
    })
  })
}
