import type { Json } from '#models/shared/canonical-json.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import { applyUsage } from './usage-imports.usecases.ts'

export type UsageInput = { readonly batch: string; readonly path: string }

/** Reads a received file of measures; whoever started it removes the file when it is over. */
export const usageJob: JobHandler = async (context, input: Json) => {
  const { batch, path } = input as unknown as UsageInput // given by the usage routes only
  await applyUsage(context, context.reach, batch, path, {
    signal: context.signal,
    progress: (...told) => context.progress(...told),
  })
  return `/api/usage/${batch}`
}
