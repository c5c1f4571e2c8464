import { type FaultAtLine, Faulty, lineByLine, monthIn, numberIn } from './pasted-rows.ts'
import type { Trajectory } from './register.schemas.ts'

export type ReadPoints = { readonly kind: 'read'; readonly points: Trajectory['points'] } | FaultAtLine

/** Values promised period by period as pasted, a line for each: month; low; likely; high. One value alone is all three. */
export function trajectoryRows(text: string): ReadPoints {
  const points = lineByLine(text, (cells) => {
    const [period, ...values] = cells
    if (values.length !== 1 && values.length !== 3) throw new Faulty('columns')
    const [low = 0, mode = low, high = low] = values.map(numberIn)
    return { period: monthIn(period), low, mode, high }
  })
  if (!Array.isArray(points)) return points
  return points.length === 0 ? { kind: 'fault', line: 1, fault: 'nothing' } : { kind: 'read', points }
}
