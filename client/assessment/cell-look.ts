import type { RuleOutcome, RuleResult, Verdict } from '#models/rules/verdict.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { exemptionWords } from '#client/exemptions/exemption-words.ts'
import type { IconName } from '#client/ui/icon.tsx'

type Look = { readonly icon: IconName; readonly tone: string; readonly text: TextKey; readonly rank: number }

/** What a cell looks like; `rank` puts what decides first. */
const looks: Readonly<Record<RuleResult, Look>> = {
  forbid: { icon: 'vbad', tone: 'bad', text: 'assessment.cellForbid', rank: 0 },
  'open-require': { icon: 'vwarn', tone: 'warn', text: 'assessment.cellRequire', rank: 1 },
  'open-mitigation': { icon: 'vmit', tone: 'mit', text: 'assessment.cellMitigation', rank: 2 },
  undetermined: { icon: 'vnone', tone: 'none', text: 'assessment.cellUndetermined', rank: 3 },
  audit: { icon: 'log', tone: 'muted', text: 'assessment.cellAudit', rank: 4 },
  exempted: { icon: 'flag', tone: 'muted', text: 'assessment.cellExempted', rank: 5 },
  met: { icon: 'vok', tone: 'ok', text: 'assessment.cellMet', rank: 6 },
  pass: { icon: 'vok', tone: 'ok', text: 'assessment.cellPass', rank: 7 },
  off: { icon: 'stop', tone: 'muted', text: 'assessment.cellOff', rank: 8 },
}

export function cellLook(result: RuleResult): Look {
  return looks[result]
}

/** The rule's word alone: « Interdit », « À l’essai : interdit », « Par dérogation DE-0004 jusqu’au 2027-03-31 ». */
export function resultWord(rule: RuleOutcome): string {
  const byExemption = exemptionWords(rule)
  if (byExemption !== undefined) return byExemption
  if (rule.result !== 'audit') return t(looks[rule.result].text)
  const shadow = rule.shadow ?? 'pass'
  return t('assessment.cellAudit', { word: t(looks[shadow].text).toLowerCase() })
}

/** One to three words in the cell: what is missing or what weighs, else the rule's word. */
export function cellWords(rule: RuleOutcome): string {
  if (rule.exemption !== undefined)
    return t('exemptions.untilShort', { code: rule.exemption.code, date: rule.exemption.endsOn })
  const unknownFact = rule.facts.find((fact) => fact.value === undefined)
  const unknownObligation = rule.obligations.find((one) => one.state === 'unknown')
  const open = rule.obligations.find((one) => one.state === 'open') ?? unknownObligation
  if (rule.result === 'undetermined') {
    const missing = unknownFact?.label ?? unknownObligation?.label
    return missing === undefined ? resultWord(rule) : t('assessment.cellMissing', { fact: said(missing) })
  }
  if ((rule.result === 'open-require' || rule.result === 'open-mitigation') && open !== undefined)
    return said(open.label)
  return resultWord(rule)
}

export function verdictClass(verdict: Verdict): string {
  return { allow: 'ok', 'allow-with-mitigation': 'mit', require: 'warn', forbid: 'bad', undetermined: 'none' }[verdict]
}

/** A rule that passes everywhere is not worth a row at first sight. */
export function saysSomething(result: RuleResult): boolean {
  return looks[result].rank <= looks.exempted.rank
}
