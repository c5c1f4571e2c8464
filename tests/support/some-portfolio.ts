import { systemReach } from '#server/access/reach.ts'
import { assessWorkloads } from '#server/assessment/assessment.usecases.ts'
import { stateCurrentCost } from '#server/inventory/inventory.usecases.ts'
import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import {
  aWorkload,
  classified,
  plainRecord,
  withCatalogue,
  withLevels,
} from '#tests/server/decisions/some-workloads.ts'
import { hostileTexts } from './some-papers.ts'
import type { TestApp } from './test-app.ts'

/** Met enough for a public region to come first, so that the best option has a price. */
const opened: ClassificationRecord = {
  ...plainRecord,
  obligationsMet: [
    'key_strategy.recorded',
    'exit.plan',
    'export.tested',
    'dependency.list',
    'cutoff_scenario.rehearsed',
    'justification.foreign_choice',
    'cost_gap.recorded',
  ],
}

/**
 * A small portfolio judged and priced: in `MSC` three workloads classified, of which one has a current cost, and one that is not; in `MRP`
 * one, with a name that would do harm if it were taken for markup.
 */
export async function somePortfolio(setup: TestApp): Promise<void> {
  await withCatalogue(setup)
  const manager = await setup.signedIn('portfolio-manager')
  const officer = await setup.signedIn('security-officer')
  const people = { proposer: manager, officer }
  const first = await aWorkload(setup, { name: hostileTexts[0] ?? '' })
  await classified(people, first.code, opened)
  const everywhere = () => systemReach({ bodies: [...setup.bodies.values()], requestId: 'test' })
  const cost = { amountCad: '12345.67', period: '2025-2026', reference: 'Grand livre' }
  await stateCurrentCost(setup, everywhere(), first.code, cost)
  const second = await aWorkload(setup, { name: hostileTexts[3] ?? '', servers: 2 })
  await classified(people, second.code, opened)
  const closed = await aWorkload(setup, { name: 'Coffre' })
  await classified(people, closed.code, withLevels(4, 4, 4))
  await aWorkload(setup, { name: 'Sans fiche' })
  await aWorkload(setup, { name: hostileTexts[5] ?? '', body: 'MRP' })
  await assessWorkloads(setup, everywhere())
}
