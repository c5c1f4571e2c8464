import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'

/** The days of a move. ISO days; startsOn ≤ cutsOverOn ≤ decommissionsOn. */
export type WaveDates = {
  /** The target begins to be paid. */
  readonly startsOn: string
  /** People work on the target from this day on. */
  readonly cutsOverOn: string
  /** The old side stops being paid: not at cut-over. */
  readonly decommissionsOn: string
}

const text = (least: number, most: number) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most))

export const waveCodeSchema = v.pipe(v.string(), v.regex(forms.waveCode))
const workloadCodes = v.pipe(
  v.array(v.pipe(v.string(), v.regex(forms.workloadCode))),
  v.minLength(1),
  v.maxLength(50_000),
)

export const waveDatesSchema = v.strictObject({
  startsOn: daySchema,
  cutsOverOn: daySchema,
  decommissionsOn: daySchema,
})

const waveContent = {
  name: text(1, 120),
  note: v.nullable(text(1, 2000)),
  dates: waveDatesSchema,
}

/** A wave and, when some are named, the workloads it takes. */
export const newWaveSchema = v.strictObject({
  body: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20)),
  ...waveContent,
  workloads: v.optional(workloadCodes),
})
export type NewWave = v.InferInput<typeof newWaveSchema>

/** What changes of a wave; a field left out stays as it is. */
export const waveEditSchema = v.strictObject({
  name: v.optional(waveContent.name),
  note: v.optional(waveContent.note),
  dates: v.optional(waveDatesSchema),
})
export type WaveEdit = v.InferOutput<typeof waveEditSchema>

/** Workloads to put in a wave. One that stands in another wave is refused, unless `transfer` says to take it from there. */
export const addMembersSchema = v.strictObject({ workloads: workloadCodes, transfer: v.optional(v.boolean(), false) })
export type AddMembers = v.InferOutput<typeof addMembersSchema>
export const removeMembersSchema = v.strictObject({ workloads: workloadCodes })

/** A part of a wave's workloads that leaves it for a new one, on the same days unless others are given. */
export const splitWaveSchema = v.strictObject({
  name: waveContent.name,
  dates: v.optional(waveDatesSchema),
  workloads: workloadCodes,
})
export type SplitWave = v.InferOutput<typeof splitWaveSchema>

/** All the workloads of a wave join another one; the emptied wave is removed. */
export const mergeWaveSchema = v.strictObject({ into: waveCodeSchema })

export const wavePreviewSchema = v.strictObject({ dates: waveDatesSchema })

export const waveStatuses = ['planned', 'under-way', 'done'] as const
/** Computed from today, never typed: planned before its start, done from its decommissioning on. */
export type WaveStatus = (typeof waveStatuses)[number]

const pageSize = (most: number) =>
  v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(most))

export const waveFilterSchema = v.strictObject({
  body: v.optional(v.pipe(v.string(), v.maxLength(20))),
  status: v.optional(v.picklist(waveStatuses)),
  /** Waves in which this workload stands: one at most. */
  workload: v.optional(v.pipe(v.string(), v.regex(forms.workloadCode))),
})
export const waveListSchema = v.strictObject({
  ...waveFilterSchema.entries,
  cursor: v.optional(waveCodeSchema),
  limit: v.optional(pageSize(500), '500'),
})
export const waveMembersSchema = v.strictObject({
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.workloadCode))),
  limit: v.optional(pageSize(1000), '200'),
})

/** A period in which nothing may cut over nor be decommissioned, on the calendar of a body and of all under it. Both days included. */
export const newBlackoutSchema = v.strictObject({
  body: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20)),
  name: text(1, 120),
  from: daySchema,
  to: daySchema,
})
export type NewBlackout = v.InferOutput<typeof newBlackoutSchema>
