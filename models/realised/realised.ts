import { type CadCents, cadCents } from '../shared/money.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { fiscalStartOf, type Month } from '../shared/month.ts'

/** What is known of one month of a benefit, whole cents of CAD. */
export type RealisedInput<R extends string = string> = {
  readonly month: Month
  /** Planned cost of the month, in the plan in force; a reason when nothing is planned. */
  readonly plannedCost: Outcome<CadCents, R>
  readonly baseline: Outcome<CadCents, R>
  readonly actual: Outcome<CadCents, R>
  /** New recurring cost elsewhere: cost team, landing zone, exit provision. */
  readonly elsewhereCents: CadCents
  readonly isClosed: boolean
  /** Dual running or cut-over: its cost is an investment, it saves nothing. */
  readonly isInTransition: boolean
}
export type RealisedState = 'closed' | 'provisional' | 'transition' | 'unknown'

export type RealisedMonth<R extends string = string> = {
  readonly month: Month
  readonly state: RealisedState
  /** R = AB − A − O; negative stays negative. */
  readonly realised: Outcome<CadCents, R | 'in-transition'>
  /** A − plan: what the ledger says. */
  readonly ledgerView: Outcome<CadCents, R>
  /** AB − A: what was not spent. The two may have opposite signs: both are shown. */
  readonly avoidedView: Outcome<CadCents, R>
}

/** Realised saving of a month: R = AB − A − O (methods §8.2 5). A month without its bill, volume or index saves nothing and says why. */
export function realisedOfMonth<R extends string>(input: RealisedInput<R>): RealisedMonth<R> {
  const { actual, baseline, elsewhereCents, plannedCost } = input
  const avoidedView = difference(baseline, actual)
  const realised = input.isInTransition
    ? unknownBecause('in-transition')
    : avoidedView.kind === 'known'
      ? known(cadCents(avoidedView.value - elsewhereCents))
      : avoidedView
  return {
    month: input.month,
    state: stateOf(input, realised),
    realised,
    ledgerView: difference(actual, plannedCost),
    avoidedView,
  }
}

function stateOf(
  input: Pick<RealisedInput, 'isClosed' | 'isInTransition'>,
  realised: Outcome<CadCents>,
): RealisedState {
  if (input.isInTransition) return 'transition'
  if (realised.kind === 'unknown') return 'unknown'
  return input.isClosed ? 'closed' : 'provisional'
}

function difference<R extends string>(whole: Outcome<CadCents, R>, part: Outcome<CadCents, R>): Outcome<CadCents, R> {
  if (whole.kind === 'unknown' || part.kind === 'unknown') {
    const reasons = [
      ...new Set([
        ...(whole.kind === 'unknown' ? whole.reasons : []),
        ...(part.kind === 'unknown' ? part.reasons : []),
      ]),
    ]
    const [first, ...others] = reasons
    if (first !== undefined) return unknownBecause(first, ...others)
  }
  return whole.kind === 'known' && part.kind === 'known' ? known(cadCents(whole.value - part.value)) : (whole as never) // an unknown has a reason
}

export type RealisedTotal = {
  /** Sum of the closed months alone. */
  readonly cents: CadCents
  readonly closedMonths: number
  /** Sum of the months whose bill may still change: shown apart, never in the total. */
  readonly provisionalCents: CadCents
  readonly provisionalMonths: number
  /** Months that could not be computed: they add nothing, and nothing is put in their place. */
  readonly unknownMonths: number
  readonly transitionMonths: number
}

/** Totals of months, closed ones only; a partial year is not stretched to a whole one (CalTRACK). */
export function realisedTotal(months: readonly Pick<RealisedMonth, 'state' | 'realised'>[]): RealisedTotal {
  const total = { cents: 0, closed: 0, provisional: 0, open: 0, unknown: 0, transition: 0 }
  for (const { realised, state } of months) {
    if (state === 'transition') total.transition += 1
    else if (realised.kind === 'unknown') total.unknown += 1
    else if (state === 'closed') {
      total.cents += realised.value
      total.closed += 1
    } else {
      total.provisional += realised.value
      total.open += 1
    }
  }
  return {
    cents: cadCents(total.cents),
    closedMonths: total.closed,
    provisionalCents: cadCents(total.provisional),
    provisionalMonths: total.open,
    unknownMonths: total.unknown,
    transitionMonths: total.transition,
  }
}

/** The months of the fiscal year of `month`, up to it, included. */
export function yearToDate<T extends { readonly month: Month }>(months: readonly T[], month: Month): readonly T[] {
  const start = fiscalStartOf(month)
  return months.filter((one) => start <= one.month && one.month <= month)
}
