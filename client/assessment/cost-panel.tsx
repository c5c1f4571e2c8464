import { createMemo, For, Show } from 'solid-js'
import type { AnnualCost } from '#models/cost/cost.schemas.ts'
import type { CurrentCostView, OptionAssessment, WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { PartsLegend } from '#client/ui/charts/chart-legend.tsx'
import { type WhiskerBar, WhiskerBars } from '#client/ui/charts/whisker-bars.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { VerdictMark } from '#client/ui/verdict-mark.tsx'
import { costParts, sumOf } from './cost-parts.ts'
import { CostTable } from './cost-table.tsx'
import { gapCode, gapCodeWords, gapWords } from './gap-words.ts'
import { optionName, optionPlace } from './option-name.ts'
import { isOpen, optionsBestFirst } from './option-order.ts'
import './assessment.css'

export type Priced = { readonly option: OptionAssessment; readonly cost: AnnualCost }

function pricedOptions(options: readonly OptionAssessment[]): readonly Priced[] {
  return options.flatMap((option) =>
    option.annualCostCad.kind === 'known' ? [{ option, cost: option.annualCostCad.value }] : [],
  )
}

function costBar(priced: Priced, isBest: boolean): WhiskerBar {
  const { option, cost } = priced
  const name = optionName(option)
  return {
    label: (
      <VerdictMark verdict={option.verdict.verdict}>
        <span class="nm">
          {said(option.label)} <small>{optionPlace(option)}</small>
        </span>
      </VerdictMark>
    ),
    name,
    look: option.verdict.verdict === 'forbid' ? 'prohibited' : isBest ? 'retained' : 'open',
    parts: costParts.map(({ heads, tone }) => ({ amount: sumOf(cost.parts, heads), tone })),
    interval: cost,
    sayings: [
      `P10 ${fmt.money(cost.p10)}, P50 ${fmt.money(cost.p50)}, P90 ${fmt.money(cost.p90)}`,
      ...costParts.flatMap(({ heads, text }) => {
        const amount = sumOf(cost.parts, heads)
        return amount > 0 ? [`${t(text)} ${fmt.money(amount)}`] : []
      }),
    ],
    total: (
      <Figure id={option.figure} label={t('assessment.costP50', { option: name })}>
        {fmt.thousands(cost.p50)}
      </Figure>
    ),
    figure: option.figure,
  }
}

function todayBar(cad: number, figure: string | undefined, code: string): WhiskerBar {
  return {
    label: t('assessment.today'),
    name: t('assessment.today'),
    look: 'today',
    parts: [{ amount: cad, tone: 6 }],
    sayings: [fmt.money(cad)],
    total: (
      <Figure id={figure} label={t('assessment.currentCost', { code })}>
        {fmt.thousands(cad)}
      </Figure>
    ),
    figure,
  }
}

function PriceOfRules(props: { priced: readonly Priced[] }) {
  const best = () => props.priced.find((one) => isOpen(one.option))
  const cheapest = () =>
    props.priced
      .filter((one) => one.option.verdict.verdict === 'forbid')
      .reduce<Priced | undefined>(
        (least, one) => (least === undefined || one.cost.p50 < least.cost.p50 ? one : least),
        undefined,
      )
  const gap = () => {
    const [open, forbidden] = [best(), cheapest()]
    if (open === undefined || forbidden === undefined) return undefined
    return { amount: open.cost.p50 - forbidden.cost.p50, option: optionName(forbidden.option) }
  }
  return (
    <Show when={gap()}>
      {(it) => (
        <span>
          <b class="strong">{t('assessment.priceOfRulesTitle')}</b>{' '}
          {it().amount > 0
            ? t('assessment.priceOfRules', { amount: `+${fmt.compactMoney(it().amount)}`, option: it().option })
            : t('assessment.noGapToForbidden')}
        </span>
      )}
    </Show>
  )
}

type Unpriced = { readonly why: string; readonly options: readonly OptionAssessment[] }

/** Options by the reasons they have no figure, so that each reason is read once. */
function unpricedByReason(options: readonly OptionAssessment[]): readonly Unpriced[] {
  const byReason = new Map<string, OptionAssessment[]>()
  for (const option of options) {
    if (option.annualCostCad.kind === 'known') continue
    const codes = [...new Set(option.annualCostCad.reasons.map(gapCode))]
    const why = codes.map(gapCodeWords).join(' ; ')
    byReason.set(why, [...(byReason.get(why) ?? []), option])
  }
  return [...byReason]
    .map(([why, those]) => ({ why, options: those }))
    .sort((a, b) => b.options.length - a.options.length)
}

function UnknownOptions(props: { options: readonly OptionAssessment[] }) {
  const detail = (option: OptionAssessment) =>
    option.annualCostCad.kind === 'unknown' ? gapWords(option.annualCostCad.reasons).join(' ; ') : ''
  return (
    <div class="unk">
      <h3>{t('assessment.unknownCosts', { count: props.options.length })}</h3>
      <dl>
        <For each={unpricedByReason(props.options)}>
          {(one) => (
            <>
              <dt>
                {one.why} <b>{fmt.integer(one.options.length)}</b>
              </dt>
              <dd>
                <For each={one.options}>
                  {(option) => (
                    <span class="un-o" title={detail(option)}>
                      <VerdictMark verdict={option.verdict.verdict}>{optionName(option)}</VerdictMark>
                    </span>
                  )}
                </For>
              </dd>
            </>
          )}
        </For>
      </dl>
    </div>
  )
}

/** What each option would cost a year, by parts, with its range; what cannot be priced says why. */
export function CostPanel(props: { assessment: WorkloadAssessment; current: CurrentCostView | null; code: string }) {
  const options = createMemo(() => optionsBestFirst(props.assessment))
  const priced = createMemo(() => pricedOptions(options()))
  const unknown = () => options().filter((option) => option.annualCostCad.kind === 'unknown')
  const current = () => (props.current === null ? undefined : Number(props.current.amountCad))
  const bars = createMemo(() => {
    const today = current()
    return [
      ...priced().map((one) => costBar(one, one.option.option === props.assessment.best)),
      ...(today === undefined ? [] : [todayBar(today, props.current?.figure, props.code)]),
    ]
  })
  return (
    <Panel
      flush
      title={t('assessment.costs')}
      note={t('assessment.costsNote')}
      end={<PartsLegend parts={costParts.map(({ text, tone }) => ({ text: t(text), tone }))} />}
      footer={
        <>
          <PriceOfRules priced={priced()} />
          <span>
            {t('assessment.sizedBy', {
              set: props.assessment.assumptionSet,
              rate: fmt.decimal(props.assessment.exchangeRate.cadPerUsd, 4),
              date: props.assessment.exchangeRate.date,
            })}
          </span>
          <div class="to-end">
            <CostTable options={options()} />
          </div>
        </>
      }
    >
      <Show
        when={priced().length > 0}
        fallback={<Empty title={t('assessment.noCost')}>{t('assessment.noCostText')}</Empty>}
      >
        <WhiskerBars bars={bars()} axisText={(value, top) => fmt.decimal(value / 1000, top < 4000 ? 1 : 0)} />
      </Show>
      <Show when={unknown().length > 0}>
        <UnknownOptions options={unknown()} />
      </Show>
    </Panel>
  )
}
