/** A budget that the provider keeps; amounts are decimal text in its currency. Null is not told. */
export type ProviderBudget = {
  readonly name: string
  readonly amount: string
  readonly currency: string
  readonly grain: 'month' | 'quarter' | 'year'
  /** Months from and to which it runs. */
  readonly from: string | null
  readonly to: string | null
  /** It watches a part of what is billed: a filter, which the bill is not held against. */
  readonly isPart: boolean
  /** What the provider says is spent and will be, in the period under way when it was asked. */
  readonly spent: string | null
  readonly forecast: string | null
}

/** Hours of a reservation in a month, decimal text. */
export type ReservationUse = {
  readonly reservation: string
  readonly order: string
  readonly sku: string
  readonly month: string
  readonly reservedHours: string
  readonly usedHours: string
}

/** What a provider answered beside a bill, as kept. */
export type BillAside = {
  readonly month: string
  /** Sources of which it was asked. */
  readonly sources: readonly string[]
  readonly budgets: readonly ProviderBudget[]
  readonly reservations: readonly ReservationUse[]
  /** Records that are neither, or that do not read. */
  readonly unread: number
}

export type BudgetState = 'over' | 'forecast-over' | 'within' | 'unknown'

/** A budget beside what was spent: what the bill of the month says, or what the provider does when the bill cannot. */
export type BudgetView = Omit<ProviderBudget, 'spent'> & {
  readonly spent: string | null
  readonly basis: 'bill' | 'provider'
  readonly left: string | null
  readonly state: BudgetState
}

export type ReservationView = ReservationUse & {
  readonly unusedHours: string
  /** Used over reserved, 0 to 1; null when nothing was reserved. */
  readonly utilisation: number | null
  /** Effective cost of what was not used, as the bill says; null when the bill names no such commitment. */
  readonly unusedCost: string | null
  readonly currency: string
  /** Id under which that cost opens. */
  readonly unusedCostFigure: string | null
}

export type BillAsideView = {
  readonly delivery: string
  readonly fetchedAt: string
  readonly budgets: readonly BudgetView[]
  readonly reservations: readonly ReservationView[]
  readonly unread: number
}
