import { parentPort, workerData } from 'node:worker_threads'
import { createPortfolioChunk, type MovedWorkload, type PortfolioDraws } from '#models/finance/portfolio-draws.ts'

// One thread of the bench: chunks come in, their sums go out, whichever thread took which.

export type ChunkTask = { readonly at: number; readonly workloads: readonly MovedWorkload[] }
export type ChunkDone = { readonly at: number; readonly total: Float64Array }

const chunk = createPortfolioChunk(workerData as PortfolioDraws) // given by montecarlo.ts, of that type
parentPort?.on('message', ({ at, workloads }: ChunkTask) => {
  const total = chunk(workloads)
  parentPort?.postMessage({ at, total } satisfies ChunkDone, [total.buffer as ArrayBuffer]) // made by `new Float64Array`: not shared
})
