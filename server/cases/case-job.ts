import { setImmediate } from 'node:timers/promises'
import type { OverrideSet } from '#models/assumptions/assumption-set.ts'
import { caseComputation } from '#models/cases/case-result.ts'
import { caseRows } from '#models/cases/case-rows.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { ensureVersion } from '#server/app/versions.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import { vendorDefaults } from '#server/shared/datasets.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { caseInputs } from './case-gathering.usecases.ts'
import { caseCountsNothing } from './cases.problems.ts'
import { findCase, insertResult, updateCase } from './cases.repository.ts'
import { contentOf, ensureCase } from './cases.usecases.ts'
import { packedCase } from './kept-case.ts'

const step = { fr: 'Calcul du dossier', en: 'Computing the case' }

/** Computes a case as things stand and keeps what it gave with all it was computed from; nothing is kept of a run that stops. */
export const caseJob: JobHandler = async (context, input) => {
  const { db, clock, reach, signal } = context
  const { code } = input as { readonly code: string } // given by the case routes only
  const row = await ensureCase({ db }, reach, code)
  const content = contentOf(row)
  const { inputs, referenceDigest } = await caseInputs({ db, clock }, reach, { bodyId: row.body_id, content })
  if (caseRows(inputs).rows.length === 0) throw caseCountsNothing(inputs.workloads.length)
  const others: readonly OverrideSet[] = vendorDefaults()
  const run = caseComputation(inputs, others)
  let at = run.next()
  while (at.done !== true) {
    signal.throwIfAborted()
    context.progress(at.value.done, at.value.total, step)
    await setImmediate()
    at = run.next()
  }
  const result = at.value
  const { packed, digest } = packedCase(inputs, referenceDigest)
  await changing({ db, clock }, reach, async (work) => {
    const id = newId()
    await insertResult(work.tx, {
      id,
      body_id: row.body_id,
      case_id: row.id,
      input_digest: digest,
      inputs_packed: packed,
      reference_digest: referenceDigest,
      result_json: canonicalJson(asJson(result)),
      computed_by: reach.actor,
      computed_at: work.at,
    })
    // Somebody may have changed the case meanwhile: what was computed is kept, and says it is older.
    const now = await findCase(reach, work.tx, code)
    if (now === undefined || !(await updateCase(work.tx, now, { result_id: id, updated_at: now.updated_at })))
      ensureVersion(row.row_version + 1, row.row_version)
    await work.record({
      bodyId: row.body_id,
      action: 'case.computed',
      objectType: 'business_case',
      objectId: row.id,
      after: { case: code, decision: result.decision, inputDigest: digest },
    })
  })
  return `/api/cases/${code}`
}
