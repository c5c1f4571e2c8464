import type { Derivation } from '../shared/derivation.ts'
import { drawnUnits } from './monetary-units.ts'

/** A row of a bill behind a claim: what it says, whole millionths of the billing currency; negative for a credit. */
export type BookedRow = { readonly key: string; readonly bookMicros: number }
export type RowDraw<Row extends BookedRow = BookedRow> = {
  /** Millionths between two points of the draw; 0 when nothing is to be drawn. */
  readonly interval: number
  /** Where the first point falls, millionths. */
  readonly start: number
  /** Σ sizes of the rows, whatever their sign. */
  readonly totalMicros: number
  readonly population: number
  readonly rows: readonly Row[]
}

/** Rows of a claim to be checked, by monetary-unit sampling: the same seed over the same rows draws the same rows. */
export function drawnRows<Row extends BookedRow>(
  rows: readonly Row[],
  plan: { readonly seed: string; readonly size: number },
): RowDraw<Row> {
  const { interval, start, total, rows: drawn } = drawnUnits(rows.map(sized), plan)
  return { interval, start, totalMicros: total, population: rows.length, rows: drawn.map(({ row }) => row) }
}
const sized = <Row extends BookedRow>(row: Row) => ({ key: row.key, size: row.bookMicros, row })

/** A row that somebody checked: what it should have been. */
export type CheckedRow = BookedRow & { readonly foundMicros: number }
/** Error of the whole in millionths; above zero, too much is claimed. `low` and `high` each hold at 95 %, both together at 90 %. */
export type ExtrapolatedError = { readonly projected: number; readonly low: number; readonly high: number }

/** Each bound is passed once in twenty. */
const risk = 0.05

/**
 * Mean of a Poisson law whose chance of `errors` or fewer is `risk`: 3.00 without any, then 4.74, 6.30, 7.75, 9.15… (the confidence factors of
 * monetary-unit sampling; half the 95th percentile of chi-square with 2 × (errors + 1) degrees of freedom). Found by halving.
 */
export function confidenceFactor(errors: number): number {
  let [low, high] = [errors, errors + 10 + 4 * Math.sqrt(errors + 1)]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (chanceOfAtMost(errors, middle) > risk) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function chanceOfAtMost(errors: number, mean: number): number {
  let term = Math.exp(-mean)
  let sum = term
  for (let k = 1; k <= errors; k += 1) {
    term *= mean / k
    sum += term
  }
  return sum
}

/**
 * What errors found in the rows drawn say of the whole: a row as large as the interval counts for itself; each other for interval × error ÷
 * size. Bounds are those of Stringer: interval × (R₀ + Σ (Rᵢ − Rᵢ₋₁) × tᵢ), the largest shares of error first, for what is too much and for what
 * is too little, each net of what was found the other way. Nothing is left to chance when every row is as large as the interval.
 */
export function extrapolatedError(
  draw: Pick<RowDraw, 'interval' | 'totalMicros'>,
  checked: readonly CheckedRow[],
): ExtrapolatedError {
  const { certain, shares, sampledMicros } = errorsOf(draw, checked)
  const over = shares.filter((share) => share > 0)
  const under = shares.filter((share) => share < 0).map((share) => -share)
  const sum = (of: readonly number[]) => draw.interval * of.reduce((total, one) => total + one, 0)
  const isWhole = sampledMicros >= draw.totalMicros
  const bound = (of: readonly number[]) => (isWhole ? sum(of) : draw.interval * stringer(of))
  const at = (micros: number) => Math.round(micros) + 0
  return {
    projected: at(certain + sum(over) - sum(under)),
    low: at(certain + sum(over) - bound(under)),
    high: at(certain + bound(over) - sum(under)),
  }
}

function errorsOf({ interval }: Pick<RowDraw, 'interval'>, checked: readonly CheckedRow[]) {
  const isCertain = ({ bookMicros }: CheckedRow) => Math.abs(bookMicros) >= interval
  const certain = checked.filter(isCertain)
  const size = (rows: readonly CheckedRow[]) => rows.reduce((sum, row) => sum + Math.abs(row.bookMicros), 0)
  return {
    certain: certain.reduce((sum, row) => sum + row.bookMicros - row.foundMicros, 0),
    sampledMicros: size(certain),
    shares: checked
      .filter((row) => !isCertain(row) && row.bookMicros !== row.foundMicros)
      .map((row) => (row.bookMicros - row.foundMicros) / Math.abs(row.bookMicros)),
  }
}

function stringer(shares: readonly number[]): number {
  const ordered = shares.toSorted((a, b) => b - a)
  return ordered.reduce(
    (sum, share, i) => sum + (confidenceFactor(i + 1) - confidenceFactor(i)) * share,
    confidenceFactor(0),
  )
}

/** Where the projected error comes from: only rows found wrong say anything. */
export function errorDerivation(
  draw: Pick<RowDraw, 'interval' | 'totalMicros'>,
  checked: readonly CheckedRow[],
  said: { readonly unit: string; readonly by: string; readonly at: string },
): Derivation {
  const { unit, by, at } = said
  const leaf = (name: string, fr: string, en: string, micros: number, reference: string): Derivation => ({
    name,
    label: { fr, en },
    value: micros / 1e6,
    unit,
    inputs: [],
    source: { kind: 'statement', by, at, reference },
  })
  const wrong = checked.filter((row) => row.bookMicros !== row.foundMicros)
  const rows = wrong.map((row, i): Derivation => {
    const isCertain = Math.abs(row.bookMicros) >= draw.interval
    const [book, found] = [`book_${i + 1}`, `found_${i + 1}`]
    const error = row.bookMicros - row.foundMicros
    const projected = isCertain ? error : (draw.interval * error) / Math.abs(row.bookMicros)
    return {
      name: `row_${i + 1}`,
      label: { fr: `Erreur projetée, ${row.key}`, en: `Projected error, ${row.key}` },
      value: projected / 1e6,
      unit,
      formula: isCertain ? `${book} - ${found}` : `interval * (${book} - ${found}) / abs(${book})`,
      inputs: [
        leaf(book, 'Ce que dit la ligne', 'What the row says', row.bookMicros, row.key),
        leaf(found, 'Ce qui a été trouvé', 'What was found', row.foundMicros, row.key),
        ...(isCertain
          ? []
          : [leaf('interval', 'Intervalle du tirage', 'Interval of the draw', draw.interval, 'Σ / n')]),
      ],
    }
  })
  const sum = rows.length === 0 ? '0' : rows.map(({ name }) => name).join(' + ')
  return {
    name: 'projected',
    label: { fr: 'Erreur projetée sur l’ensemble', en: 'Error projected over the whole' },
    value: extrapolatedError(draw, checked).projected / 1e6,
    unit,
    formula: `round((${sum}) * 1000000) / 1000000`,
    inputs: rows,
  }
}
