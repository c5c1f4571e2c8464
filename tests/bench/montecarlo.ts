import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { percentilesWithError } from '#models/finance/percentiles.ts'
import {
  createPortfolioChunk,
  type MovedWorkload,
  portfolioChunks,
  type PortfolioDraws,
  portfolioGap,
  summedInOrder,
} from '#models/finance/portfolio-draws.ts'
import { randomStream } from '#models/shared/random.ts'
import type { ChunkDone, ChunkTask } from './montecarlo-worker.ts'
import { peakMib, rounded } from './measure.ts'

const years = 10
const request: PortfolioDraws = {
  draws: 10_000,
  seed: 'arpent-bench-montecarlo',
  factors: Array.from({ length: years }, (_, year) => 1.06 ** -(year + 1)),
  correlation: { cost: 0.3, delay: 0.25 },
}

function someWorkloads(count: number): MovedWorkload[] {
  const random = randomStream('arpent-bench-montecarlo workloads')
  return Array.from({ length: count }, (_, i) => {
    const asIs = 5000 + 195_000 * random() ** 3
    const p10 = asIs * (0.4 + 0.4 * random())
    const delay = 0.2 + random()
    return {
      id: `CH-${String(i + 1).padStart(6, '0')}`,
      asIsCadPerYear: asIs,
      toBeCadPerYear: { p10, p90: p10 * (1.3 + random()) },
      moveCad: asIs * (0.2 + 0.6 * random()),
      delayYears: { low: 0.1, likely: delay, high: delay + 0.5 + 1.5 * random() },
      growthPerYear: { low: -0.01, likely: 0.02 + 0.01 * random(), high: 0.06 },
    }
  })
}

/** Hands out chunks to whichever thread is free; their sums are added in the order of the chunks. */
async function onThreads(threads: readonly Worker[], workloads: readonly MovedWorkload[]): Promise<Float64Array> {
  const chunks = portfolioChunks(workloads)
  const totals: Float64Array[] = []
  let next = 0
  const drive = (thread: Worker) =>
    new Promise<void>((resolve, reject) => {
      const done = () => {
        thread.off('message', take)
        thread.off('error', reject)
        resolve()
      }
      const send = () => {
        const some = chunks[next]
        if (some === undefined) return done()
        thread.postMessage({ at: next, workloads: some } satisfies ChunkTask)
        next += 1
      }
      const take = ({ at, total }: ChunkDone) => {
        totals[at] = total
        send()
      }
      thread.on('error', reject)
      thread.on('message', take)
      send()
    })
  await Promise.all(threads.map(drive))
  return summedInOrder(totals)
}

type PeerAnswer = {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly p10: number
  readonly p50: number
  readonly p90: number
  readonly peakMib: number
  readonly numpy: string
}

const hasNumpy = (): boolean => spawnSync('python3', ['-c', 'import numpy']).status === 0

function peerRun(workloads: readonly MovedWorkload[]): PeerAnswer {
  const script = join(import.meta.dirname, 'montecarlo-peer.py')
  const input = JSON.stringify({ request: { ...request, seed: 20_260_401 }, workloads })
  const ran = spawnSync('python3', [script], { input, encoding: 'utf8', maxBuffer: 2 ** 20 })
  if (ran.status !== 0) throw new Error(ran.stderr)
  return JSON.parse(ran.stdout) as PeerAnswer // written by the script beside this file
}

/** How far apart the two medians are, in standard errors of their difference: unlike seeds, so a few at most. */
function errorsApart(ours: Float64Array, peer: PeerAnswer): number {
  const found = percentilesWithError(ours, [0.1, 0.5, 0.9])
  if (found.kind === 'unknown') throw new Error(found.reasons.join())
  const apart = found.value.map(({ value, standardError }, i) => {
    if (standardError.kind === 'unknown') throw new Error(standardError.reasons.join())
    return Math.abs(value - ([peer.p10, peer.p50, peer.p90][i] ?? Number.NaN)) / (standardError.value * Math.SQRT2)
  })
  return Math.max(...apart)
}

const runs = 3

async function montecarlo() {
  const workloads = someWorkloads(5000)
  const gap = portfolioGap(request, workloads)
  if (gap !== undefined) throw new Error(gap)
  const threads = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('./montecarlo-worker.ts', import.meta.url), { workerData: request }),
  )
  await onThreads(threads, workloads.slice(0, 200))
  const withPeer = hasNumpy()
  let [ours, oursCpu, peer, peerCpu] = [Infinity, Infinity, undefined as PeerAnswer | undefined, Infinity]
  let total: Float64Array = new Float64Array()
  for (let run = 0; run < runs; run += 1) {
    const [from, cpu] = [performance.now(), process.cpuUsage()]
    total = await onThreads(threads, workloads)
    ours = Math.min(ours, (performance.now() - from) / 1000)
    const spent = process.cpuUsage(cpu)
    oursCpu = Math.min(oursCpu, (spent.user + spent.system) / 1e6)
    if (!withPeer) continue
    const answer = peerRun(workloads)
    peerCpu = Math.min(peerCpu, answer.cpuSeconds)
    if (peer === undefined || answer.seconds < peer.seconds) peer = answer
  }
  const peak = peakMib()
  await Promise.all(threads.map((thread) => thread.terminate()))
  const few = workloads.slice(0, 500)
  const alone = summedInOrder(portfolioChunks(few).map(createPortfolioChunk(request)))
  const shared = [1, 2, 3].map(async (count) => {
    const some = Array.from(
      { length: count },
      () => new Worker(new URL('./montecarlo-worker.ts', import.meta.url), { workerData: request }),
    )
    const sums = await onThreads(some, few)
    await Promise.all(some.map((thread) => thread.terminate()))
    return sums.every((value, i) => value === alone[i])
  })
  const isSame = (await Promise.all(shared)).every(Boolean)
  return {
    ours_s: rounded(ours),
    ours_cpu_s: rounded(oursCpu),
    peer: peer === undefined ? 'not run: install python3-numpy' : `numpy ${peer.numpy}`,
    ...(peer === undefined
      ? {}
      : {
          peer_s: rounded(peer.seconds),
          peer_cpu_s: rounded(peerCpu),
          ratio: rounded(peer.seconds / ours, 2),
          ratio_cpu: rounded(peerCpu / oursCpu, 2),
          peer_peak_mib: peer.peakMib,
          percentiles_standard_errors_apart: rounded(errorsApart(total, peer), 2),
        }),
    peak_mib: peak,
    same_on_1_2_3_threads: isSame,
    size: `10,000 draws × 5,000 workloads × ${years} years, ${threads.length} threads`,
    note: `best of ${runs}, in turns; each with its threads started and warm. Ours draws with xoshiro128** through inverse distribution functions, NumPy with SFC64 and its own normal draws; costs follow a common factor by a normal copula, delays by a mixture, in both.`,
  }
}

export const benches = { montecarlo }
