import type { ClassificationRecord, ClassificationView } from '#models/classification/classification.schemas.ts'
import { unknownClassification } from '#models/classification/classification.schemas.ts'
import { newId } from '#server/shared/ids.ts'
import { setSetting } from '#server/shared/settings.ts'
import { nextCodes } from '#server/shared/codes.ts'
import type { Call, TestApp } from '#tests/support/test-app.ts'

/** A record known enough for every rule to conclude, with no personal information. */
export const plainRecord: ClassificationRecord = {
  ...unknownClassification,
  dic: { d: 1, i: 1, c: 2, justification: 'Guide de la maison', date: '2026-05-01' },
  owner: 'Direction des systèmes',
  pi: { ...unknownClassification.pi, present: false, sensitive: false },
  legalRegimes: [],
  adjudicative: false,
  caEquivalent: 'none',
  change: 'none',
  missionCritical: false,
  realData: true,
}
export const withLevels = (d: 1 | 2 | 3 | 4, i: 1 | 2 | 3 | 4, c: 1 | 2 | 3 | 4): ClassificationRecord => ({
  ...plainRecord,
  dic: { d, i, c, justification: 'Guide de la maison', date: '2026-05-01' },
})

/** Puts the demonstration's qualified offers in force, so that public regions may be chosen. */
export const withCatalogue = (setup: TestApp) => setSetting(setup.db, 'demonstration', 'yes')

/** A workload with one server of 2 vCPU and 8 GiB, unless said otherwise. */
export async function aWorkload(
  setup: TestApp,
  { body = 'MSC', name = 'Guichet', servers = 1 }: { body?: string; name?: string; servers?: number } = {},
): Promise<{ id: string; code: string }> {
  const at = setup.clock.now().toISOString()
  return setup.db.transaction().execute(async (tx) => {
    const [code = ''] = await nextCodes(tx, 'workload', 1)
    const [applicationCode = ''] = await nextCodes(tx, 'application', 1)
    const shared = { body_id: setup.bodyId(body), source_json: '{}', row_version: 1, created_at: at }
    const [applicationId, id] = [newId(), newId()]
    await tx
      .insertInto('application')
      .values({ ...shared, id: applicationId, code: applicationCode, name, mission: null, owner: null })
      .execute()
    await tx
      .insertInto('workload')
      .values({
        ...shared,
        id,
        code,
        application_id: applicationId,
        name,
        environment: 'production',
        technology: null,
        current_hosting: null,
        proposed_strategy: null,
        status: 'active',
        search_text: name.toLowerCase(),
        imported_json: null,
        updated_at: at,
      })
      .execute()
    for (let n = 0; n < servers; n += 1) {
      await tx
        .insertInto('asset')
        .values({
          ...shared,
          id: newId(),
          workload_id: id,
          natural_key: `${code}-${n}`,
          name: `srv-${n}`,
          kind: 'server',
          is_powered_on: 1,
          vcpu: 2,
          memory_mib: 8192,
          storage_gib: 100,
          operating_system: 'linux',
          operating_system_text: 'Linux',
          cpu_percent: null,
          memory_percent: null,
          extra_json: '[]',
          imported_json: null,
          status: 'active',
        })
        .execute()
    }
    return { id, code }
  })
}

/** Proposed by one, approved by the other: the classification in force. */
export async function classified(
  people: { proposer: { call: Call }; officer: { call: Call } },
  code: string,
  record: ClassificationRecord = plainRecord,
): Promise<ClassificationView> {
  const path = `/api/workloads/${code}/classifications`
  const proposed = (await people.proposer.call('POST', path, { record, reason: 'Atelier de catégorisation' }))
    .json as unknown as ClassificationView
  const approved = await people.officer.call(
    'POST',
    `/api/classifications/${proposed.id}/approve`,
    {},
    ifMatch(proposed),
  )
  if (approved.status !== 200) throw new Error(approved.text)
  return approved.json as unknown as ClassificationView
}

export const ifMatch = (one: { readonly etag: string }) => ({ 'if-match': one.etag })
