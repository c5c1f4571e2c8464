import type { AssetSize } from '../inventory/asset.schemas.ts'
import { fold } from '../shared/fold.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

/** The last day of free security updates of a product, and the words by which inventories name it. */
export type SupportEnd = {
  readonly words: string
  readonly product: string
  readonly endsOn: string
  readonly status: string
  readonly source: string
}

/** Support of one asset's system: when it ends, or why that is not known. */
export type AssetSupport = {
  readonly asset: string
  readonly system: string | null
  readonly end: Outcome<SupportEnd, 'no-system' | 'system-not-listed'>
}
/**
 * Vendor lifecycle of a workload: a fact, kept apart from technical fit, which is an opinion. `ending` is within two years. The end that
 * counts is the earliest; with a system that is not known, an end still to come is not known to be the earliest.
 */
export type Lifecycle = {
  readonly assets: readonly AssetSupport[]
  readonly state: 'supported' | 'ending' | 'ended' | null
  readonly monthsToEnd: number | null
}

const endingMonths = 24
/** Mean length of a month of the Gregorian calendar, days. */
const daysPerMonth = 30.436875

/** Words of a text, folded, without punctuation, with a space at both ends. */
export function wordsOf(text: string): string {
  return ` ${fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `
}

/** The product that a system's name means: the longest of the listed words found whole in it. */
export function supportEndOf(ends: readonly SupportEnd[], system: string): SupportEnd | undefined {
  const words = wordsOf(system)
  return ends.filter((end) => words.includes(` ${end.words} `)).toSorted((a, b) => b.words.length - a.words.length)[0]
}

/** The lifecycle of a workload's systems on a day. */
export function lifecycle(assets: readonly AssetSize[], ends: readonly SupportEnd[], today: string): Lifecycle {
  const own = assets.map((asset): AssetSupport => {
    const system = asset.operatingSystemText
    if (system === null) return { asset: asset.name, system, end: unknownBecause('no-system') }
    const end = supportEndOf(ends, system)
    return { asset: asset.name, system, end: end === undefined ? unknownBecause('system-not-listed') : known(end) }
  })
  const days = own.flatMap(({ end }) => (end.kind === 'known' ? [end.value.endsOn] : [])).toSorted()
  const [earliest] = days
  const isWhole = own.length > 0 && days.length === own.length
  if (earliest === undefined) return { assets: own, state: null, monthsToEnd: null }
  const months = (Date.parse(earliest) - Date.parse(today)) / 86_400_000 / daysPerMonth
  if (earliest < today) return { assets: own, state: 'ended', monthsToEnd: months }
  // An unknown system might have ended already: only the worst is then certain.
  if (!isWhole) return { assets: own, state: null, monthsToEnd: null }
  return { assets: own, state: months < endingMonths ? 'ending' : 'supported', monthsToEnd: months }
}
