import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { normalQuantile } from './standard-normal.ts'

/** A wanted rank correlation (Spearman) of two columns, by their places; −1 to 1. Pairs not named are independent but for chance. */
export type RankPair = { readonly first: number; readonly second: number; readonly rank: number }

export type CorrelationGap = 'correlations-inconsistent' | 'too-few-draws'

/**
 * Reorders columns of draws so that their ranks correlate as asked, each column keeping its own values (Iman and Conover, Communications in
 * Statistics B 11, 1982): van der Waerden scores of the ranks are freed of their chance correlation by the Cholesky factor of what it is,
 * given the wanted one by the Cholesky factor of what is asked, and each column takes the order of its score. Spearman's ρ is turned into
 * the correlation of normal scores by 2 sin(πρ/6) (Kruskal, 1958). Columns are of one length; those in no pair are left as they are.
 * `correlations-inconsistent`: no set of variables can have these correlations together (the matrix is not positive semidefinite).
 */
export function rankCorrelated(
  columns: readonly Float64Array[],
  pairs: readonly RankPair[],
): Outcome<readonly Float64Array[], CorrelationGap> {
  const result = [...columns]
  for (const group of connected(columns.length, pairs)) {
    const target = cholesky(targetMatrix(group, pairs))
    if (target === undefined) return unknownBecause('correlations-inconsistent')
    const scores = group.map((column) => scoresOf(columns[column] ?? new Float64Array()))
    const chance = cholesky(correlationMatrix(scores))
    if (chance === undefined || chance.some((row, i) => (row[i] ?? 0) < 1e-6)) return unknownBecause('too-few-draws')
    const wanted = correlatedScores(scores, chance, target)
    for (const [i, column] of group.entries())
      result[column] = reordered(columns[column] ?? new Float64Array(), wanted[i] ?? new Float64Array())
  }
  return known(result)
}

/** Sets of columns tied by a correlation, directly or through others. */
function connected(count: number, pairs: readonly RankPair[]): number[][] {
  const groupOf = Array.from({ length: count }, (_, i) => i)
  for (const { first, second } of pairs) {
    const [kept, gone] = [groupOf[first], groupOf[second]]
    for (const [i, group] of groupOf.entries()) if (group === gone && kept !== undefined) groupOf[i] = kept
  }
  const groups = Map.groupBy(groupOf.keys(), (i) => groupOf[i])
  return [...groups.values()].filter((group) => group.length > 1)
}

function targetMatrix(group: readonly number[], pairs: readonly RankPair[]): number[][] {
  const matrix: number[][] = group.map((_, i) => group.map((__, j) => (i === j ? 1 : 0)))
  for (const { first, second, rank } of pairs) {
    const [i, j] = [group.indexOf(first), group.indexOf(second)]
    const [row, column] = [matrix[i], matrix[j]]
    if (row === undefined || column === undefined) continue
    // At ±1 the sine is ±1 only to the last digit: stated, so that a full dependence stays one.
    const ofScores = Math.abs(rank) === 1 ? rank : 2 * Math.sin((Math.PI * rank) / 6)
    row[j] = ofScores
    column[i] = ofScores
  }
  return matrix
}

/** Lower L with L·Lᵀ = the matrix; undefined when it is not positive semidefinite. A dependent variable has a zero on its diagonal. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const lower = matrix.map((row) => row.map(() => 0))
  for (const [i, row] of matrix.entries()) {
    for (let j = 0; j <= i; j += 1) {
      let rest = row[j] ?? 0
      for (let k = 0; k < j; k += 1) rest -= (lower[i]?.[k] ?? 0) * (lower[j]?.[k] ?? 0)
      const pivot = lower[j]?.[j] ?? 0
      const target = lower[i]
      if (target === undefined) continue
      if (i === j) {
        if (rest < -1e-9) return undefined
        target[j] = Math.sqrt(Math.max(0, rest))
      } else if (pivot > 1e-7) target[j] = rest / pivot
      else if (Math.abs(rest) > 1e-6) return undefined
    }
  }
  return lower
}

/** Normal scores Φ⁻¹(rank/(n + 1)), scaled to a variance of one. */
function scoresOf(column: Float64Array): Float64Array {
  const n = column.length
  const scores = new Float64Array(n)
  let squares = 0
  for (const [rank, at] of orderOf(column).entries()) {
    const score = normalQuantile((rank + 1) / (n + 1))
    scores[at] = score
    squares += score * score
  }
  const scale = Math.sqrt(n / squares)
  return scores.map((score) => score * scale)
}

/** Places of the values in ascending order. */
function orderOf(column: Float64Array): Uint32Array {
  return Uint32Array.from(column.keys()).sort((a, b) => (column[a] ?? 0) - (column[b] ?? 0) || a - b)
}

/** Correlations of columns of mean zero and variance one. */
function correlationMatrix(scores: readonly Float64Array[]): number[][] {
  return scores.map((a, i) =>
    scores.map((b, j) => (i === j ? 1 : a.reduce((sum, x, k) => sum + x * (b[k] ?? 0), 0) / a.length)),
  )
}

/** S · (Q⁻¹)ᵀ · Pᵀ by draw: solved forward with the factor Q of the chance correlation, then mixed by the factor P of the wanted one. */
function correlatedScores(
  scores: readonly Float64Array[],
  chance: readonly (readonly number[])[],
  target: readonly (readonly number[])[],
): Float64Array[] {
  const draws = scores[0]?.length ?? 0
  const wanted = scores.map(() => new Float64Array(draws))
  const free = new Float64Array(scores.length)
  for (let draw = 0; draw < draws; draw += 1) {
    for (const [i, column] of scores.entries()) {
      let rest = column[draw] ?? 0
      for (let k = 0; k < i; k += 1) rest -= (chance[i]?.[k] ?? 0) * (free[k] ?? 0)
      free[i] = rest / (chance[i]?.[i] ?? 1)
    }
    for (const [i, column] of wanted.entries()) {
      let mixed = 0
      for (let k = 0; k <= i; k += 1) mixed += (target[i]?.[k] ?? 0) * (free[k] ?? 0)
      column[draw] = mixed
    }
  }
  return wanted
}

/** The values of a column in the order of the scores: the smallest value where the smallest score is. */
function reordered(column: Float64Array, scores: Float64Array): Float64Array {
  const ascending = Float64Array.from(column).sort()
  const result = new Float64Array(column.length)
  for (const [rank, at] of orderOf(scores).entries()) result[at] = ascending[rank] ?? 0
  return result
}

/** Spearman's rank correlation of two columns of one length without ties, −1 to 1; undefined for fewer than two draws. */
export function spearman(a: Float64Array, b: Float64Array): number | undefined {
  const n = a.length
  if (n < 2 || n !== b.length) return undefined
  const [ranksA, ranksB] = [ranksOf(a), ranksOf(b)]
  const squares = ranksA.reduce((sum, rank, i) => sum + (rank - (ranksB[i] ?? 0)) ** 2, 0)
  return 1 - (6 * squares) / (n * (n * n - 1))
}

function ranksOf(column: Float64Array): Float64Array {
  const ranks = new Float64Array(column.length)
  for (const [rank, at] of orderOf(column).entries()) ranks[at] = rank
  return ranks
}
