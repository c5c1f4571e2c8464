import { For } from 'solid-js'
import type { Adjustment, Baseline, Handover, Trajectory } from '#models/benefits/register.schemas.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { inUnit } from './benefit-words.ts'
import { baselineKindText, curveText, frequencyText } from './form-words.ts'

type Fact = readonly [name: string, value: string]

/** What is proposed, name by name. */
function Facts(props: { facts: readonly Fact[] }) {
  return (
    <dl class="bn-dl">
      <For each={props.facts}>
        {([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value === '' ? unknownMark : value}</dd>
          </>
        )}
      </For>
    </dl>
  )
}

const span = (from: string, to: string | null) => `${from} → ${to ?? unknownMark}`

/** The rows of a baseline by model, as they were pasted. */
function modelText({ model }: Baseline, unit: string): string {
  if (model.kind === 'value') return inUnit(model.value, unit)
  if (model.kind === 'regression')
    return t('benefits.regressionOf', { months: model.months.length, drivers: fmt.list(model.drivers) })
  return model.elements
    .map(({ element, rateCents, driver, quantity, index }) =>
      [
        `${element} : ${fmt.money(rateCents / 100)} × ${fmt.decimal(quantity, 2)}`,
        driver === null ? '' : `(${driver})`,
        index === null ? '' : `× ${index.measure} / ${fmt.decimal(index.base, 2)}`,
      ]
        .filter(Boolean)
        .join(' '),
    )
    .join(' ; ')
}

export function BaselineFacts(props: { baseline: Baseline; unit: string }) {
  const facts = (): readonly Fact[] => [
    [t('benefits.baselineKind'), t(baselineKindText[props.baseline.model.kind])],
    [t('benefits.baselineValue'), modelText(props.baseline, props.unit)],
    [t('benefits.months'), span(props.baseline.window.from, props.baseline.window.to)],
    [t('benefits.method'), props.baseline.method],
    [t('benefits.evidence'), props.baseline.evidence.join(', ')],
  ]
  return <Facts facts={facts()} />
}

const basisText = (basis: Trajectory['priceBasis']): string => {
  if (basis.kind === 'real') return `${t('benefits.real')}, ${basis.year}`
  return t('benefits.nominal')
}

export function TrajectoryFacts(props: { trajectory: Trajectory; unit: string }) {
  const values = ({ low, mode, high }: { low: number; mode: number; high: number }) =>
    [low, mode, high].map((one) => inUnit(one, props.unit)).join(' · ')
  const facts = (): readonly Fact[] => {
    const { plateau, points, curve, from, to, priceBasis } = props.trajectory
    return [
      ...(plateau === null
        ? points.map((point): Fact => [point.period, values(point)])
        : [[t('benefits.lowModeHigh'), values(plateau)] as const]),
      ...(curve === null ? [] : [[t('benefits.curve'), curveWords(curve)] as const]),
      [t('benefits.months'), span(from, to)],
      ...(priceBasis.kind === 'not-money' ? [] : [[t('benefits.priceBasis'), basisText(priceBasis)] as const]),
    ]
  }
  return <Facts facts={facts()} />
}

function curveWords(curve: NonNullable<Trajectory['curve']>): string {
  const months = (key: TextKey, count: number) => `${t(key).toLocaleLowerCase()} : ${count}`
  return [
    t(curveText[curve.kind]),
    months('benefits.lagMonths', curve.lagMonths),
    'rampMonths' in curve ? months('benefits.rampMonths', curve.rampMonths) : '',
    'holdMonths' in curve ? months('benefits.holdMonths', curve.holdMonths) : '',
    'halfLifeMonths' in curve ? months('benefits.halfLifeMonths', curve.halfLifeMonths) : '',
  ]
    .filter(Boolean)
    .join(', ')
}

export const adjustmentKindText: Readonly<Record<Adjustment['kind'], TextKey>> = {
  routine: 'benefits.adjustmentRoutine',
  'non-routine': 'benefits.adjustmentNonRoutine',
}

export function AdjustmentFacts(props: { adjustment: Adjustment; unit: string }) {
  const facts = (): readonly Fact[] => [
    [t('benefits.adjustmentKind'), t(adjustmentKindText[props.adjustment.kind])],
    [t('benefits.effect'), inUnit(props.adjustment.effect, props.unit)],
    [t('benefits.months'), span(props.adjustment.from, props.adjustment.to)],
    [t('benefits.whatChanged'), props.adjustment.description],
    [t('benefits.evidence'), props.adjustment.evidence.join(', ')],
  ]
  return <Facts facts={facts()} />
}

export function HandoverFacts(props: { handover: Handover }) {
  const facts = (): readonly Fact[] => [
    [t('benefits.handoverFrom'), props.handover.from],
    [t('benefits.handoverTo'), [props.handover.to.role, props.handover.to.unit].filter(Boolean).join(', ')],
    [t('benefits.effectiveOn'), fmt.date(props.handover.effectiveOn)],
    [t('benefits.trackedUntil'), fmt.date(props.handover.endsOn)],
    [t('benefits.frequency'), t(frequencyText[props.handover.frequency])],
    [t('benefits.obligations'), props.handover.obligations],
  ]
  return <Facts facts={facts()} />
}
