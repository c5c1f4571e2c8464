import { textWidth, wrappedText } from './labels.ts'
import { type Domain, linear, domainOf, niceTicks } from './scale.ts'

/** What the outcome becomes when one assumption alone takes `input`. */
export type TornadoEnd = { readonly input: string; readonly result: number }
export type TornadoSpread = { readonly key: string; readonly low: TornadoEnd; readonly high: TornadoEnd }

export function spreadWidth(row: TornadoSpread): number {
  return Math.abs(row.high.result - row.low.result)
}

/** Widest first; equal widths keep the order they came in. */
export function widestFirst<T extends TornadoSpread>(rows: readonly T[]): readonly T[] {
  return [...rows].sort((a, b) => spreadWidth(b) - spreadWidth(a))
}

/** Whether the outcome goes from one side of the threshold to the other; touching it is not crossing it. */
export function changesSign(row: TornadoSpread, threshold: number): boolean {
  return (row.low.result - threshold) * (row.high.result - threshold) < 0
}

export type TornadoPiece = {
  readonly from: number
  readonly to: number
  readonly side: 'low' | 'high'
  readonly isPast: boolean
}

/**
 * The bar of one row: from the base to the outcome of each end, cut at the threshold. `isPast` is what stands on the other side of the
 * threshold than the base.
 */
export function tornadoPieces(row: TornadoSpread, base: number, threshold: number): readonly TornadoPiece[] {
  const piece = (to: number, side: 'low' | 'high'): readonly TornadoPiece[] => {
    if (to === base) return []
    if ((base - threshold) * (to - threshold) >= 0) return [{ from: base, to, side, isPast: false }]
    return [
      { from: base, to: threshold, side, isPast: false },
      { from: threshold, to, side, isPast: true },
    ]
  }
  return [...piece(row.low.result, 'low'), ...piece(row.high.result, 'high')]
}

/** Around every outcome and the base; the threshold is in it only when a row crosses it, so that it does not flatten the rest. */
export function tornadoDomain(rows: readonly TornadoSpread[], base: number, threshold: number): Domain {
  const all = rows.flatMap((row) => [row.low.result, row.high.result])
  const isCrossed = rows.some((row) => changesSign(row, threshold))
  return domainOf([base, ...all, ...(isCrossed ? [threshold] : [])], { zero: false })
}

type Named = TornadoSpread & { readonly name: string; readonly note: string }
type DrawnEnd = {
  readonly x: number
  readonly result: string
  readonly input: string
  readonly anchor: 'start' | 'end'
}
export type TornadoRowPicture = {
  readonly key: string
  readonly top: number
  readonly height: number
  readonly barY: number
  readonly nameLines: readonly string[]
  readonly note: string
  readonly nameY: number
  readonly pieces: readonly {
    readonly x: number
    readonly width: number
    readonly side: 'low' | 'high'
    readonly isPast: boolean
  }[]
  readonly left: DrawnEnd
  readonly right: DrawnEnd
  readonly crossing: number | undefined
}
export type TornadoPicture = {
  readonly height: number
  readonly top: number
  readonly bottom: number
  readonly base: number
  readonly threshold: number | undefined
  readonly ticks: readonly { readonly x: number; readonly value: number }[]
  readonly rows: readonly TornadoRowPicture[]
}

export const barHeight = 14
/** Under this width the name stands above its bar instead of beside it. */
const narrow = 560
const lineHeight = 16

/** Everything that a tornado draws, in pixels of a plot `width` wide; rows come sorted. */
export function tornadoPicture(input: {
  readonly width: number
  readonly rows: readonly Named[]
  readonly base: number
  readonly threshold: number
  readonly labelText: (value: number) => string
}): TornadoPicture {
  const isNarrow = input.width < narrow
  const nameWidth = isNarrow ? input.width : Math.min(260, Math.round(input.width * 0.34))
  const endWidth =
    12 +
    Math.max(
      24,
      ...input.rows
        .flatMap((row) => [row.low, row.high])
        .map((end) => Math.max(textWidth(end.input), textWidth(input.labelText(end.result)))),
    )
  const domain = tornadoDomain(input.rows, input.base, input.threshold)
  const left = (isNarrow ? 0 : nameWidth + 8) + endWidth
  const right = Math.max(left + 24, input.width - endWidth)
  const x = linear(domain, left, right)
  const top = 24
  let y = top
  const rows = input.rows.map((row) => {
    const nameLines = wrappedText(row.name, nameWidth, 2)
    const textLines = nameLines.length + (row.note === '' ? 0 : 1)
    const above = isNarrow ? textLines * lineHeight + 4 : 0
    const height = Math.max(above + 36, isNarrow ? 0 : textLines * lineHeight + 8) + 4
    const barTop = y + above + (isNarrow ? 2 : 6)
    const [least, most] = row.low.result <= row.high.result ? [row.low, row.high] : [row.high, row.low]
    const edge = (end: TornadoEnd, side: -1 | 1): DrawnEnd => ({
      // A bar whose two ends are on one side of the base still begins at the base.
      x: (side < 0 ? Math.min(x(end.result), x(input.base)) : Math.max(x(end.result), x(input.base))) + side * 6,
      result: input.labelText(end.result),
      input: end.input,
      anchor: side < 0 ? 'end' : 'start',
    })
    const picture: TornadoRowPicture = {
      key: row.key,
      top: y,
      height,
      barY: barTop,
      nameLines,
      note: row.note,
      nameY: y + 14,
      pieces: tornadoPieces(row, input.base, input.threshold).map((piece) => ({
        x: Math.min(x(piece.from), x(piece.to)),
        width: Math.abs(x(piece.to) - x(piece.from)),
        side: piece.side,
        isPast: piece.isPast,
      })),
      left: edge(least, -1),
      right: edge(most, 1),
      crossing: changesSign(row, input.threshold) ? x(input.threshold) : undefined,
    }
    y += height
    return picture
  })
  const holdsThreshold = input.threshold >= domain.low && input.threshold <= domain.high
  return {
    height: y + 22,
    top,
    bottom: y,
    base: x(input.base),
    threshold: holdsThreshold ? x(input.threshold) : undefined,
    ticks: niceTicks(domain, isNarrow ? 2.5 : 3.5).map((value) => ({ x: x(value), value })),
    rows,
  }
}
