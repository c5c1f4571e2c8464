import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type RandomBits, randomBits } from '../shared/random.ts'
import { lognormalParameters } from './distribution.ts'
import { exponentialColumn, followingColumn, normalColumn, triangularColumn, uniformColumn } from './draw-columns.ts'
import type { ThreePoints } from './triangular.ts'

/** A workload that moves: what is known of it and what is drawn. Amounts in CAD of one basis, the one of the factors. */
export type MovedWorkload = {
  /** Names its stream of chances: the same in each scenario that holds it. */
  readonly id: string
  readonly asIsCadPerYear: number
  /** Log-normal, by two percentiles, both positive. */
  readonly toBeCadPerYear: { readonly p10: number; readonly p90: number }
  /** Paid at the date of the valuation. */
  readonly moveCad: number
  /** Years from the date of the valuation to the cut-over, triangular; until then nothing is saved. */
  readonly delayYears: ThreePoints
  /** Growth of both yearly costs, a year, triangular; above −1. */
  readonly growthPerYear: ThreePoints
}

export type PortfolioDraws = {
  readonly draws: number
  readonly seed: string
  /** Discount factors of the years 1, 2, …. */
  readonly factors: readonly number[]
  /** Spearman's rank correlation between any two workloads, in [0, 1): of their cost to be, and of their delay. */
  readonly correlation: { readonly cost: number; readonly delay: number }
}

export type PortfolioGap =
  | 'no-workloads'
  | 'no-draws'
  | 'no-years'
  | 'not-finite'
  | 'correlation-outside-0-1'
  | `not-finite:${string}`
  | `not-in-order:${string}`
  | `not-positive:${string}`
  | `negative-delay:${string}`
  | `growth-at-or-below-minus-100-percent:${string}`

/** Workloads a chunk: chunks and their order are fixed, so that the sum does not depend on how many workers shared them. */
const chunkSize = 50

/**
 * Net present value of moving a portfolio, CAD, draw by draw: Σ over workloads of (as-is − to-be) · Σ_y D_y (1 + g)^y s_y − move, where s_y
 * is the share of the year y after the cut-over. A common factor ties costs (one-factor normal copula, scores correlated by
 * 2 sin(πρ/6); Kruskal, 1958) and another one delays (`followingColumn`). The same inputs give the same column on every machine, on any
 * number of workers (`portfolioChunk`).
 */
export function portfolioDraws(
  request: PortfolioDraws,
  workloads: readonly MovedWorkload[],
): Outcome<Float64Array, PortfolioGap> {
  const gap = portfolioGap(request, workloads)
  if (gap !== undefined) return unknownBecause(gap)
  const chunk = createPortfolioChunk(request)
  return known(summedInOrder(portfolioChunks(workloads).map(chunk)))
}

/** Why a portfolio cannot be drawn; undefined when it can. Asked once, before its chunks are shared out. */
export function portfolioGap(request: PortfolioDraws, workloads: readonly MovedWorkload[]): PortfolioGap | undefined {
  const { draws, factors, correlation } = request
  if (workloads.length === 0) return 'no-workloads'
  if (!Number.isInteger(draws) || draws < 1) return 'no-draws'
  if (factors.length === 0) return 'no-years'
  if (!factors.every((factor) => Number.isFinite(factor))) return 'not-finite'
  if (![correlation.cost, correlation.delay].every((rank) => rank >= 0 && rank < 1)) return 'correlation-outside-0-1'
  for (const workload of workloads) {
    const gap = gapOfWorkload(workload)
    if (gap !== undefined) return `${gap}:${workload.id}`
  }
  return undefined
}

function gapOfWorkload({ asIsCadPerYear, toBeCadPerYear, moveCad, delayYears, growthPerYear }: MovedWorkload) {
  const { p10, p90 } = toBeCadPerYear
  const points = [delayYears, growthPerYear]
  const figures = [asIsCadPerYear, p10, p90, moveCad, ...points.flatMap(({ low, likely, high }) => [low, likely, high])]
  if (!figures.every((figure) => Number.isFinite(figure))) return 'not-finite'
  if (p10 <= 0) return 'not-positive'
  if (p10 > p90 || points.some(({ low, likely, high }) => low > likely || likely > high)) return 'not-in-order'
  if (delayYears.low < 0) return 'negative-delay'
  return growthPerYear.low <= -1 ? 'growth-at-or-below-minus-100-percent' : undefined
}

/** The chunks, in their order. */
export function portfolioChunks<T>(workloads: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(workloads.length / chunkSize) }, (_, i) =>
    workloads.slice(i * chunkSize, (i + 1) * chunkSize),
  )
}

/** Sum of chunks draw by draw, in the order given: additions of doubles do not commute to the last digit. */
export function summedInOrder(chunks: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(chunks[0]?.length ?? 0)
  for (const chunk of chunks) for (let i = 0; i < total.length; i += 1) total[i] = (total[i] ?? 0) + (chunk[i] ?? 0)
  return total
}

/** What one worker keeps between chunks: the common factors and room for a workload. The request was checked by `portfolioGap`. */
export function createPortfolioChunk(request: PortfolioDraws): (workloads: readonly MovedWorkload[]) => Float64Array {
  const { draws, seed } = request
  const bits = new Int32Array(draws)
  const [commonCost, commonDelay] = [new Float64Array(draws), new Float64Array(draws)]
  const common = randomBits(`${seed} common factors`)
  common(bits)
  normalColumn(bits, commonCost)
  common(bits)
  uniformColumn(bits, commonDelay)
  const columns = { bits, commonCost, commonDelay, ...emptyColumns(draws) }
  return (workloads) => {
    const total = new Float64Array(draws)
    for (const workload of workloads) {
      drawWorkload(request, workload, columns)
      addNetPresentValues(request.factors, workload, columns, total)
    }
    return total
  }
}

/** Room for one workload, used again for the next. */
function emptyColumns(draws: number) {
  const column = () => new Float64Array(draws)
  return { cost: column(), delay: column(), growth: column(), worth: column(), power: column() }
}

type Columns = ReturnType<typeof emptyColumns> & {
  readonly bits: Int32Array
  readonly commonCost: Float64Array
  readonly commonDelay: Float64Array
}

function drawWorkload(request: PortfolioDraws, workload: MovedWorkload, columns: Columns): void {
  const { bits, cost, delay, growth, commonCost, commonDelay } = columns
  const next: RandomBits = randomBits(`${request.seed} ${workload.id}`)
  next(bits)
  normalColumn(bits, cost)
  const { mu, sigma } = lognormalParameters(workload.toBeCadPerYear.p10, workload.toBeCadPerYear.p90)
  const ofScores = 2 * Math.sin((Math.PI * request.correlation.cost) / 6)
  const [shared, own] = [sigma * Math.sqrt(ofScores), sigma * Math.sqrt(1 - ofScores)]
  for (let i = 0; i < cost.length; i += 1) cost[i] = mu + shared * (commonCost[i] ?? 0) + own * (cost[i] ?? 0)
  exponentialColumn(cost)
  next(bits)
  followingColumn(bits, commonDelay, Math.sqrt(request.correlation.delay), delay)
  triangularColumn(delay, workload.delayYears)
  next(bits)
  uniformColumn(bits, growth)
  triangularColumn(growth, workload.growthPerYear)
}

/** (as-is − to-be) times what a dollar a year saved from the cut-over on is worth, less the move, added draw by draw. */
function addNetPresentValues(
  factors: readonly number[],
  { asIsCadPerYear, moveCad, delayYears }: MovedWorkload,
  columns: Columns,
  total: Float64Array,
): void {
  const { cost, worth } = columns
  worthOfAllYears(factors, columns)
  takeOffDelay(factors, columns, delayYears.high)
  for (let i = 0; i < total.length; i += 1)
    total[i] = (total[i] ?? 0) + (asIsCadPerYear - (cost[i] ?? 0)) * (worth[i] ?? 0) - moveCad
}

/** Σ_y D_y (1 + g)^y over all years, five years a pass so that a draw's figures stay in registers. */
function worthOfAllYears(factors: readonly number[], { growth, worth, power }: Columns): void {
  worth.fill(0)
  power.fill(1)
  for (let year = 0; year < factors.length; year += 5) {
    const [d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0] = factors.slice(year, year + 5)
    for (let i = 0; i < worth.length; i += 1) {
      const g = 1 + (growth[i] ?? 0)
      const g2 = g * g
      const g4 = g2 * g2
      const first = (power[i] ?? 0) * g
      worth[i] = (worth[i] ?? 0) + first * (d1 + d2 * g + g2 * (d3 + d4 * g) + d5 * g4)
      power[i] = first * g4
    }
  }
}

/**
 * Takes off the share of each year before the cut-over: D_y (1 + g)^y times the delay less the years gone, kept within 0 and 1. That is
 * (|x| − |x − 1| + 1)/2, which has no branch for chance to decide.
 */
function takeOffDelay(
  factors: readonly number[],
  { growth, delay, power, worth }: Columns,
  longestDelay: number,
): void {
  power.fill(1)
  for (let year = 0; year < Math.min(factors.length, longestDelay); year += 1) {
    const half = (factors[year] ?? 0) / 2
    for (let i = 0; i < worth.length; i += 1) {
      const late = (delay[i] ?? 0) - year
      const grown = (power[i] ?? 0) * (1 + (growth[i] ?? 0))
      worth[i] = (worth[i] ?? 0) - half * grown * (Math.abs(late) - Math.abs(late - 1) + 1)
      power[i] = grown
    }
  }
}
