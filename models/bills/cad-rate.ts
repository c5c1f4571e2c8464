import { daysBetween } from '../shared/day.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { atScale, type Decimal, decimalOf, decimalText, roundedQuotient } from './decimals.ts'
import { weekdaysOf } from '../shared/month.ts'

/** What a stated rate is: of a day, of a month, fixed by a contract, drawn from an invoice, or the mean of a year. */
export type RateKind = 'day' | 'month' | 'contract' | 'invoice' | 'year'
export type RateStatus = 'verified' | 'stated' | 'unverified'

/** CAD for one unit of a currency, as somebody published or stated it. */
export type StatedRate = {
  readonly currency: string
  readonly kind: RateKind
  /** `YYYY-MM-DD` for a day, `YYYY-MM` for a month, a contract (from that month on) or an invoice, `YYYY` for a year. */
  readonly validOn: string
  readonly cadPerUnit: string
  readonly source: string
  readonly status: RateStatus
  /** How near the body it stands: 0 its own, 1 that of the body above, …; what the product ships stands last. */
  readonly distance: number
}

/** The rate to use, and everything a derivation tells of it. */
export type CadRate = {
  readonly currency: string
  /** The day or the month that was asked for. */
  readonly at: string
  readonly cadPerUnit: string
  readonly basis: 'identity' | 'day' | 'carried' | 'mean-of-days' | RateKind
  /** Day, month or year of the rate itself: differs from `at` when a rate was carried forward. */
  readonly ratedOn: string
  readonly source: string
  readonly status: RateStatus
  /** Days the mean was taken over, and those the month could have at most; null when it is no mean. */
  readonly days: { readonly rated: number; readonly weekdays: number } | null
}

export type RateGap = `no-rate-for:${string}`

/** A rate is published on business days: further back than a long holiday, it is no longer the rate of the day. */
export const mostCarriedDays = 7
/** Weekdays of a month without a rate, at most: with fewer rates its mean is partial, and is not told as verified. */
const mostHolidays = 3
/** Decimals kept of a mean. */
const meanDecimals = 6

/**
 * CAD for one unit of a currency on a day, or over a month.
 *
 * A day: the rate of that day, else the last one before it, at most seven days old. A month: the rate a contract fixes, else the one
 * drawn from the invoice, else the published rate of the month, else the mean of the days rated in it, else the mean of its year (of
 * which the product says that it is not verified). A rate of the body goes before one of the bodies above, and those before what the
 * product ships. CAD is 1 and needs no rate; what has no rate is unknown, and the reason names it.
 */
export function cadRateOf(rates: readonly StatedRate[], currency: string, at: string): Outcome<CadRate, RateGap> {
  if (currency === 'CAD')
    return known({
      currency,
      at,
      cadPerUnit: '1',
      basis: 'identity',
      ratedOn: at,
      source: '',
      status: 'verified',
      days: null,
    })
  const own = rates.filter((rate) => rate.currency === currency)
  const found = at.length === 10 ? ofDay(own, at) : ofMonth(own, at)
  return found === undefined ? unknownBecause(`no-rate-for:${currency} ${at}`) : known({ ...found, currency, at })
}

type Found = Omit<CadRate, 'currency' | 'at'>

function ofDay(rates: readonly StatedRate[], day: string): Found | undefined {
  const contract = contractAt(rates, day.slice(0, 7))
  if (contract !== undefined) return asFound(contract, 'contract')
  const days = rates.filter((rate) => rate.kind === 'day' && rate.validOn <= day)
  const recent = days.filter((rate) => daysBetween(rate.validOn, day) <= mostCarriedDays)
  const last = recent.reduce<StatedRate | undefined>((best, rate) => {
    if (best === undefined || rate.validOn > best.validOn) return rate
    return rate.validOn === best.validOn && rate.distance < best.distance ? rate : best
  }, undefined)
  return last === undefined ? undefined : asFound(last, last.validOn === day ? 'day' : 'carried')
}

function ofMonth(rates: readonly StatedRate[], month: string): Found | undefined {
  const contract = contractAt(rates, month)
  if (contract !== undefined) return asFound(contract, 'contract')
  for (const kind of ['invoice', 'month'] as const) {
    const stated = nearest(rates.filter((rate) => rate.kind === kind && rate.validOn === month))
    if (stated !== undefined) return asFound(stated, kind)
  }
  const mean = meanOfDays(rates, month)
  if (mean !== undefined) return mean
  const year = nearest(rates.filter((rate) => rate.kind === 'year' && rate.validOn === month.slice(0, 4)))
  return year === undefined ? undefined : asFound(year, 'year')
}

/** A contract fixes the rate from its month on, until a later one does; the nearest body decides. */
function contractAt(rates: readonly StatedRate[], month: string): StatedRate | undefined {
  const running = rates.filter((rate) => rate.kind === 'contract' && rate.validOn <= month)
  const latest = running.filter((rate) =>
    running.every((other) => other.distance !== rate.distance || other.validOn <= rate.validOn),
  )
  return nearest(latest)
}

function meanOfDays(rates: readonly StatedRate[], month: string): Found | undefined {
  const ofEachDay = new Map<string, StatedRate>()
  for (const rate of rates) {
    if (rate.kind !== 'day' || !rate.validOn.startsWith(`${month}-`)) continue
    const before = ofEachDay.get(rate.validOn)
    if (before === undefined || rate.distance < before.distance) ofEachDay.set(rate.validOn, rate)
  }
  const days = [...ofEachDay.values()].toSorted((a, b) => a.validOn.localeCompare(b.validOn))
  const last = days.at(-1)
  if (last === undefined) return undefined
  const isPartial = days.length < weekdaysOf(month) - mostHolidays
  return {
    cadPerUnit: meanText(days.map((rate) => rate.cadPerUnit)),
    basis: 'mean-of-days',
    ratedOn: month,
    source: [...new Set(days.map((rate) => rate.source))].join(' · '),
    status: isPartial ? 'unverified' : days.every((rate) => rate.status === 'verified') ? 'verified' : 'stated',
    days: { rated: days.length, weekdays: weekdaysOf(month) },
  }
}

/** Mean of decimal texts, to six decimals, half away from zero. */
function meanText(texts: readonly string[]): string {
  const decimals = texts.map(needed)
  const scale = Math.max(...decimals.map((one) => one.scale), meanDecimals)
  const sum = decimals.reduce((total, one) => total + atScale(one, scale), 0n)
  const mean = roundedQuotient(sum, BigInt(texts.length) * 10n ** BigInt(scale - meanDecimals))
  return decimalText({ digits: mean, scale: meanDecimals })
}

function nearest(rates: readonly StatedRate[]): StatedRate | undefined {
  return rates.reduce<StatedRate | undefined>(
    (best, rate) => (best === undefined || rate.distance < best.distance ? rate : best),
    undefined,
  )
}

function asFound(rate: StatedRate, basis: CadRate['basis']): Found {
  return {
    cadPerUnit: rate.cadPerUnit,
    basis,
    ratedOn: rate.validOn,
    source: rate.source,
    status: rate.status,
    days: null,
  }
}

/** Throws on a text that is no decimal: rates are checked where they enter. */
function needed(text: string): Decimal {
  const read = decimalOf(text)
  if (read.kind === 'unknown') throw new RangeError(`not a decimal: ${text}`)
  return read.value
}

/** Millionths of a currency as millionths of CAD, rounded half away from zero, once. */
export function inCadMicros(micros: bigint, { cadPerUnit }: Pick<CadRate, 'cadPerUnit'>): bigint {
  const rate = needed(cadPerUnit)
  return roundedQuotient(micros * rate.digits, 10n ** BigInt(rate.scale))
}
