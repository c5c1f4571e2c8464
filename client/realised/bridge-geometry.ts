import { textWidth, wrappedText } from '#client/ui/charts/labels.ts'
import { type Domain, linear, niceTicks } from '#client/ui/charts/scale.ts'

/** A total that stands on the axis, or a step that starts where the row before ended. CAD. */
export type BridgeRow = {
  readonly kind: 'total' | 'step'
  readonly name: string
  readonly value: number
}
export type BridgeRowPicture = {
  readonly top: number
  readonly barX: number
  readonly barWidth: number
  readonly side: 'total' | 'up' | 'down' | 'none'
  /** Where the next row starts: a hairline links them. */
  readonly linkX: number
  /** Lines of its name, two at most. */
  readonly name: readonly string[]
  readonly valueX: number
}
export type BridgePicture = {
  readonly height: number
  readonly rowHeight: number
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly ticks: readonly { readonly x: number; readonly value: number }[]
  readonly zero: number | undefined
  /** The axis does not start at zero: totals carry a break, and a note says where it starts. */
  readonly cutAt: number | undefined
  readonly rows: readonly BridgeRowPicture[]
}

export const lineHeight = 13
/** A row of one line, and of two when a name does not fit. */
const rowHeights = [26, 32] as const
export const barHeight = 15
const top = 4
const nameGap = 14

/** Where each row starts and ends, in CAD: totals from zero, steps from the running amount. */
export function spansOf(rows: readonly BridgeRow[]): readonly { readonly from: number; readonly to: number }[] {
  let running = 0
  return rows.map(({ kind, value }) => {
    const from = kind === 'total' ? 0 : running
    running = kind === 'total' ? value : running + value
    return { from, to: running }
  })
}

/** Part of the largest amount under which nothing stands: beyond it, the axis is cut so that the steps can be read. */
const cutShare = 0.6

/**
 * A horizontal waterfall in pixels. The axis is cut only when every running amount is positive and above six tenths of the largest: it then
 * starts a tenth of the range under the smallest.
 */
export function bridgePicture(given: {
  readonly width: number
  readonly rows: readonly BridgeRow[]
  readonly valueText: (value: number) => string
}): BridgePicture {
  const { rows, valueText, width } = given
  const spans = spansOf(rows)
  const ends = spans.map(({ to }) => to)
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  const lowest = Math.min(...(ends.length === 0 ? [0] : ends))
  const isCut = lowest > 0 && lowest > cutShare * most && most > lowest
  const low = isCut ? Math.max(0, lowest - (most - lowest) * 0.35) : least
  const domain: Domain = { low, high: most > low ? most : low + 1 }
  // Names have up to two fifths of the width, as much as the longest needs.
  const longest = Math.max(0, ...rows.map(({ name }) => textWidth(name)))
  const left = Math.max(96, Math.min(longest + nameGap, width * 0.4))
  const names = rows.map(({ name }) => wrappedText(name, left - nameGap, 2))
  const rowHeight = rowHeights[names.some((lines) => lines.length > 1) ? 1 : 0]
  const right = width - Math.max(48, ...rows.map(({ value }) => textWidth(valueText(value)) + 8))
  const x = linear(domain, left, Math.max(left + 40, right))
  const inside = (value: number) => x(Math.max(domain.low, Math.min(domain.high, value)))
  const bottom = top + rows.length * rowHeight
  return {
    height: bottom + 22,
    rowHeight,
    left,
    right: Math.max(left + 40, right),
    bottom,
    ticks: niceTicks(domain, 3).map((value) => ({ value, x: x(value) })),
    zero: isCut ? undefined : x(0),
    cutAt: isCut ? low : undefined,
    rows: rows.map((row, at): BridgeRowPicture => {
      const { from, to } = spans[at] ?? { from: 0, to: 0 }
      const [a, b] = [inside(from), inside(to)]
      return {
        top: top + at * rowHeight,
        barX: Math.min(a, b),
        barWidth: Math.abs(b - a),
        side: row.kind === 'total' ? 'total' : row.value > 0 ? 'up' : row.value < 0 ? 'down' : 'none',
        linkX: b,
        name: names[at] ?? [],
        valueX: width,
      }
    }),
  }
}

/** Steps by size, largest first, the re-baseline kept apart before them; steps of nothing are left out of the drawing. */
export function orderedSteps<T extends { readonly value: number; readonly isFirst: boolean }>(
  steps: readonly T[],
): readonly T[] {
  const moved = steps.filter(({ value }) => value !== 0)
  return [
    ...moved.filter(({ isFirst }) => isFirst),
    ...moved.filter(({ isFirst }) => !isFirst).toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)),
  ]
}
