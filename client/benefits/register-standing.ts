import { acceptedStates, awaitingStates } from '#models/claims/claim.schemas.ts'
import type { ClaimLine } from '#models/claims/claim.views.ts'
import type { RegisterLine } from '#models/benefits/register.views.ts'
import type { BenefitStatusView } from '#models/realised/realised.views.ts'
import type { Colour } from '#models/realised/colour.ts'
import { fmt, type TextKey } from '#client/i18n/i18n.ts'
import { dollarUnit } from '#client/realised/realised-words.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'
import { inUnit } from './benefit-words.ts'

/** Where the claims of a benefit stand with finance. */
export type Validation = 'to-validate' | 'contested' | 'validated' | 'not-claimed' | 'not-measured'
export const validationLook: Readonly<Record<Validation, { readonly tone: Tone; readonly text: TextKey }>> = {
  'to-validate': { tone: 'warn', text: 'benefits.toValidate' },
  contested: { tone: 'bad', text: 'benefits.contested' },
  validated: { tone: 'ok', text: 'benefits.isValidated' },
  'not-claimed': { tone: 'none', text: 'benefits.notClaimed' },
  'not-measured': { tone: 'none', text: 'benefits.notMeasured' },
}
export const colourLook: Readonly<Record<Colour, { readonly tone: Tone; readonly text: TextKey }>> = {
  green: { tone: 'ok', text: 'benefits.onTrack' },
  amber: { tone: 'warn', text: 'benefits.toWatch' },
  red: { tone: 'bad', text: 'benefits.threatened' },
  grey: { tone: 'none', text: 'benefits.colourUnknown' },
}

/** What is said of the benefits beside the register: what they realised, and their claims. Undefined while it is read. */
export type Beside = {
  readonly statuses: ReadonlyMap<string, BenefitStatusView> | undefined
  readonly claims: ReadonlyMap<string, readonly ClaimLine[]> | undefined
  /** Instant at which the statuses were computed: what their figures open by. */
  readonly computedAt: string | undefined
}

export function validationOf(line: Pick<RegisterLine, 'code' | 'lastMeasured'>, beside: Beside): Validation {
  const status = beside.statuses?.get(line.code)
  const claims = (beside.claims?.get(line.code) ?? []).filter((one) => one.supersededAt === null)
  const any = (states: readonly ClaimLine['state'][]) => claims.some((one) => states.includes(one.state))
  if (any(awaitingStates)) return 'to-validate'
  if (any(['returned'])) return 'contested'
  if (any(acceptedStates)) return 'validated'
  const isMeasured = status?.realised.kind === 'known' || line.lastMeasured !== null
  return isMeasured ? 'not-claimed' : 'not-measured'
}

/** Amounts of a line in the unit of the table, or in its own unit when it is not dollars; null is not known. */
export type Amounts = {
  readonly planned: string | null
  readonly realised: string | null
  readonly p50: string | null
  /** Realised against planned over the same closed months; a difference in the unit of the measure when it is not dollars. */
  readonly gap: string | null
}

/** One unit for the whole table: what its largest amount reads best in. */
export function unitOf(statuses: Iterable<BenefitStatusView>) {
  const amounts = [...statuses].flatMap((one) => [
    Number(one.plannedToDateCad),
    ...(one.realised.kind === 'known' ? [Number(one.realised.cad)] : []),
  ])
  const { name } = dollarUnit(amounts)
  const scale = name === 'M$' ? 1e6 : name === 'k$' ? 1e3 : 1
  return { name, text: (cad: number) => fmt.decimal(cad / scale, scale === 1 ? 0 : 2) }
}

export function amountsOf(
  line: RegisterLine,
  status: BenefitStatusView | undefined,
  text: (cad: number) => string,
): Amounts {
  if (line.plannedCadPerYear === null && line.unit !== null) {
    const { target, lastValue, unit } = line
    const gap = target === null || lastValue === null ? null : lastValue - target
    return {
      planned: target === null ? null : inUnit(target, unit),
      realised: lastValue === null ? null : inUnit(lastValue, unit),
      p50: null,
      gap: gap === null ? null : `${gap > 0 ? '+' : ''}${inUnit(gap, unit)}`,
    }
  }
  const realised = status?.realised.kind === 'known' ? Number(status.realised.cad) : null
  const planned = status === undefined ? null : Number(status.plannedCad)
  return {
    planned: line.plannedToDateCad === null ? null : text(Number(line.plannedToDateCad)),
    realised: realised === null ? null : text(realised),
    p50: status?.forecast.kind === 'known' ? text(status.forecast.p50) : null,
    gap:
      realised === null || planned === null || planned === 0
        ? null
        : `${realised > planned ? '+' : ''}${fmt.percent((100 * (realised - planned)) / Math.abs(planned), 1)}`,
  }
}
