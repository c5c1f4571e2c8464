import type { QuestionnaireState } from '#models/strategies/answers.ts'
import type { Risk } from '#models/strategies/questionnaire.views.ts'
import type { StrategyFactUse, StrategyRuleOutcome } from '#models/strategies/seven-r.ts'
import type { ScoreGap } from '#models/strategies/strategies.views.ts'
import type { Quadrant, TimeSettings } from '#models/strategies/time.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

export const resultText: Readonly<Record<StrategyRuleOutcome['result'], TextKey>> = {
  decides: 'strategies.decides',
  waiting: 'strategies.waiting',
  true: 'strategies.resultTrue',
  false: 'strategies.resultFalse',
  unknown: 'strategies.resultUnknown',
}
export const resultTone: Readonly<Record<StrategyRuleOutcome['result'], Tone>> = {
  decides: 'ok',
  waiting: 'none',
  true: 'ok',
  false: 'mit',
  unknown: 'none',
}

const quadrantText: Readonly<Record<Quadrant | 'innovate', TextKey>> = {
  tolerate: 'strategies.tolerate',
  invest: 'strategies.invest',
  innovate: 'strategies.innovate',
  migrate: 'strategies.migrate',
  eliminate: 'strategies.eliminate',
}
/** The name of a quadrant; the high-high one is called as the installation says. */
export function quadrantWord(quadrant: Quadrant, settings: Pick<TimeSettings, 'highHigh'>): string {
  return t(quadrantText[quadrant === 'invest' ? settings.highHigh : quadrant])
}

export const progressLook: Readonly<Record<QuestionnaireState, { readonly tone: Tone; readonly text: TextKey }>> = {
  'not-started': { tone: 'none', text: 'strategies.stateNotStarted' },
  draft: { tone: 'warn', text: 'strategies.stateDraft' },
  inherited: { tone: 'mit', text: 'strategies.stateInherited' },
  completed: { tone: 'ok', text: 'strategies.stateCompleted' },
}
export const riskLook: Readonly<Record<Risk, { readonly tone: Tone; readonly text: TextKey }>> = {
  red: { tone: 'bad', text: 'strategies.riskRed' },
  yellow: { tone: 'warn', text: 'strategies.riskYellow' },
  green: { tone: 'ok', text: 'strategies.riskGreen' },
  unknown: { tone: 'none', text: 'strategies.riskUnknown' },
}

/** A fact as a rule used it, in one line. */
export function factWords(use: StrategyFactUse): string {
  const label = said(use.label)
  if (use.contested.length > 0)
    return t('strategies.factContested', {
      label,
      values: use.contested.map((one) => `${said(one.said)}, ${said(one.source)}`).join(' ; '),
    })
  if (use.said === null) return t('strategies.factUnknown', { label })
  return t('strategies.factKnown', { label, value: said(use.said) })
}

/** Why a score has no figure. */
export function scoreGapWords(gap: ScoreGap): string {
  if (gap === 'formula-refused') return t('strategies.gapFormula')
  if (gap === 'not-a-number') return t('strategies.gapNumber')
  if (gap === 'out-of-scale') return t('strategies.gapScale')
  return t('strategies.gapMissing', { name: gap.slice('missing:'.length) })
}

/** Chance as a percentage, without a decimal that nobody can know. */
export function chanceWords(chance: number): string {
  return fmt.percent(100 * chance, 0)
}
