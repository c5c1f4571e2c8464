import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

/** How a file writes its moments; `undetermined` while 03/04/2026 may be read both ways. */
export type DateOrder = 'dmy' | 'mdy'

/** A moment as it is written: seconds since 1970 on its own clock, and minutes of its own offset, null when it states none. */
export type WrittenMoment = { readonly second: number; readonly offsetMinutes: number | null }
export type MomentGap = 'time-unreadable' | 'date-order-unknown'

const isoMoment =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i
const slashMoment =
  /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ,]+(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*([AP]\.?M\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i

/**
 * Reads a moment: ISO and its kin, `31/12/2026 23:59` once the order of day and month is known, epoch seconds or milliseconds, a
 * spreadsheet's serial day (1900 system). No zone is supposed: a moment without an offset has none.
 */
export function writtenMoment(text: string, order: DateOrder | undefined): Outcome<WrittenMoment, MomentGap> {
  const iso = isoMoment.exec(text)
  if (iso !== null) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', zone] = iso
    return moment([year, month, day, hour, minute, second].map(Number), zone)
  }
  const slash = slashMoment.exec(text)
  if (slash !== null) {
    const [, a, b, year, hour = '0', minute = '0', second = '0', half, zone] = slash
    const settled = order ?? (Number(a) > 12 ? 'dmy' : Number(b) > 12 ? 'mdy' : undefined)
    if (settled === undefined) return unknownBecause('date-order-unknown')
    const [day, month] = settled === 'dmy' ? [a, b] : [b, a]
    const isAfternoon = half?.toLowerCase().startsWith('p') === true
    const read = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0)
    return moment([Number(year), Number(month), Number(day), read, Number(minute), Number(second)], zone)
  }
  const number = /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
  if (number >= 1e12 && number < 1e13) return known({ second: Math.floor(number / 1000), offsetMinutes: 0 })
  if (number >= 5e8 && number < 1e10) return known({ second: Math.floor(number), offsetMinutes: 0 })
  if (number >= 25_569 && number < 100_000)
    return known({ second: Math.round((number - 25_569) * 86_400), offsetMinutes: null })
  return unknownBecause('time-unreadable')
}

/** Which number of `13/04/2026` is the day, when the text itself proves it. */
export function provenOrder(text: string): DateOrder | 'either' | undefined {
  const slash = slashMoment.exec(text)
  if (slash === null) return undefined
  if (Number(slash[1]) > 12) return 'dmy'
  return Number(slash[2]) > 12 ? 'mdy' : 'either'
}

function moment(parts: readonly number[], zone: string | undefined): Outcome<WrittenMoment, MomentGap> {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  const at = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59))
  const isReal =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    new Date(at).getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 61
  return isReal
    ? known({ second: Math.floor(at / 1000), offsetMinutes: offsetOf(zone) })
    : unknownBecause('time-unreadable')
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (match === null) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
}

/** A plain number with a decimal comma or point, spaces and a percent sign allowed; undefined for anything else. */
export function plainNumber(text: string): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f%]/g, '')
  return /^-?\d+([.,]\d+)?([eE][+-]?\d+)?$/.test(bare) ? Number(bare.replace(',', '.')) : undefined
}
