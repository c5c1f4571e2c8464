import type { CostElement, LedgerField, LedgerKind } from '#models/ledgers/ledger.schemas.ts'
import type { ExtractState } from '#models/ledgers/ledger.views.ts'
import type { TextKey } from '#client/i18n/i18n.ts'

export const elementText: Readonly<Record<CostElement, TextKey>> = {
  hosting: 'ledgers.hosting',
  hardware: 'ledgers.hardware',
  licences: 'ledgers.licences',
  support: 'ledgers.support',
  network: 'ledgers.network',
  energy: 'ledgers.energy',
  backup: 'ledgers.backup',
  security: 'ledgers.security',
  labour: 'ledgers.labour',
  penalties: 'ledgers.penalties',
}
export const kindText: Readonly<Record<LedgerKind, TextKey>> = { actual: 'ledgers.actual', budget: 'ledgers.budget' }
export const stateText: Readonly<Record<ExtractState, TextKey>> = {
  applied: 'ledgers.stateApplied',
  replaced: 'ledgers.stateReplaced',
  undone: 'ledgers.stateUndone',
}
export const fieldText: Readonly<Record<LedgerField, TextKey>> = {
  period: 'ledgers.fieldPeriod',
  costElement: 'ledgers.fieldCostElement',
  amount: 'ledgers.fieldAmount',
  workload: 'ledgers.fieldWorkload',
  account: 'ledgers.fieldAccount',
  fund: 'ledgers.fieldFund',
  kind: 'ledgers.fieldKind',
  currency: 'ledgers.fieldCurrency',
  hours: 'ledgers.fieldHours',
  role: 'ledgers.fieldRole',
  description: 'ledgers.fieldDescription',
  reference: 'ledgers.fieldReference',
}
