import type { PublishedContent } from './barometer.views.ts'

/** What goes less well, as figures: the page says each in a sentence of its own, and none is typed by anyone. Amounts are in dollars. */
export type Finding =
  | { readonly kind: 'below-target'; readonly indicator: string; readonly value: number; readonly target: number }
  | { readonly kind: 'slippage'; readonly months: number }
  | { readonly kind: 'forecast-under-plan'; readonly missing: number; readonly plan: number }
  | { readonly kind: 'realised-under-plan'; readonly missing: number; readonly planned: number }
  | { readonly kind: 'exemptions-ended'; readonly count: number }
  | { readonly kind: 'price-of-rules'; readonly cadPerYear: number }
  | { readonly kind: 'programme-over'; readonly over: number; readonly approved: number }
  | { readonly kind: 'unknown'; readonly count: number; readonly of: number }
  | { readonly kind: 'stale'; readonly count: number }

const most = 6
/** Indicators far from their target that are told: the furthest first. */
const mostBelow = 2

/** The findings of a page, from the figures on it and no other, in a fixed order: late, short of money, costly, not known. */
export function findings({ indicators, forecast }: Pick<PublishedContent, 'indicators' | 'forecast'>): Finding[] {
  const valueOf = (id: string) => {
    const found = indicators.find((one) => one.id === id)
    return found === undefined || (found.status !== 'approved' && found.status !== 'stale') ? null : found.value
  }
  const told: (Finding | null)[] = [
    late(valueOf('benefits-slippage')),
    behind(valueOf('benefits-planned-to-date'), valueOf('benefits-realised')),
    short(forecast),
    over(valueOf('programme-approved'), valueOf('programme-current')),
    ended(valueOf('exemptions-ended')),
    ...belowTarget(indicators),
    priced(valueOf('price-of-rules')),
    counted('stale', indicators.filter((one) => one.status === 'stale').length),
    unstated(indicators),
  ]
  return told.filter((one) => one !== null).slice(0, most)
}

const late = (months: number | null): Finding | null =>
  months === null || months <= 0 ? null : { kind: 'slippage', months }
const behind = (planned: number | null, realised: number | null): Finding | null =>
  planned === null || realised === null || realised >= planned
    ? null
    : { kind: 'realised-under-plan', missing: planned - realised, planned }
function short(forecast: PublishedContent['forecast']): Finding | null {
  if (forecast === null) return null
  const [plan, middle] = [Number(forecast.plan), Number(forecast.p50)]
  return middle >= plan ? null : { kind: 'forecast-under-plan', missing: plan - middle, plan }
}
const over = (approved: number | null, current: number | null): Finding | null =>
  approved === null || current === null || current <= approved
    ? null
    : { kind: 'programme-over', over: current - approved, approved }
const ended = (count: number | null): Finding | null =>
  count === null || count === 0 ? null : { kind: 'exemptions-ended', count }
const priced = (cadPerYear: number | null): Finding | null =>
  cadPerYear === null || cadPerYear <= 0 ? null : { kind: 'price-of-rules', cadPerYear }
const counted = (kind: 'stale', count: number): Finding | null => (count === 0 ? null : { kind, count })
function unstated(indicators: PublishedContent['indicators']): Finding | null {
  const count = indicators.filter((one) => one.status === 'unknown').length
  return count === 0 ? null : { kind: 'unknown', count, of: indicators.length }
}

function belowTarget(indicators: PublishedContent['indicators']): Finding[] {
  return indicators
    .flatMap(({ id, status, colour, value, target }) =>
      status === 'approved' && colour === 'red' && value !== null && target !== null && target.value !== 0
        ? [{ kind: 'below-target', indicator: id, value, target: target.value } as const]
        : [],
    )
    .toSorted((a, b) => Math.abs(b.value / b.target - 1) - Math.abs(a.value / a.target - 1))
    .slice(0, mostBelow)
}
