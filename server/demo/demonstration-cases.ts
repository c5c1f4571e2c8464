import type { NewCase } from '#models/cases/case.schemas.ts'
import { noCostFacts } from '#models/cost/cost-facts.ts'
import { daysAfter } from '#models/shared/day.ts'
import { fiscalYearOf } from '#models/waves/fiscal-year.ts'
import type { Reach } from '#server/access/reach.ts'
import { caseJob } from '#server/cases/case-job.ts'
import { createCase } from '#server/cases/cases.usecases.ts'
import { stateAssumptions } from '#server/costs/assumptions.usecases.ts'
import { stateCostFacts } from '#server/costs/costs.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { waveList } from '#server/waves/waves.usecases.ts'
import type { DemoDeps } from './demonstration-chronicle.ts'
import type { ReachAs } from './demonstration-classification.ts'

/**
 * Two business cases of the finance officer, computed as things stand today: a wave on the point of moving, compared at three places, and a
 * whole body. Some workloads have costs stated beyond their inventory, and a body its own discount rate: all fictitious.
 */
export async function makeCases(deps: DemoDeps, reach: ReachAs): Promise<void> {
  const finance = reach('finance-officer')
  const today = todayOf(deps.clock)
  const baseYear = fiscalYearOf(today).year
  const [wave] = await waveList(deps, finance, { body: 'MRP', limit: 1 }, { today, editable: [] })
  await stateSomeFacts(deps, finance, today)
  await stateAssumptions(deps, finance, 'MRP', 0, {
    reason: 'Taux retenu par la direction des finances (fictif).',
    overrides: [
      {
        name: 'discountRate',
        low: 0.035,
        likely: 0.045,
        high: 0.06,
        reference: 'Note fictive de la direction des finances',
        status: 'estimate',
      },
    ],
  })
  const shared = { baseYear, basis: 'nominal' as const }
  if (wave !== undefined)
    await opened(deps, finance, {
      ...shared,
      body: 'MRP',
      title: `${wave.name} : trois lieux comparés (fictif)`,
      selection: { kind: 'wave', wave: wave.code },
      years: 10,
      defaultDates: null,
      variants: [
        { label: 'Option retenue', place: { kind: 'chosen' }, term: 'on-demand' },
        { label: 'AWS Montréal', place: { kind: 'option', option: 'aws.ca-central-1' }, term: 'on-demand' },
        { label: 'Google Montréal', place: { kind: 'option', option: gcpMontreal }, term: 'on-demand' },
      ],
    })
  await opened(deps, finance, {
    ...shared,
    body: 'MVR',
    title: 'Quitter le centre hérité d’ici deux ans (fictif)',
    selection: { kind: 'body' },
    years: 10,
    defaultDates: {
      startsOn: daysAfter(today, 240),
      cutsOverOn: daysAfter(today, 420),
      decommissionsOn: daysAfter(today, 540),
    },
    variants: [
      { label: 'Option retenue', place: { kind: 'chosen' }, term: 'on-demand' },
      { label: 'Google Montréal', place: { kind: 'option', option: gcpMontreal }, term: 'on-demand' },
    ],
  })
}

const gcpMontreal = 'gcp.northamerica-northeast1'

async function opened(deps: DemoDeps, finance: Reach, asked: NewCase): Promise<void> {
  const { code } = await createCase(deps, finance, asked)
  const { signal } = new AbortController()
  await caseJob({ ...deps, reach: finance, signal, progress: () => undefined }, { code })
}

async function stateSomeFacts(deps: DemoDeps, finance: Reach, today: string): Promise<void> {
  const costs = { ...deps, reassess: () => Promise.resolve() }
  const state = (code: string, facts: Partial<typeof noCostFacts>) =>
    stateCostFacts(costs, finance, code, { facts: { ...noCostFacts, ...facts }, reference: 'Contrat fictif' })
  await state('CH-000017', { egressGbPerMonth: 0, labourHoursPerYear: 40 })
  await state('CH-000018', {
    leaseCadPerYear: 4_800,
    leaseEndsOn: daysAfter(today, 900),
    residualCad: 600,
    bookValueCad: 5_200,
  })
  await state('CH-000184', { refreshCad: 22_000, refreshOn: daysAfter(today, 700), refreshEveryYears: 5 })
}
