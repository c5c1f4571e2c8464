import type { Json } from '#models/shared/canonical-json.ts'
import type { JobHandler } from '#server/jobs/job-context.ts'
import type { BillLimits } from './bill-limits.ts'

export type BillInput = {
  readonly delivery: string
  readonly path: string
  readonly folder: string
  readonly limits: BillLimits
}

/** Imports a received bill; whoever started it removes the file when it is over. The reader is loaded by the first bill that needs it. */
export const billJob: JobHandler = async (context, input: Json) => {
  const { delivery, path, folder, limits } = input as unknown as BillInput // given by the bills routes only
  const { importBill } = await import('./importing.usecases.ts')
  await importBill(
    { ...context, folder, limits },
    context.reach,
    delivery,
    { path },
    {
      signal: context.signal,
      progress: (...told) => context.progress(...told),
    },
  )
  return `/api/bills/${delivery}`
}
