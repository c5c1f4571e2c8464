import type { Json } from '#models/shared/canonical-json.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import type { BillLimits } from './bill-limits.ts'
import type { BillPart } from './bill-parts.ts'

export type BillInput = {
  readonly delivery: string
  /** The file, or the folder of its parts. */
  readonly path: string
  readonly parts?: readonly BillPart[]
  readonly folder: string
  readonly limits: BillLimits
}

/** Imports a received bill; whoever started it removes the file when it is over. The reader is loaded by the first bill that needs it. */
export const billJob: JobHandler = async (context, input: Json) => {
  const { delivery, path, parts, folder, limits } = input as unknown as BillInput // given by the bills routes only
  const { importBill } = await import('./importing.usecases.ts')
  await importBill(
    { ...context, folder, limits },
    context.reach,
    delivery,
    parts === undefined ? { path } : { parts },
    {
      signal: context.signal,
      progress: (...told) => context.progress(...told),
    },
  )
  return `/api/bills/${delivery}`
}
