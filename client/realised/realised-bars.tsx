import { For, type JSX, Show } from 'solid-js'
import type { AmountView, ReferenceBars } from '#models/realised/realised.views.ts'
import type { RealisedTerm } from '#models/realised/realised-figure.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { type OpeningOf, openingId } from './opening.ts'
import { amountText, reasonText, reasonsText } from './realised-words.ts'
import './realised.css'

const gapText: Readonly<Record<string, TextKey>> = {
  'not-approved': 'realised.adjustmentNotApproved',
  'approved-by-its-author': 'realised.adjustmentOwn',
  'no-evidence': 'realised.adjustmentNoEvidence',
}

/** An amount with its bar, on the scale of the largest; steps stand where the amount before them ended. */
function Bar(props: {
  name: JSX.Element
  look: string
  from: number
  to: number
  most: number
  children: JSX.Element
}) {
  const share = (value: number) => `${(100 * Math.max(0, value)) / Math.max(1, props.most)}%`
  return (
    <>
      <dt>{props.name}</dt>
      <dd>
        <i
          class={props.look}
          aria-hidden="true"
          style={{
            'margin-left': share(Math.min(props.from, props.to)),
            width: share(Math.abs(props.to - props.from)),
          }}
        />
        <b>{props.children}</b>
      </dd>
    </>
  )
}

const centsOf = (amount: AmountView) => (amount.kind === 'known' ? Number(amount.cad) : 0)
const step = (cad: string) => (Number(cad) > 0 ? `+${fmt.money(cad)}` : fmt.money(cad))

/** An adjustment over the months that it covers, from what was approved of it. */
function adjustmentDerivation(one: ReferenceBars['adjustments'][number]): Derivation {
  return {
    name: 'adjustment',
    label: one.label,
    value: Number(one.cad),
    unit: 'CAD',
    formula: 'monthly * months',
    inputs: [
      {
        name: 'monthly',
        label: { fr: 'Par mois', en: 'A month' },
        value: Number(one.monthlyCad),
        unit: 'CAD',
        inputs: [],
        source: { kind: 'statement', by: one.approvedBy ?? '', at: one.from, reference: one.evidence ?? '' },
      },
      {
        name: 'months',
        label: { fr: 'Mois fermés couverts', en: 'Closed months covered' },
        value: one.months,
        unit: 'month',
        inputs: [],
        source: { kind: 'calculation', formula: 'closed months', version: one.from },
      },
    ],
  }
}

/** Reference, indexation, what was added or removed, adjusted reference, measured cost, benefit: each opens. */
export function RealisedBars(props: { readonly bars: ReferenceBars; readonly of: OpeningOf }) {
  const reference = () => Number(props.bars.referenceCad)
  const volume = () => reference() + Number(props.bars.volumeCad)
  const indexed = () => volume() + Number(props.bars.indexationCad)
  const adjusted = () => centsOf(props.bars.adjusted)
  const measured = () => centsOf(props.bars.measured)
  const most = () => Math.max(reference(), volume(), indexed(), adjusted(), measured())
  const counted = () => props.bars.adjustments.filter(({ counts }) => counts)
  const leftOut = () => props.bars.adjustments.filter(({ counts }) => !counts)
  const told = (amount: AmountView, label: TextKey) => (
    <Figure id={amount.figure} label={t(label)}>
      {amountText(amount)}
    </Figure>
  )
  const opened = (term: RealisedTerm, label: string, text: string) => (
    <Figure id={openingId(props.of, term)} label={label}>
      {text}
    </Figure>
  )
  return (
    <Show
      when={props.bars.months > 0}
      fallback={
        <p class="hint">
          {props.bars.benefit.kind === 'unknown'
            ? reasonsText(props.bars.benefit.reasons)
            : reasonText('nothing-measured')}
        </p>
      }
    >
      <dl class="rl-bars">
        <Bar name={t('realised.reference')} look="rl-b-plan" from={0} to={reference()} most={most()}>
          {opened('reference', t('realised.reference'), fmt.money(props.bars.referenceCad))}
        </Bar>
        <Show when={Number(props.bars.volumeCad) !== 0}>
          <Bar name={t('realised.volume')} look="rl-b-index" from={reference()} to={volume()} most={most()}>
            {opened('bridge-baseline-volume', t('realised.volume'), step(props.bars.volumeCad))}
          </Bar>
        </Show>
        <Show when={Number(props.bars.indexationCad) !== 0}>
          <Bar name={t('realised.indexation')} look="rl-b-index" from={volume()} to={indexed()} most={most()}>
            {opened('bridge-baseline-index', t('realised.indexation'), step(props.bars.indexationCad))}
          </Bar>
        </Show>
        <For each={counted()}>
          {(one) => (
            <Bar
              name={said(one.label)}
              look={Number(one.cad) < 0 ? 'rl-b-down' : 'rl-b-index'}
              from={indexed()}
              to={indexed() + Number(one.cad)}
              most={most()}
            >
              <Figure id={() => adjustmentDerivation(one)} label={said(one.label)}>
                {step(one.cad)}
              </Figure>
            </Bar>
          )}
        </For>
        <Bar name={<b>{t('realised.adjusted')}</b>} look="rl-b-real" from={0} to={adjusted()} most={most()}>
          {told(props.bars.adjusted, 'realised.adjusted')}
        </Bar>
        <Bar name={t('realised.measured')} look="rl-b-cost" from={0} to={measured()} most={most()}>
          {told(props.bars.measured, 'realised.measured')}
        </Bar>
        <Show when={Number(props.bars.elsewhereCad) !== 0}>
          <Bar
            name={t('realised.elsewhereLabel')}
            look="rl-b-down"
            from={measured()}
            to={measured() + Number(props.bars.elsewhereCad)}
            most={most()}
          >
            {opened('elsewhere', t('realised.elsewhereLabel'), fmt.money(props.bars.elsewhereCad))}
          </Bar>
        </Show>
        <Bar
          name={<b>{t('realised.benefit')}</b>}
          look={centsOf(props.bars.benefit) < 0 ? 'rl-b-down' : 'rl-b-up'}
          from={measured()}
          to={adjusted()}
          most={most()}
        >
          {told(props.bars.benefit, 'realised.benefit')}
        </Bar>
      </dl>
      <p class="hint">
        {t('realised.overMonths', { count: props.bars.months, countText: fmt.integer(props.bars.months) })}
      </p>
      <For each={leftOut()}>
        {(one) => (
          <p class="hint">
            {t('realised.leftOut', { name: said(one.label), amount: step(one.cad) })}{' '}
            {t(gapText[one.gap ?? ''] ?? 'realised.adjustmentNotApproved')}
          </p>
        )}
      </For>
    </Show>
  )
}
