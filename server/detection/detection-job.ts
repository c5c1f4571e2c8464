import type { Json } from '#models/shared/canonical-json.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import { analyseFile, analyseInventory } from './detections.usecases.ts'

export type DetectionInput = {
  readonly workload: string
  /** None for the inventory. */
  readonly file: { readonly path: string; readonly fileName: string; readonly sha256: string } | null
}

const step = { fr: 'Recherche des données sensibles', en: 'Looking for sensitive data' }

/** Analyses a received sample or the inventory; whoever started it removes the file when it is over. */
export const detectionJob: JobHandler = async (context, input: Json) => {
  const { workload, file } = input as unknown as DetectionInput // given by the detection routes only
  if (file === null) return analyseInventory(context, context.reach, workload)
  return analyseFile(context, context.reach, workload, file, {
    signal: context.signal,
    progress: (done, total) => context.progress(done, total, step),
  })
}
