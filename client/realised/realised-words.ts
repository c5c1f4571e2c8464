import type { AmountView, BridgeGap } from '#models/realised/realised.views.ts'
import type { RealisedState } from '#models/realised/realised.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import type { ChartUnit } from '#client/ui/charts/units.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

const reasonTexts: Readonly<Record<string, TextKey>> = {
  'no-baseline': 'realised.noBaseline',
  'no-bill': 'realised.noBill',
  'no-ledger': 'realised.noLedger',
  'compared-by': 'realised.comparedBy',
  'no-rate': 'realised.noRate',
  'no-volume': 'realised.noVolume',
  'no-index': 'realised.noIndex',
  'no-closed-month': 'realised.noClosedMonth',
  'no-control': 'realised.noControl',
  'no-cost': 'realised.noCost',
  'no-cost-before': 'realised.noCost',
  'no-past-forecast': 'realised.noPastForecast',
  'no-plan': 'realised.noPlan',
  'no-planned-cost': 'realised.noPlan',
  'not-begun': 'realised.notBegun',
  'not-in-dollars': 'realised.notInDollars',
  'not-moved': 'realised.notMoved',
  'not-observed': 'realised.notObserved',
  'not-promised': 'realised.notPromised',
  'nothing-measured': 'realised.nothingMeasured',
  'nothing-planned': 'realised.noPlan',
  'in-transition': 'realised.inTransition',
  'measured-directly': 'realised.measuredDirectly',
  'too-few-months': 'realised.tooFewMonths',
  'fewer-than-12-months': 'realised.fewerThan12',
  'fewer-than-365-days': 'realised.fewerThan365',
  'driver-missing': 'realised.driverMissing',
  'drivers-dependent': 'realised.driversDependent',
  'sign-not-sensible': 'realised.signNotSensible',
  'fit-too-loose': 'realised.fitTooLoose',
  biased: 'realised.biased',
}

/** Why a figure is not known, in words; what it names (a driver, a currency) is said. */
export function reasonText(reason: string): string {
  const [name = '', of = ''] = reason.split(':')
  const key = reasonTexts[name]
  return key === undefined ? reason : t(key, { of })
}
export const reasonsText = (reasons: readonly string[]): string => fmt.list(reasons.map(reasonText))

/** An amount, or why there is none. */
export const amountText = (amount: AmountView): string =>
  amount.kind === 'known' ? fmt.money(amount.cad) : reasonsText(amount.reasons)

export const bridgeGapText: Readonly<Record<BridgeGap, TextKey>> = {
  'no-driver': 'realised.gapNoDriver',
  'no-list-price': 'realised.gapNoListPrice',
  'several-currencies': 'realised.gapSeveralCurrencies',
}

export const stateText: Readonly<Record<RealisedState, TextKey>> = {
  closed: 'realised.stateClosed',
  provisional: 'realised.stateProvisional',
  transition: 'realised.stateTransition',
  unknown: 'realised.stateUnknown',
}
export const stateTone: Readonly<Record<RealisedState, Tone>> = {
  closed: 'ok',
  provisional: 'warn',
  transition: 'mit',
  unknown: 'none',
}

/** One unit for a chart: millions when anything is that big, else thousands, else dollars. */
export function dollarUnit(amounts: readonly number[]): { readonly name: string; readonly chart: ChartUnit } {
  const most = Math.max(0, ...amounts.map(Math.abs))
  const [name, scale] =
    most >= 1e7 ? (['M$', 1e6] as const) : most >= 1e4 ? (['k$', 1e3] as const) : (['$', 1] as const)
  const digits = most / scale < 100 && scale > 1 ? 1 : 0
  return {
    name,
    chart: {
      axis: (value) => fmt.decimal(value / scale, most / scale < 4 && scale > 1 ? 1 : 0),
      label: (value) => fmt.decimal(value / scale, digits),
      full: (value) => fmt.money(value),
    },
  }
}
