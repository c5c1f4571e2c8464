import { incidentFaults, incidentGapsOf, keptUntil } from '#models/incidents/incident.ts'
import type {
  IncidentContent,
  IncidentEdit,
  IncidentState,
  IncidentView,
  NewIncident,
} from '#models/incidents/incident.schemas.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import {
  incidentBodyUnknown,
  incidentDaysRefused,
  incidentIncomplete,
  incidentNotFound,
  incidentWorkloadElsewhere,
} from './incidents.problems.ts'
import {
  findIncident,
  type IncidentFilter,
  incidentsIn,
  type IncidentWithNames,
  insertIncident,
  updateIncident,
} from './incidents.repository.ts'

export type IncidentsDeps = { readonly db: Database; readonly clock: Clock }

/** Enters an incident in the register of a body. What is not known yet may be told later; contradictions are refused. */
export async function recordIncident(deps: IncidentsDeps, reach: Reach, entry: NewIncident): Promise<IncidentView> {
  const body = (await bodyTree(deps.db, todayOf(deps.clock))).byCode.get(entry.body)
  if (body === undefined || !reach.bodies.includes(body.id)) throw incidentBodyUnknown(entry.body)
  const workloadId = await workloadOf(deps, reach, entry.workload, body.id)
  ensureDays(deps, entry.content)
  const code = await changing(deps, reach, async (work) => {
    const [given = ''] = await nextCodes(work.tx, 'incident', 1)
    const id = newId()
    await insertIncident(work.tx, {
      id,
      body_id: body.id,
      code: given,
      workload_id: workloadId,
      state: 'open',
      content_json: canonicalJson(asJson(entry.content)),
      stated_by: reach.actor,
      recorded_at: work.at,
      updated_at: work.at,
      row_version: 1,
    })
    await work.record({
      bodyId: body.id,
      action: 'incident.recorded',
      objectType: 'incident',
      objectId: id,
      after: { incident: given, workload: entry.workload, ...entry.content },
    })
    return given
  })
  return oneIncident(deps, reach, code)
}

async function workloadOf(
  deps: IncidentsDeps,
  reach: Reach,
  code: string | null,
  bodyId: string,
): Promise<string | null> {
  if (code === null) return null
  const workload = await ensureWorkload(deps, reach, code)
  if (workload.body_id !== bodyId) throw incidentWorkloadElsewhere(code)
  return workload.id
}

function ensureDays(deps: IncidentsDeps, content: IncidentContent): void {
  const faults = incidentFaults(content, todayOf(deps.clock))
  if (faults.length > 0) throw incidentDaysRefused(faults)
}

/** Writes what is now known; closing asks for all that the law asks. What it said before stays in the journal. */
export async function editIncident(
  deps: IncidentsDeps,
  reach: Reach,
  code: string,
  expected: number,
  edit: IncidentEdit,
): Promise<IncidentView> {
  const row = await ensureIncident(deps, reach, code)
  ensureVersion(row.row_version, expected)
  const workloadId = await workloadOf(deps, reach, edit.workload, row.body_id)
  ensureDays(deps, edit.content)
  const gaps = incidentGapsOf(edit.content)
  if (edit.state === 'closed' && gaps.length > 0) throw incidentIncomplete(gaps)
  await changing(deps, reach, async (work) => {
    const moved = await updateIncident(work.tx, row, {
      workload_id: workloadId,
      state: edit.state,
      content_json: canonicalJson(asJson(edit.content)),
      updated_at: work.at,
    })
    if (!moved) ensureVersion(expected + 1, expected)
    await work.record({
      bodyId: row.body_id,
      action:
        edit.state === row.state ? 'incident.edited' : `incident.${edit.state === 'closed' ? 'closed' : 'reopened'}`,
      objectType: 'incident',
      objectId: row.id,
      before: { incident: code, workload: row.workload_code, ...contentOf(row) },
      after: { incident: code, workload: edit.workload, ...edit.content },
    })
  })
  return oneIncident(deps, reach, code)
}

/** The register, in order of number, a page at a time. */
export async function incidentRegister(
  deps: Pick<IncidentsDeps, 'db'>,
  reach: Reach,
  asked: IncidentFilter,
): Promise<IncidentView[]> {
  return (await incidentsIn(reach, deps.db, asked)).map(incidentView)
}

const pageSize = 500

/** The whole register under these filters: for the file that the Commission may ask for. */
export async function wholeIncidentRegister(
  deps: Pick<IncidentsDeps, 'db'>,
  reach: Reach,
  asked: Omit<IncidentFilter, 'after' | 'limit'>,
): Promise<IncidentView[]> {
  const all: IncidentView[] = []
  for (;;) {
    const page = await incidentRegister(deps, reach, { ...asked, after: all.at(-1)?.code, limit: pageSize })
    all.push(...page)
    if (page.length < pageSize) return all
  }
}

export async function oneIncident(deps: Pick<IncidentsDeps, 'db'>, reach: Reach, code: string): Promise<IncidentView> {
  return incidentView(await ensureIncident(deps, reach, code))
}

async function ensureIncident(deps: Pick<IncidentsDeps, 'db'>, reach: Reach, code: string): Promise<IncidentWithNames> {
  const row = await findIncident(reach, deps.db, code)
  if (row === undefined) throw incidentNotFound(code)
  return row
}

function contentOf(row: IncidentWithNames): IncidentContent {
  return JSON.parse(row.content_json) as IncidentContent // written through the schema
}

function incidentView(row: IncidentWithNames): IncidentView {
  const content = contentOf(row)
  return {
    code: row.code,
    body: row.body_code,
    workload: row.workload_code,
    state: row.state as IncidentState, // written through the schema
    content,
    missing: incidentGapsOf(content),
    keptUntil: keptUntil(content),
    statedBy: row.stated_by,
    recordedAt: row.recorded_at,
    updatedAt: row.updated_at,
    etag: etagOf(row.row_version),
  }
}
