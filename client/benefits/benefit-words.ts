import type { RealisingGap } from '#models/benefits/invariants.ts'
import type { Gate, LifeState, MapLayer, Profile } from '#models/benefits/register.schemas.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

export const typeText: Readonly<Record<Profile['type'], TextKey>> = {
  cashable: 'benefits.typeCashable',
  'cost-avoidance': 'benefits.typeAvoidance',
  efficiency: 'benefits.typeEfficiency',
  revenue: 'benefits.typeRevenue',
  quality: 'benefits.typeQuality',
  'risk-reduction': 'benefits.typeRisk',
  citizen: 'benefits.typeCitizen',
  compliance: 'benefits.typeCompliance',
  qualitative: 'benefits.typeQualitative',
}
export const categoryText: Readonly<Record<Profile['category'], TextKey>> = {
  performance: 'benefits.catPerformance',
  efficiency: 'benefits.catEfficiency',
  security: 'benefits.catSecurity',
  stability: 'benefits.catStability',
  availability: 'benefits.catAvailability',
  modernity: 'benefits.catModernity',
}
export const classText: Readonly<Record<Profile['class'], TextKey>> = {
  economy: 'benefits.classEconomy',
  efficiency: 'benefits.classEfficiency',
  effectiveness: 'benefits.classEffectiveness',
  equity: 'benefits.classEquity',
}
export const lifeText: Readonly<Record<LifeState, TextKey>> = {
  draft: 'benefits.lifeDraft',
  baselined: 'benefits.lifeBaselined',
  'in-delivery': 'benefits.lifeDelivery',
  realising: 'benefits.lifeRealising',
  sustained: 'benefits.lifeSustained',
  closed: 'benefits.lifeClosed',
  abandoned: 'benefits.lifeAbandoned',
  superseded: 'benefits.lifeSuperseded',
}
/** A state says where a benefit stands, not whether it does well: none is green. */
export const lifeTone: Readonly<Record<LifeState, Tone>> = {
  draft: 'none',
  baselined: 'none',
  'in-delivery': 'none',
  realising: 'none',
  sustained: 'none',
  closed: 'none',
  abandoned: 'bad',
  superseded: 'none',
}
export const gapText: Readonly<Record<RealisingGap, TextKey>> = {
  'no-owner': 'benefits.gapOwner',
  'no-outcome-measure': 'benefits.gapMeasure',
  'no-frozen-baseline': 'benefits.gapBaseline',
  'no-source': 'benefits.gapSource',
  'no-finance-counterpart': 'benefits.gapFinance',
}
export const gateVerdictText: Readonly<Record<Gate['verdict'], TextKey>> = {
  passed: 'benefits.gatePassed',
  'with-conditions': 'benefits.gateConditions',
  refused: 'benefits.gateRefused',
}
export const layerText: Readonly<Record<MapLayer, TextKey>> = {
  lever: 'benefits.layerLever',
  change: 'benefits.layerChange',
  intermediate: 'benefits.layerIntermediate',
  end: 'benefits.layerEnd',
  objective: 'benefits.layerObjective',
}

/** A value in the unit of its measure: dollars as money, the rest as they are written. */
export function inUnit(value: number, unit: string): string {
  if (unit === 'CAD') return fmt.money(value)
  if (unit === 'CAD/year') return t('benefits.perYear', { amount: fmt.money(value) })
  if (unit === 'CAD/month') return t('benefits.perMonth', { amount: fmt.money(value) })
  const digits = Number.isInteger(value) ? 0 : 1
  return `${fmt.decimal(value, digits)} ${unit}`
}
