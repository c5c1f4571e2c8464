import type { WaveDates } from '#models/waves/wave.schemas.ts'
import type { WaveView } from '#models/waves/wave.views.ts'
import { doubleRunningDays } from '#models/waves/double-running.ts'
import { waveStatus } from '#models/waves/wave-dates.ts'
import { etagOf } from '#server/app/versions.ts'
import type { WaveRow } from '#server/database/schema.ts'
import type { WaveWithCounts } from './waves.repository.ts'

/** For whom a wave is told: today, and the bodies whose waves this person changes. */
export type Reading = { readonly today: string; readonly editable: readonly string[] }

export function datesOf(row: Pick<WaveRow, 'starts_on' | 'cuts_over_on' | 'decommissions_on'>): WaveDates {
  return { startsOn: row.starts_on, cutsOverOn: row.cuts_over_on, decommissionsOn: row.decommissions_on }
}

export function waveView(row: WaveWithCounts, { today, editable }: Reading): WaveView {
  const dates = datesOf(row)
  return {
    code: row.code,
    name: row.name,
    note: row.note,
    body: row.body_code,
    dates,
    status: waveStatus(dates, today),
    members: row.in_reach,
    hidden: row.total - row.in_reach,
    doubleRunningDays: doubleRunningDays(dates),
    mayEdit: editable.includes(row.body_id),
    statedBy: row.stated_by,
    updatedAt: row.updated_at,
    etag: etagOf(row.row_version),
  }
}
