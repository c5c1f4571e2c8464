export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
/** What the arrows walk over: where it stands, and the row of marks it belongs to. */
export type PlacedMark = { readonly box: Box; readonly row: number }

function distance(box: Box, x: number, y: number): number {
  const aside = Math.max(box.x - x, 0, x - box.x - box.width)
  const above = Math.max(box.y - y, 0, y - box.y - box.height)
  return Math.hypot(aside, above)
}

function centre(box: Box): number {
  return box.x + box.width / 2
}

/** The mark under the pointer, else the nearest within `reach` pixels; where boxes overlap, the nearest centre. */
export function nearestMark(marks: readonly PlacedMark[], x: number, y: number, reach = 32): number | undefined {
  let best: { index: number; far: number; off: number } | undefined
  marks.forEach(({ box }, index) => {
    const far = distance(box, x, y)
    const off = Math.hypot(centre(box) - x, box.y + box.height / 2 - y)
    if (far <= reach && (best === undefined || far < best.far || (far === best.far && off < best.off)))
      best = { index, far, off }
  })
  return best?.index
}

/** Left and right stay in the row, up and down go to the nearest mark of the next row; the ends hold. */
export function nextMark(marks: readonly PlacedMark[], at: number, key: string): number | undefined {
  const mark = marks[at]
  if (mark === undefined) return undefined
  const rows = [...new Set(marks.map(({ row }) => row))].sort((a, b) => a - b)
  const rowAt = rows.indexOf(mark.row)
  const inRow = (row: number | undefined) => marks.map((_, index) => index).filter((index) => marks[index]?.row === row)
  const own = inRow(mark.row)
  const place = own.indexOf(at)
  // A chart of one mark a row is a list: every arrow walks it.
  const isList = rows.length === marks.length
  if (key === 'Home') return isList ? 0 : own[0]
  if (key === 'End') return isList ? marks.length - 1 : own.at(-1)
  if (key === 'ArrowRight' && !isList) return own[place + 1] ?? at
  if (key === 'ArrowLeft' && !isList) return own[place - 1] ?? at
  const step = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return undefined
  if (rows.length === 1) return own[place + step] ?? at
  const others = inRow(rows[rowAt + step])
  return others.reduce<number>((near, index) => {
    const off = (one: number) => Math.abs(centre(marks[one]?.box ?? mark.box) - centre(mark.box))
    return near === at || off(index) < off(near) ? index : near
  }, at)
}
