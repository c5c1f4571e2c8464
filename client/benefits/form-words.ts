import type { RowsFault } from '#models/benefits/pasted-rows.ts'
import type { BaselineModel, Curve, Measure } from '#models/benefits/register.schemas.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import type { Act } from '#client/ui/act.ts'

export const frequencyText: Readonly<Record<Measure['frequency'], TextKey>> = {
  monthly: 'benefits.monthly',
  quarterly: 'benefits.quarterly',
  'half-yearly': 'benefits.halfYearly',
  yearly: 'benefits.yearly',
  once: 'benefits.once',
}
export const curveText: Readonly<Record<Curve['kind'], TextKey>> = {
  step: 'benefits.curveStep',
  ramp: 'benefits.curveRamp',
  s: 'benefits.curveS',
  'ramp-hold-decay': 'benefits.curveDecay',
}
export const baselineKindText: Readonly<Record<BaselineModel['kind'], TextKey>> = {
  value: 'benefits.modelValue',
  'unit-rates': 'benefits.modelUnitRates',
  regression: 'benefits.modelRegression',
}

const rowsFaultText: Readonly<Record<RowsFault, TextKey>> = {
  columns: 'benefits.faultColumns',
  element: 'benefits.faultElement',
  number: 'benefits.faultNumber',
  key: 'benefits.faultKey',
  'index-without-base': 'benefits.faultIndex',
  month: 'benefits.faultMonth',
  nothing: 'benefits.faultNothing',
}
/** What is wrong with rows as pasted, at its line. */
export const faultWords = ({ line, fault }: { readonly line: number; readonly fault: RowsFault }): string =>
  t('benefits.rowFault', { line, fault: t(rowsFaultText[fault]) })

/** A number as people type it, a comma for the decimals or a point; not a number when it is not one. */
export const numberOf = (text: string): number =>
  text.trim() === '' ? Number.NaN : Number(text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.'))

export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)

/** An optional text: left empty, it is not stated. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text)

export const choices = <V extends string>(texts: Readonly<Record<V, TextKey>>, values: readonly V[]) =>
  values.map((value) => ({ value, text: t(texts[value]) }))

/** A share is typed in percent and kept as a part of the whole: what is wrong with it is told in percent. */
export const shareError = (act: Act): string | undefined =>
  act.problem()?.code === 'invalid-request' && act.errorAt('/share') !== undefined
    ? t('benefits.shareBounds')
    : act.errorAt('/share')
