import { join } from 'node:path'
import type { Json } from '#models/shared/canonical-json.ts'
import type { ImportGrouping } from '#models/imports/import.views.ts'
import type { JobContext, JobHandler } from '#server/jobs/job-context.ts'
import { applyBatch, undoBatch } from './applying.usecases.ts'
import { readBatch } from './reading.usecases.ts'
import type { ChosenColumn } from './readers/read-inventory.ts'

type ReadInput = {
  readonly batch: string
  readonly folder: string
  readonly choice?: { readonly columns: readonly ChosenColumn[]; readonly grouping: ImportGrouping }
}

const watchOf = (context: JobContext) => ({
  signal: context.signal,
  progress: (...told: Parameters<JobContext['progress']>) => context.progress(...told),
})

/** Reads a received file and stages it. */
export const readJob: JobHandler = async (context, input: Json) => {
  const { batch, folder, choice } = input as unknown as ReadInput // given by the imports routes only
  await readBatch(context, context.reach, batch, join(folder, batch), choice, watchOf(context))
  return `/api/imports/${batch}`
}

/** Publishes a staged batch. */
export const applyJob: JobHandler = async (context, input: Json) => {
  const { batch } = input as unknown as ReadInput // given by the imports routes only
  await applyBatch(context, context.reach, batch, watchOf(context))
  return `/api/imports/${batch}`
}

/** Takes back an applied batch. */
export const undoJob: JobHandler = async (context, input: Json) => {
  const { batch } = input as unknown as ReadInput // given by the imports routes only
  await undoBatch(context, context.reach, batch)
  return `/api/imports/${batch}`
}
