/** Pixels between two labels of 12 px. */
export const labelGap = 13
/** Mean advance of a character of the interface font at 12 px and 86 % width; bold is a little wider. */
const charWidth = 6.1

export function textWidth(text: string): number {
  return text.length * charWidth
}

export type PlacedLabel = {
  /** Where its centre would like to stand. */
  readonly at: number
  /** Room it takes along the axis. */
  readonly size: number
  /** The most important label stays; the others move. */
  readonly weight: number
}

/**
 * Where labels stand so that none overlaps: in the order of what they name, the most important where it would like to be,
 * the others pushed away from it, then all brought back between `low` and `high`.
 */
export function spreadLabels(labels: readonly PlacedLabel[], low: number, high: number): readonly number[] {
  const order = labels.map((_, index) => index).sort((a, b) => at(labels, a) - at(labels, b) || a - b)
  const anchor = order.reduce(
    (best, index, place) => ((labels[index]?.weight ?? 0) > (labels[order[best] ?? 0]?.weight ?? 0) ? place : best),
    0,
  )
  const places = order.map((index) => at(labels, index))
  const apart = (a: number, b: number) => (size(labels, order[a]) + size(labels, order[b])) / 2
  const pushUp = (from: number) => {
    for (let k = from + 1; k < places.length; k += 1)
      places[k] = Math.max(places[k] ?? 0, (places[k - 1] ?? 0) + apart(k - 1, k))
  }
  const pushDown = (from: number) => {
    for (let k = from - 1; k >= 0; k -= 1) places[k] = Math.min(places[k] ?? 0, (places[k + 1] ?? 0) - apart(k, k + 1))
  }
  pushUp(anchor)
  pushDown(anchor)
  const last = places.length - 1
  if (last >= 0) {
    const most = high - size(labels, order[last]) / 2
    if ((places[last] ?? 0) > most) {
      places[last] = most
      pushDown(last)
    }
    const least = low + size(labels, order[0]) / 2
    if ((places[0] ?? 0) < least) {
      places[0] = least
      pushUp(0)
    }
  }
  const result: number[] = []
  order.forEach((index, place) => (result[index] = places[place] ?? 0))
  return result
}

function at(labels: readonly PlacedLabel[], index: number): number {
  return labels[index]?.at ?? 0
}

function size(labels: readonly PlacedLabel[], index: number | undefined): number {
  return index === undefined ? 0 : (labels[index]?.size ?? 0)
}

/** Words broken into at most `most` lines of `width` pixels; what does not fit ends by an ellipsis. */
export function wrappedText(text: string, width: number, most: number): readonly string[] {
  const room = Math.max(4, Math.floor(width / charWidth))
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const kept = lines.slice(0, most)
  const isCut = lines.length > most
  return kept.map((line, place) => {
    const ends = isCut && place === most - 1
    if (line.length + (ends ? 1 : 0) <= room) return ends ? `${line}…` : line
    return `${line.slice(0, room - 1)}…`
  })
}

/** Which of `count` labels along an axis of `width` pixels are written: as many as fit, evenly, the first and the last among them. */
export function spacedIndexes(count: number, width: number, labelWidth: number): readonly number[] {
  if (count <= 1) return count === 1 ? [0] : []
  const fits = Math.max(1, Math.floor(width / (labelWidth + 8)))
  const last = count - 1
  const least = Math.max(1, Math.ceil(last / fits))
  // A step that ends on the last period is better than one that names a few periods more.
  const even = Array.from({ length: least }, (_, more) => least + more).find((one) => last % one === 0)
  const step = even ?? least
  const shown = Array.from({ length: Math.floor(last / step) + 1 }, (_, place) => place * step)
  const tail = shown.at(-1) ?? 0
  if (tail === last) return shown
  // The last period is always named: the one before gives its place when they would touch.
  return (last - tail) * (width / last) < labelWidth + 8 && shown.length > 1
    ? [...shown.slice(0, -1), last]
    : [...shown, last]
}

/** A centre that keeps the whole label between 0 and `width`. */
export function keptInside(centre: number, text: string, width: number): number {
  const half = textWidth(text) / 2
  return Math.max(half, Math.min(width - half, centre))
}
