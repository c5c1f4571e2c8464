import type { AllocationRule } from '#models/allocation/allocation.schemas.ts'
import { fiscalYear, fiscalYearOf } from '#models/waves/fiscal-year.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import { proposeRuleSet, putRulesInForce, replayJob } from '#server/allocation/rule-sets.usecases.ts'
import { createBudgetEntry } from '#server/ledgers/budget-entries.usecases.ts'
import { shippedAllocation } from '#server/shared/datasets.ts'
import type { BillStory } from './demonstration-bills.ts'
import { versionOf } from './demonstration-classification.ts'

/** Days before today: rules proposed, put in force by another person, budget withdrawn, the next rules left to be decided. */
const proposedDaysAgo = 214
const approvedDaysAgo = 207
const withdrawnDaysAgo = 200
const nextDaysAgo = 4

/** What is taken out of the fund of two bodies each year since they moved: fictitious. */
const withdrawn = [
  { body: 'MEF', amountCad: '18000.00' },
  { body: 'MRP', amountCad: '42000.00' },
] as const

const landingZone: AllocationRule = {
  id: 'socle-commun',
  nameFr: 'La zone d’accueil commune se partage selon le coût direct',
  nameEn: 'The common landing zone is shared by direct cost',
  match: 'all',
  conditions: [{ on: 'tag', key: 'socle', how: 'is', values: ['commun'] }],
  target: { kind: 'direct-cost', over: { kind: 'body', body: 'GOUV' } },
}

const testMachines: AllocationRule = {
  id: 'machines-essai',
  nameFr: 'Les machines d’essai restent à la charge du centre',
  nameEn: 'Test machines stay with the centre',
  match: 'all',
  conditions: [{ on: 'subAccount', how: 'is', values: ['fictif-essais'] }],
  target: {
    kind: 'leave',
    becauseFr: 'Machine d’essai sans étiquette : aucune charge de travail ne l’utilise.',
    becauseEn: 'Untagged test machine: no workload uses it.',
  },
}

const unusedCommitment: AllocationRule = {
  id: 'engagement-inutilise',
  nameFr: 'L’engagement inutilisé se partage selon le coût direct',
  nameEn: 'Unused commitment is shared by direct cost',
  match: 'all',
  // What is used bears the tag of its workload: a rule above took it.
  conditions: [
    { on: 'commitment', how: 'is', values: ['fictif/engagement/1'] },
    { on: 'chargeCategory', how: 'is', values: ['Usage'] },
  ],
  target: { kind: 'direct-cost', over: { kind: 'body', body: 'GOUV' } },
}

/**
 * What the portfolio made of its bills: rules that share what all use and say why a machine is left, in force by another person; the next
 * ones, that wait; and the budget that finance withdrew from two funds.
 */
export function allocateOverMonths({ deps, reach, chronicle }: BillStory): void {
  const [manager, finance] = [reach('portfolio-manager'), reach('finance-officer')]
  const inForce = [...shippedAllocation().rules, landingZone, testMachines]
  const proposed = chronicle.moment(proposedDaysAgo)
  chronicle.at(proposed, async () => {
    const { id, etag } = await proposeRuleSet(deps, manager, {
      body: 'GOUV',
      rules: inForce,
      reason:
        'Partager la zone d’accueil fictive entre ceux qui l’utilisent, et dire pourquoi la machine d’essai reste.',
    })
    chronicle.at(chronicle.moment(approvedDaysAgo, proposed), async () => {
      const reason = 'Le partage suit le coût direct, comme convenu dans la démonstration.'
      await putRulesInForce(deps, finance, { id, expected: versionOf({ etag }), reason })
      const { id: bodyId } = await bodyInReach(deps, finance, 'GOUV')
      const context = { ...deps, reach: finance, signal: new AbortController().signal, progress: () => undefined }
      await replayJob(context, { bodyId, ruleSetId: id })
    })
  })
  chronicle.at(chronicle.moment(withdrawnDaysAgo), async () => {
    const { year } = fiscalYearOf(chronicle.dayFromToday(0))
    for (const { label, startsOn } of [fiscalYear(year), fiscalYear(year - 1)])
      for (const { body, amountCad } of withdrawn)
        await createBudgetEntry(deps, finance, {
          body,
          fund: 'FONDS-TI',
          fiscalYear: label,
          amountCad,
          effectiveOn: startsOn,
          reference: `Décision budgétaire fictive ${body}-${label}`,
        })
  })
  chronicle.at(chronicle.moment(nextDaysAgo), () =>
    proposeRuleSet(deps, manager, {
      body: 'GOUV',
      rules: [...inForce, unusedCommitment],
      reason: 'Que la part inutilisée de l’engagement fictif ne reste plus à personne.',
    }),
  )
}
