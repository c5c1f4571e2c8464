import {
  type AssumptionsView,
  assumptionStatuses,
  type BodyAssumptions,
} from '#models/assumptions/assumptions.views.ts'
import { said } from '#client/i18n/i18n.ts'

export type StatedAssumption = BodyAssumptions['overrides'][number]

/** A body's own values as it stated them: what a new version is made from, since each holds them all. */
export function statedAssumptions(view: Pick<AssumptionsView, 'own'>): readonly StatedAssumption[] {
  return view.own.map((one) => ({
    name: one.name,
    low: one.low ?? one.value,
    likely: one.value,
    high: one.high ?? one.value,
    reference: said(one.asPublished),
    status: assumptionStatuses.find((status) => status === one.status) ?? 'unverified',
  }))
}
