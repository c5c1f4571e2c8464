import type { PrivacyFactor, PrivacyState, PrivacyStepId, PrivacyStepState } from '#models/privacy/privacy-file.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

export const stateLook: Readonly<Record<PrivacyState, { readonly tone: Tone; readonly text: TextKey }>> = {
  expired: { tone: 'bad', text: 'privacy.stateExpired' },
  expiring: { tone: 'warn', text: 'privacy.stateExpiring' },
  'to-complete': { tone: 'warn', text: 'privacy.stateToComplete' },
  unknown: { tone: 'none', text: 'privacy.stateUnknown' },
  complete: { tone: 'ok', text: 'privacy.stateComplete' },
  'not-needed': { tone: 'ok', text: 'privacy.stateNotNeeded' },
}

export const stepText: Readonly<Record<PrivacyStepId, TextKey>> = {
  project: 'privacy.stepProject',
  committee: 'privacy.stepCommittee',
  outside: 'privacy.stepOutside',
  factors: 'privacy.stepFactors',
  adequate: 'privacy.stepAdequate',
  agreement: 'privacy.stepAgreement',
  register: 'privacy.stepRegister',
}
/** The text that asks for each step. */
export const stepSource: Readonly<Record<PrivacyStepId, string>> = {
  project: 'A-2.1, art. 63.5',
  committee: 'A-2.1, art. 63.5',
  outside: 'A-2.1, art. 70.1',
  factors: 'A-2.1, art. 70.1',
  adequate: 'A-2.1, art. 70.1',
  agreement: 'A-2.1, art. 70.1',
  register: 'A-2.1, art. 67.3',
}

export const stepLook: Readonly<Record<PrivacyStepState, { readonly tone: Tone; readonly text: TextKey }>> = {
  done: { tone: 'ok', text: 'privacy.done' },
  started: { tone: 'warn', text: 'privacy.started' },
  open: { tone: 'warn', text: 'privacy.open' },
  expired: { tone: 'bad', text: 'privacy.expired' },
  unknown: { tone: 'none', text: 'privacy.unknown' },
}

const factorText: Readonly<Record<PrivacyFactor, TextKey>> = {
  sensitivity: 'classification.factorSensitivity',
  purpose: 'classification.factorPurpose',
  measures: 'classification.factorMeasures',
  legalRegime: 'classification.factorRegime',
}

export function factorWords(factors: readonly PrivacyFactor[]): string {
  return factors.map((factor) => t(factorText[factor])).join(', ')
}
