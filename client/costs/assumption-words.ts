import type { Assumption, AssumptionGroup } from '#models/assumptions/assumption-set.ts'
import { assumptionStatuses } from '#models/assumptions/assumptions.views.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'

export const groupText: Readonly<Record<AssumptionGroup, TextKey>> = {
  sizes: 'costs.groupSizes',
  prices: 'costs.groupPrices',
  network: 'costs.groupNetwork',
  licences: 'costs.groupLicences',
  labour: 'costs.groupLabour',
  security: 'costs.groupSecurity',
  recovery: 'costs.groupRecovery',
  landingZone: 'costs.groupLandingZone',
  mitigations: 'costs.groupMitigations',
  site: 'costs.groupSite',
  move: 'costs.groupMove',
  exit: 'costs.groupExit',
  finance: 'costs.groupFinance',
  perimeter: 'costs.groupPerimeter',
}

const statusText: Readonly<Record<(typeof assumptionStatuses)[number], TextKey>> = {
  verified: 'costs.statusVerified',
  estimate: 'costs.statusEstimate',
  house: 'costs.statusHouse',
  unverified: 'costs.statusUnverified',
}

export function statusWords(status: string): string {
  const known = assumptionStatuses.find((one) => one === status)
  return known === undefined ? status : t(statusText[known])
}

/** Symbols of units that formulas use: as a quantity, and as what it is counted by. */
const quantityText: Readonly<Record<string, TextKey>> = {
  CAD: 'costs.unitCad',
  USD: 'costs.unitUsd',
  hour: 'costs.unitHours',
  day: 'costs.unitDays',
  year: 'costs.unitYears',
  server: 'costs.unitServers',
  core: 'costs.unitCores',
  kW: 'costs.unitKw',
}
const byText: Readonly<Record<string, TextKey>> = {
  year: 'costs.byYear',
  month: 'costs.byMonth',
  server: 'costs.byServer',
  core: 'costs.byCore',
  host: 'costs.byHost',
  kW: 'costs.byKw',
  TB: 'costs.byTb',
  workload: 'costs.byWorkload',
  hour: 'costs.byHour',
}

const worded = (texts: Readonly<Record<string, TextKey>>, symbol: string) => {
  const key = texts[symbol]
  return key === undefined ? symbol : t(key)
}

/** « $ par serveur et par an » for `CAD/(server*year)`; nothing for a plain ratio. */
export function unitWords(unit: string): string {
  const [of = '', by = ''] = unit.split('/')
  const symbols = by.replace(/[()]/g, '').split('*').filter(Boolean)
  const counted = fmt.list(symbols.map((symbol) => worded(byText, symbol)))
  return [of === '1' ? '' : worded(quantityText, of), counted].filter(Boolean).join(' ')
}

/** The fewest digits that give the value back, and no more than its size deserves. */
function written(value: number): string {
  const size = Math.abs(value)
  const most = size >= 100 ? 0 : size >= 10 ? 1 : 2
  return fmt.decimal(value, fewestDigits(value, most))
}

function fewestDigits(value: number, most: number): number {
  for (let digits = 0; digits < most; digits += 1)
    if (Math.abs(Number(value.toFixed(digits)) - value) < 1e-9) return digits
  return most
}

function percentWords(value: number): string {
  return fmt.percent(100 * value, fewestDigits(100 * value, 1))
}

type Valued = Pick<Assumption, 'name' | 'unit'>

/** Ratios that people know by their number, not in percent. */
const plainRatios: ReadonlySet<string> = new Set(['pue'])

/** An assumption that counts a part of the comparison or not. */
export function isSwitch(name: string): boolean {
  return /^count[A-Z]/.test(name)
}

/** Read and typed in percent. */
export function isInPercent({ name, unit }: Valued): boolean {
  return (unit === '1' || unit.startsWith('1/')) && !isSwitch(name) && !plainRatios.has(name)
}

/** A value without its unit, for columns whose unit stands once beside them: ratios in percent, switches in words. */
export function bareValue({ name, unit }: Valued, value: number): string {
  if (isSwitch(name) && (value === 0 || value === 1)) return t(value === 0 ? 'costs.notCounted' : 'costs.counted')
  return isInPercent({ name, unit }) ? percentWords(value) : written(value)
}

export function assumptionValue(of: Valued, value: number): string {
  const unit = isSwitch(of.name) ? '' : unitWords(of.unit)
  return unit === '' ? bareValue(of, value) : `${bareValue(of, value)}\u00a0${unit}`
}
