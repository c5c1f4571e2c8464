import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

/** A column whose part not explained by the others is below this share of its own length says nothing of its own. */
const smallestShare = 1e-8

/**
 * Coefficients [α, β…] that minimise Σ (y − α − Σ β x)², by Householder reflections on centred columns of unit length: what is squared is
 * never the condition of the problem. Unknown when a column is constant or follows from the others.
 */
export function leastSquares(
  columns: readonly (readonly number[])[],
  y: readonly number[],
): Outcome<readonly number[], 'columns-dependent' | 'too-few-rows'> {
  const [rows, count] = [y.length, columns.length]
  if (rows < count + 1) return unknownBecause('too-few-rows')
  const means = columns.map(mean)
  const centred = columns.map((column, k) => column.map((value) => value - (means[k] ?? 0)))
  const lengths = centred.map((column) => Math.hypot(...column))
  const isFlat = lengths.some(
    (length, k) => !(length > smallestShare * Math.abs(means[k] ?? 0) * Math.sqrt(rows)) || length === 0,
  )
  if (isFlat) return unknownBecause('columns-dependent')
  const a = centred.map((column, k) => Float64Array.from(column, (value) => value / (lengths[k] ?? 1)))
  const meanY = mean(y)
  const b = Float64Array.from(y, (value) => value - meanY)
  const diagonal: number[] = []
  for (let k = 0; k < count; k += 1) {
    const alpha = reflect(a, b, k)
    if (Math.abs(alpha) < smallestShare) return unknownBecause('columns-dependent')
    diagonal.push(alpha)
  }
  const beta = solved(a, b, diagonal).map((value, k) => value / (lengths[k] ?? 1))
  return known([meanY - beta.reduce((sum, slope, k) => sum + slope * (means[k] ?? 0), 0), ...beta])
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Reflects column k, those after it and the right side so that column k is zero below its diagonal; the diagonal is returned. */
function reflect(a: readonly Float64Array[], b: Float64Array, k: number): number {
  const column = a[k] ?? new Float64Array()
  const below = column.subarray(k)
  const norm = Math.hypot(...below)
  const alpha = (below[0] ?? 0) > 0 ? -norm : norm
  const v = Float64Array.from(below)
  v[0] = (v[0] ?? 0) - alpha
  const square = v.reduce((sum, value) => sum + value * value, 0)
  if (square === 0) return alpha
  for (const target of [...a.slice(k), b]) {
    const part = target.subarray(k)
    const factor = (2 * v.reduce((sum, value, i) => sum + value * (part[i] ?? 0), 0)) / square
    v.forEach((value, i) => {
      part[i] = (part[i] ?? 0) - factor * value
    })
  }
  return alpha
}

function solved(a: readonly Float64Array[], b: Float64Array, diagonal: readonly number[]): number[] {
  const x = diagonal.map(() => 0)
  for (let k = diagonal.length - 1; k >= 0; k -= 1) {
    let rest = b[k] ?? 0
    for (let j = k + 1; j < diagonal.length; j += 1) rest -= (a[j]?.[k] ?? 0) * (x[j] ?? 0)
    x[k] = rest / (diagonal[k] ?? 1)
  }
  return x
}
