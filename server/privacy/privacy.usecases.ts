import { gzipSync } from 'node:zlib'
import { storedRecord } from '#models/classification/classification.schemas.ts'
import {
  nextEnd,
  privacyGap,
  privacyRules,
  privacyState,
  privacyStates,
  privacySteps,
} from '#models/privacy/privacy-file.ts'
import type { PrivacyFileView, PrivacyList, PrivacyListItem } from '#models/privacy/privacy.views.ts'
import type { Reach } from '#server/access/reach.ts'
import { type AssessmentDeps, type StoredOption, workloadAssessment } from '#server/assessment/assessment.usecases.ts'
import { classificationsOf } from '#server/classification/versions.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { todayOf } from '#server/shared/clock.ts'
import { currentPack } from '#server/shared/datasets.ts'
import { filesAfter } from './privacy.repository.ts'

const pageSize = 1_000

/** Every privacy file in reach on a day, gzipped JSON ready to send. Made in the report thread. */
export async function privacyList(db: Database, reach: Reach, today: string): Promise<Uint8Array<ArrayBuffer>> {
  const rules = privacyRules(currentPack().pack)
  const counts = Object.fromEntries(privacyStates.map((state) => [state, 0])) as Record<
    PrivacyListItem['state'],
    number
  > // every state named
  const items: PrivacyListItem[] = []
  for (let after = ''; ;) {
    const page = await filesAfter(reach, db, after, pageSize)
    for (const row of page) {
      const record = row.record_json === null ? null : storedRecord(row.record_json)
      const state = privacyState(record, today)
      counts[state] += 1
      if (state === 'not-needed') continue
      const options = row.options_json === null ? null : (JSON.parse(row.options_json) as readonly StoredOption[]) // written by assessment only
      items.push({
        workload: row.code,
        name: row.name,
        body: row.body,
        state,
        project: record?.efvp.projectStatus ?? null,
        outside: record?.efvp.outsideQcStatus ?? null,
        nextEnd: record === null ? null : nextEnd(record),
        waiting: options?.filter((option) => option.open.some((rule) => rules.has(rule))).length ?? null,
        options: options?.length ?? 0,
      })
    }
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) break
    after = last.code
  }
  const end = (item: PrivacyListItem) => item.nextEnd?.on ?? '9999'
  const list: PrivacyList = {
    asOf: today,
    counts,
    items: items.toSorted(
      (a, b) =>
        privacyStates.indexOf(a.state) - privacyStates.indexOf(b.state) ||
        end(a).localeCompare(end(b)) ||
        a.workload.localeCompare(b.workload),
    ),
  }
  return new Uint8Array(gzipSync(JSON.stringify(list), { level: 4 })) // a copy of its own, so that it can be transferred
}

/** The privacy file of one workload: its steps, and what each option still waits for under the privacy rules. */
export async function privacyFile(deps: AssessmentDeps, reach: Reach, code: string): Promise<PrivacyFileView> {
  const today = todayOf(deps.clock)
  const assessment = await workloadAssessment(deps, reach, code)
  const approved = (await classificationsOf(deps, reach, code)).find((one) => one.state === 'approved')
  const rules = privacyRules(currentPack().pack)
  return {
    workload: code,
    asOf: today,
    state: privacyState(approved?.record ?? null, today),
    version: approved?.version ?? null,
    steps: approved === undefined ? [] : privacySteps(approved.record, today),
    options: assessment.options.map(({ option, label, place, verdict }) => {
      const leaving = verdict.rules.flatMap((rule) => rule.facts).find((use) => use.name === 'outQc')?.value
      return {
        option,
        label,
        place,
        verdict: verdict.verdict,
        leavesQuebec: typeof leaving === 'boolean' ? leaving : null,
        gap: privacyGap(verdict, rules),
      }
    }),
  }
}
