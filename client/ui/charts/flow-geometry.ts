import { keptInside, spacedIndexes, textWidth } from './labels.ts'
import { niceStep } from './scale.ts'

/** Amount by head of one side in one period. A head that is not in it has no figure: that is said, and never drawn as 0. */
export type FlowColumn = { readonly amounts: Readonly<Record<string, number>> }
export type Piece = { readonly head: string; readonly from: number; readonly to: number }

/** Costs stack up from zero and credits down from it, both in the order of the heads; nothing is drawn for 0. */
export function stackedPieces(column: FlowColumn, heads: readonly string[]): readonly Piece[] {
  let [up, down] = [0, 0]
  return heads.flatMap((head) => {
    const amount = column.amounts[head] ?? 0
    if (amount === 0) return []
    const from = amount > 0 ? up : down
    const to = from + amount
    if (amount > 0) up = to
    else down = to
    return [{ head, from, to }]
  })
}

/** Heads without a figure. */
export function unknownHeads(column: FlowColumn, heads: readonly string[]): readonly string[] {
  return heads.filter((head) => column.amounts[head] === undefined)
}

/** Sum of what is known, or undefined when nothing is. */
export function knownTotal(column: FlowColumn): number | undefined {
  const amounts = Object.values(column.amounts)
  return amounts.length === 0 ? undefined : amounts.reduce((sum, one) => sum + one, 0)
}

export type FlowGroupInput = { readonly heads: readonly string[]; readonly sides: readonly (readonly FlowColumn[])[] }
export type DrawnColumn = {
  readonly side: number
  readonly period: number
  readonly x: number
  readonly width: number
  readonly top: number
  readonly bottom: number
  readonly pieces: readonly { readonly head: string; readonly y: number; readonly height: number }[]
  /** The dashed box of what is not known. */
  readonly gap: { readonly y: number; readonly height: number } | undefined
}
export type FlowGroupPicture = {
  readonly titleY: number
  readonly zero: number
  readonly top: number
  readonly bottom: number
  readonly ticks: readonly { readonly y: number; readonly value: number }[]
  readonly columns: readonly DrawnColumn[]
}
export type FlowPicture = {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly groups: readonly FlowGroupPicture[]
  readonly periods: readonly { readonly x: number; readonly text: string }[]
  readonly areLetters: boolean
}

const amountsHeight = 230
const gapHeight = 12

function rangeOf(group: FlowGroupInput): { readonly low: number; readonly high: number } {
  const ends = group.sides
    .flat()
    .flatMap((column) => stackedPieces(column, group.heads).flatMap(({ from, to }) => [from, to]))
  return { low: Math.min(0, ...ends), high: Math.max(0, ...ends) }
}

/** Groups one under the other on one scale: a dollar has the same height everywhere. */
export function flowPicture(input: {
  readonly width: number
  readonly periods: readonly string[]
  readonly groups: readonly FlowGroupInput[]
  readonly axisText: (value: number) => string
}): FlowPicture {
  const ranges = input.groups.map(rangeOf)
  const whole = ranges.reduce((sum, { low, high }) => sum + high - low, 0)
  const tallest = Math.max(...ranges.map(({ low, high }) => high - low), 0)
  const step = niceStep(tallest, 3)
  const pixels = whole === 0 ? 0 : amountsHeight / whole
  const tickValues = ranges.map(({ low, high }) => {
    const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)]
    return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
  })
  const left = 10 + Math.max(...tickValues.flat().map((value) => textWidth(input.axisText(value))))
  const right = input.width - 4
  const sides = Math.max(1, ...input.groups.map((group) => group.sides.length))
  const slot = (right - left) / Math.max(1, input.periods.length)
  const bar = Math.max(2, Math.min(28, (slot - 6) / sides - 1))
  const areLetters = bar >= 9
  const start = (period: number) => left + slot * period + (slot - sides * bar - (sides - 1)) / 2
  let y = 0
  const groups = input.groups.map((group, place) => {
    const { low, high } = ranges[place] ?? { low: 0, high: 0 }
    const titleY = y + 14
    const top = y + 22 + gapHeight
    const zero = top + high * pixels
    const bottom = zero - low * pixels
    y = bottom + (areLetters ? 18 : 6) + 6
    return {
      titleY,
      zero,
      top,
      bottom,
      ticks: (tickValues[place] ?? []).map((value) => ({ y: zero - value * pixels, value })),
      columns: group.sides.flatMap((columns, side) =>
        columns.map((column, period): DrawnColumn => {
          const pieces = stackedPieces(column, group.heads).map(({ head, from, to }) => ({
            head,
            y: zero - Math.max(from, to) * pixels,
            height: Math.abs(to - from) * pixels,
          }))
          const columnTop = Math.min(zero, ...pieces.map((piece) => piece.y))
          const gap =
            unknownHeads(column, group.heads).length === 0 ? undefined : { y: columnTop - gapHeight, height: gapHeight }
          return {
            side,
            period,
            x: start(period) + side * (bar + 1),
            width: bar,
            top: gap?.y ?? columnTop,
            bottom: Math.max(zero, ...pieces.map((piece) => piece.y + piece.height)),
            pieces,
            gap,
          }
        }),
      ),
    }
  })
  const shown = spacedIndexes(input.periods.length, right - left - slot, Math.max(0, ...input.periods.map(textWidth)))
  return {
    height: y + 18,
    left,
    right,
    groups,
    periods: shown.map((period) => {
      const text = input.periods[period] ?? ''
      return { x: keptInside(left + slot * (period + 0.5), text, input.width), text }
    }),
    areLetters,
  }
}
