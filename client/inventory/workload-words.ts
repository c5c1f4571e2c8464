import type { CurrentCostView, Environment, Strategy } from '#models/inventory/workload.views.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'

const environmentText: Readonly<Record<Environment, TextKey>> = {
  production: 'portfolio.production',
  recovery: 'portfolio.recovery',
  test: 'portfolio.test',
}
const strategyText: Readonly<Record<Strategy, TextKey>> = {
  rehost: 'portfolio.rehost',
  replatform: 'portfolio.replatform',
  repurchase: 'portfolio.repurchase',
  refactor: 'portfolio.refactor',
  relocate: 'portfolio.relocate',
  retire: 'portfolio.retire',
  retain: 'portfolio.retain',
}
const costKindText: Readonly<Record<CurrentCostView['kind'], TextKey>> = {
  imported: 'workload.costImported',
  typed: 'workload.costTyped',
  'approved-estimate': 'workload.costEstimate',
}

export function environmentWord(environment: Environment): string {
  return t(environmentText[environment])
}

export function strategyWord(strategy: Strategy): string {
  return t(strategyText[strategy])
}

export function costKindWord(kind: CurrentCostView['kind']): string {
  return t(costKindText[kind])
}
