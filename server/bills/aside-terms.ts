import { reservationStanding } from '#models/bills/aside.ts'
import type { BudgetView, ReservationUse } from '#models/bills/aside.views.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { budgetsOfMonth } from './aside-views.ts'
import type { KeptAside } from './kept-aside.ts'
import type { MonthFacts } from './month-facts.ts'
import { exact, type Terms, wholeOf } from './month-derivations.ts'

/** Budgets and reservations that the provider answered beside the bill, as the derivations that they open to. */
export function addAside(terms: Terms, facts: MonthFacts): void {
  const { aside } = facts
  if (aside === undefined) return
  for (const budget of budgetsOfMonth(facts)) addBudget(terms, facts, budget, aside)
  for (const use of aside.aside.reservations) addReservation(terms, use, aside)
}

/** What the provider said, with when it was asked. */
function said(
  { fetchedAt, fileName }: KeptAside,
  told: {
    readonly name: string
    readonly label: Bilingual
    readonly text: string
    readonly unit: string
    readonly field: string
  },
): Derivation {
  const { field, label, name, text, unit } = told
  const source = { kind: 'data', file: fileName, reference: `${field}, ${fetchedAt.slice(0, 10)}` } as const
  return { name, label, value: Number(text), unit, inputs: [], source }
}

function addBudget(terms: Terms, { current }: MonthFacts, budget: BudgetView, aside: KeptAside): void {
  const { currency: unit, name } = budget
  const amount = said(aside, {
    name: 'amount',
    label: { fr: `Budget ${name}`, en: `Budget ${name}` },
    text: budget.amount,
    unit,
    field: 'amount',
  })
  terms.set(`budget-amount-${name}`, amount)
  if (budget.spent === null || budget.left === null) return
  const spent: Derivation =
    budget.basis === 'bill' && current !== undefined
      ? { ...wholeOf(current, 'billed'), name: 'spent' }
      : said(aside, {
          name: 'spent',
          label: { fr: 'Dépensé, selon le fournisseur', en: 'Spent, as the provider says' },
          text: budget.spent,
          unit,
          field: 'currentSpend',
        })
  terms.set(`budget-spent-${name}`, spent)
  terms.set(`budget-left-${name}`, {
    name: 'left',
    label: { fr: `Reste du budget ${name}`, en: `Left of the budget ${name}` },
    value: Number(budget.left),
    unit,
    formula: exact('amount - spent'),
    inputs: [amount, spent],
  })
}

function addReservation(terms: Terms, use: ReservationUse, aside: KeptAside): void {
  const { reservation } = use
  const { unusedHours, utilisation } = reservationStanding(use)
  const hours = (name: string, fr: string, en: string, text: string) =>
    said(aside, {
      name,
      label: { fr: `${fr}, ${reservation}`, en: `${en}, ${reservation}` },
      text,
      unit: 'h',
      field: `${name}Hours`,
    })
  const reserved = hours('reserved', 'Heures réservées', 'Hours reserved', use.reservedHours)
  const used = hours('used', 'Heures utilisées', 'Hours used', use.usedHours)
  terms.set(`reservation-reserved-${reservation}`, reserved).set(`reservation-used-${reservation}`, used)
  terms.set(`reservation-unused-${reservation}`, {
    name: 'unused',
    label: { fr: `Heures inutilisées, ${reservation}`, en: `Hours not used, ${reservation}` },
    value: Number(unusedHours),
    unit: 'h',
    formula: 'reserved > used ? reserved - used : 0',
    inputs: [reserved, used],
  })
  if (utilisation === null) return
  terms.set(`reservation-utilisation-${reservation}`, {
    name: 'utilisation',
    label: { fr: `Utilisation, ${reservation}`, en: `Utilisation, ${reservation}` },
    value: utilisation * 100,
    unit: '%',
    formula: 'used / reserved * 100',
    inputs: [used, reserved],
  })
}
