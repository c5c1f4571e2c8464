import { type CostHead, costHeads } from '../cost/heads.ts'
import { type CaseIndicators, type FlowName, type VariantId, variantIds } from './case.schemas.ts'
import { flowNames, type YearPart, yearParts } from './case-flows.ts'

/**
 * What may be opened in a case, by variant: its net present value, a year of it, what falls due in a year, a head of a group of moves, a
 * workload on one side. Each opens into the next, down to the statement, the price row or the assumption.
 */
export type CaseMeasure =
  | { readonly kind: 'npv' | 'one-time' }
  | { readonly kind: 'year'; readonly index: number }
  | { readonly kind: 'due'; readonly part: DuePart; readonly index: number }
  /** One of the flows of a year, in the basis of the case. */
  | { readonly kind: 'flow'; readonly flow: FlowName; readonly index: number }
  /** What the result says beside the net present value. */
  | { readonly kind: 'indicator'; readonly name: IndicatorName }
  /** A head of a year over all groups of moves, then of one of them. */
  | { readonly kind: 'head'; readonly side: 'asIs' | 'target'; readonly head: CostHead }
  | { readonly kind: 'annual'; readonly side: 'asIs' | 'target'; readonly head: CostHead; readonly group: number }
  | { readonly kind: 'once'; readonly part: OncePart; readonly group: number }
  | {
      readonly kind: 'workload'
      readonly side: 'asIs' | 'target' | 'move'
      readonly code: string
      /** A formula of the side: a head, `total`, `migration` or `exit`. */
      readonly name: string
    }
export const indicatorNames = [
  'npvSpread',
  'probabilityPositive',
  'rateOfReturn',
  'modifiedRate',
  'payback',
  'discountedPayback',
  'lastPayback',
  'benefitCostRatio',
  'equivalentAnnual',
  'effortDays',
  'bookValue',
] as const satisfies readonly (keyof CaseIndicators)[]
export type IndicatorName = (typeof indicatorNames)[number]
export type OncePart = 'migration' | 'exit'
export type DuePart = YearPart | OncePart

/** A measure as the text that a figure's id carries: `A.due.statusQuo.3`. */
export function measureText(variant: VariantId, measure: CaseMeasure): string {
  switch (measure.kind) {
    case 'npv':
    case 'one-time':
      return `${variant}.${measure.kind}`
    case 'year':
      return `${variant}.year.${measure.index}`
    case 'flow':
      return `${variant}.flow.${measure.flow}.${measure.index}`
    case 'indicator':
      return `${variant}.indicator.${measure.name}`
    case 'head':
      return `${variant}.annual.${measure.side}.${measure.head}`
    case 'due':
      return `${variant}.due.${measure.part}.${measure.index}`
    case 'annual':
      return `${variant}.annual.${measure.side}.${measure.head}.${measure.group}`
    case 'once':
      return `${variant}.once.${measure.part}.${measure.group}`
    case 'workload':
      return `${variant}.workload.${measure.side}.${measure.code}.${measure.name}`
  }
}

const duePart = (text: string): DuePart | undefined =>
  [...yearParts, 'migration' as const, 'exit' as const].find((one) => one === text)
const whole = (text: string | undefined) => (text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined)

/** Reads it back; undefined when it names nothing. */
export function parsedMeasure(
  text: string,
): { readonly variant: VariantId; readonly measure: CaseMeasure } | undefined {
  const [variantText, kind, a = '', b = '', c] = text.split('.')
  const variant = variantIds.find((id) => id === variantText)
  const measure = variant === undefined ? undefined : measureOf(kind, a, b, c)
  return variant === undefined || measure === undefined ? undefined : { variant, measure }
}

function measureOf(kind: string | undefined, a: string, b: string, c: string | undefined): CaseMeasure | undefined {
  if (kind === 'npv' || kind === 'one-time') return { kind }
  const [first, second, third] = [whole(a), whole(b), whole(c)]
  if (kind === 'year' && first !== undefined) return { kind, index: first }
  const flow = flowNames.find((one) => one === a)
  if (kind === 'flow' && flow !== undefined && second !== undefined) return { kind, flow, index: second }
  const name = indicatorNames.find((one) => one === a)
  if (kind === 'indicator' && name !== undefined) return { kind, name }
  const part = duePart(a)
  if (kind === 'due' && part !== undefined && second !== undefined) return { kind, part, index: second }
  if (kind === 'once' && (part === 'migration' || part === 'exit') && second !== undefined)
    return { kind, part, group: second }
  const head = costHeads.find((one) => one === b)
  if (kind === 'annual' && (a === 'asIs' || a === 'target') && head !== undefined) {
    if (c === undefined) return { kind: 'head', side: a, head }
    if (third !== undefined) return { kind, side: a, head, group: third }
  }
  if (kind === 'workload' && (a === 'asIs' || a === 'target' || a === 'move') && b !== '' && c !== undefined)
    return { kind, side: a, code: b, name: c }
  return undefined
}
