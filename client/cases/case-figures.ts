import type { FlowName, VariantId } from '#models/cases/case.schemas.ts'
import type { IndicatorName } from '#models/cases/case-measure.ts'
import type { CostHead } from '#models/cost/heads.ts'

/** Figures of a case are named by what they measure and by the result they belong to: `f_case~A.npv~…`. */
export type CaseFigures = {
  readonly npv: (variant: VariantId) => string
  readonly oneTime: (variant: VariantId) => string
  /** Present value of a fiscal year. */
  readonly year: (variant: VariantId, index: number) => string
  /** One of the flows of a fiscal year, in the basis of the case. */
  readonly flow: (variant: VariantId, flow: FlowName, index: number) => string
  readonly annual: (variant: VariantId, side: 'asIs' | 'target', head: CostHead) => string
  readonly indicator: (variant: VariantId, name: IndicatorName) => string
}

export function caseFigures(resultId: string): CaseFigures {
  const named = (measure: string) => `f_case~${measure}~${resultId}`
  return {
    npv: (variant) => named(`${variant}.npv`),
    oneTime: (variant) => named(`${variant}.one-time`),
    year: (variant, index) => named(`${variant}.year.${index}`),
    flow: (variant, flow, index) => named(`${variant}.flow.${flow}.${index}`),
    annual: (variant, side, head) => named(`${variant}.annual.${side}.${head}`),
    indicator: (variant, name) => named(`${variant}.indicator.${name}`),
  }
}
