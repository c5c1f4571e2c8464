import type { Outcome } from '../shared/outcome.ts'
import type { DeadlineCrossing } from './deadline-crossings.ts'
import type { WaveConflict, WaveLinkView } from './wave-conflicts.ts'
import type { WaveDates, WaveStatus } from './wave.schemas.ts'

export type WaveView = {
  readonly code: string
  readonly name: string
  readonly note: string | null
  readonly body: string
  readonly dates: WaveDates
  readonly status: WaveStatus
  /** Workloads in reach; `hidden` are of bodies out of reach. */
  readonly members: number
  readonly hidden: number
  /** Calendar days on which both sides are paid. */
  readonly doubleRunningDays: number
  /** Whether this person may change it: it stands in their body, or under it. */
  readonly mayEdit: boolean
  readonly statedBy: string
  readonly updatedAt: string
  readonly etag: string
}

export type WaveMemberView = {
  readonly code: string
  readonly name: string
  readonly body: string
  readonly environment: 'production' | 'recovery' | 'test'
  readonly addedAt: string
  readonly addedBy: string
}

export type WaveMembersPage = { readonly items: readonly WaveMemberView[]; readonly next: string | null }

/** What adding or moving workloads did; `from` is the wave each one left, null when it had none. */
export type WaveChange = {
  readonly wave: WaveView
  readonly moved: readonly { readonly workload: string; readonly from: string | null }[]
}

export type BlackoutView = {
  readonly id: string
  readonly body: string
  readonly name: string
  readonly from: string
  readonly to: string
  readonly mayEdit: boolean
  readonly etag: string
}

/** A wave with what stands in the way of its days, and the ids of the periods that bind it. */
export type CalendarWave = WaveView & {
  /** The first of them; `conflictCount` says how many there are. */
  readonly conflicts: readonly WaveConflict[]
  readonly conflictCount: number
  readonly blackouts: readonly string[]
}

/** Everything the calendar draws. */
export type WaveCalendar = {
  readonly today: string
  readonly waves: readonly CalendarWave[]
  /** The heaviest of them; `linksLeftOut` says how many pairs of waves are not listed. */
  readonly links: readonly WaveLinkView[]
  readonly linksLeftOut: number
  readonly blackouts: readonly BlackoutView[]
  /** Active workloads in reach, and those among them that stand in no wave. */
  readonly workloads: number
  readonly unplaced: number
}

/** What other days would bring, before anyone accepts them. */
export type WavePreview = {
  readonly wave: string
  readonly before: WaveDates
  readonly after: WaveDates
  readonly doubleRunningDays: { readonly before: number; readonly after: number }
  readonly conflicts: { readonly appearing: readonly WaveConflict[]; readonly ending: readonly WaveConflict[] }
  readonly crossings: readonly DeadlineCrossing[]
  /** What both sides cost while both are paid, CAD; null where nothing prices it yet. */
  readonly doubleRunningCad: {
    readonly before: Outcome<number>
    readonly after: Outcome<number>
  } | null
}

/** The wave of a workload, as other pages tell it. */
export type WaveOfWorkload = { readonly code: string; readonly name: string; readonly dates: WaveDates }
