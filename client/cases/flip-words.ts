import type { CaseResult, SwitchboardColumn } from '#models/cases/case.schemas.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { decisionName } from './case-words.ts'

/** Labels of assumptions as the result knows them: from its bars and from the vendors' effects. */
export function assumptionLabel(result: CaseResult, name: string): string {
  const known =
    result.variants.flatMap(({ tornado }) => tornado).find((one) => one.name === name) ??
    result.switchboard.flatMap(({ effects }) => effects).find((one) => one.name === name)
  return known === undefined ? name : said(known.label)
}

const named = (result: CaseResult, names: readonly string[]) =>
  fmt.list(names.map((name) => t('cases.quoted', { text: assumptionLabel(result, name) })))

/** The fewest of our own assumptions that change the decision, in one sentence. */
export function flipSentence(result: CaseResult): string {
  const { ownFlip } = result
  if (ownFlip.kind === 'none') return t('cases.ownFlipNone')
  return t('cases.ownFlip', {
    count: ownFlip.names.length,
    names: named(result, ownFlip.names),
    decision: decisionName(ownFlip.decision, result.variants),
    proof: t(ownFlip.isSmallest ? 'cases.flipProved' : 'cases.flipNotProved'),
  })
}

/** The same of a vendor's defaults: all of them together, and the fewest that do it. */
export function vendorFlipSentence(column: SwitchboardColumn, result: CaseResult): string {
  const all = t(column.decision === result.decision ? 'cases.vendorSame' : 'cases.vendorOther', {
    count: column.effects.length,
    owner: column.owner,
    decision: decisionName(column.decision, result.variants),
  })
  const { flip } = column
  if (flip.kind === 'none') return `${all} ${t('cases.vendorFlipNone')}`
  return `${all} ${t('cases.vendorFlip', {
    count: flip.names.length,
    names: named(result, flip.names),
    decision: decisionName(flip.decision, result.variants),
    proof: t(flip.isSmallest ? 'cases.flipProved' : 'cases.flipNotProved'),
  })}`
}
