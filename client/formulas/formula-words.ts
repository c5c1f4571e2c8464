import type { FormulaInput } from '#models/formulas/formula-set.ts'
import type { FormulaVersionState, FormulaVersionView } from '#models/formulas/formula.views.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

export const stateText: Readonly<Record<FormulaVersionState, TextKey>> = {
  shipped: 'formulas.stateShipped',
  proposed: 'formulas.stateProposed',
  approved: 'formulas.stateApproved',
  returned: 'formulas.stateReturned',
  withdrawn: 'formulas.stateWithdrawn',
}
export const stateTone: Readonly<Record<FormulaVersionState, Tone>> = {
  shipped: 'none',
  proposed: 'warn',
  approved: 'ok',
  returned: 'bad',
  withdrawn: 'none',
}

export const originText: Readonly<Record<FormulaInput['kind'], TextKey>> = {
  quantity: 'formulas.kindQuantity',
  price: 'formulas.kindPrice',
  assumption: 'formulas.kindAssumption',
  constant: 'formulas.kindConstant',
  share: 'formulas.kindShare',
}

/** Who proposed a version and who answered, a line each. */
export function peopleWords(version: FormulaVersionView): readonly string[] {
  const { state, proposedBy, proposedAt, decidedBy, decidedAt } = version
  if (proposedBy === null || proposedAt === null) return []
  const proposed = t('formulas.proposedBy', { who: proposedBy, at: fmt.date(proposedAt) })
  if (decidedBy === null || decidedAt === null) return [proposed]
  const key: TextKey =
    state === 'approved' ? 'formulas.approvedBy' : state === 'returned' ? 'formulas.returnedBy' : 'formulas.withdrawnBy'
  return [proposed, t(key, { who: decidedBy, at: fmt.date(decidedAt) })]
}

/** For whom a version stands: its body, or everyone while it is the shipped one. */
export function bodyWords(version: Pick<FormulaVersionView, 'body'>): string {
  return version.body === null ? t('formulas.shippedFor') : t('formulas.bodyVersion', { body: version.body })
}
