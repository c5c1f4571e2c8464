import { createMemo, For, Show } from 'solid-js'
import type { AnnualCost } from '#models/cost/cost.schemas.ts'
import type { CurrentCostView, OptionAssessment, WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
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

/** A round step so that three or four lines cover the scale. */
function niceStep(top: number): number {
  const raw = top / 3.5
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= raw)
  return (step ?? 10) * power
}

function CostBar(props: { priced: Priced; top: number; isBest: boolean }) {
  const share = (cad: number) => `${(100 * cad) / props.top}%`
  const { priced } = props
  return (
    <div class="cst-r" classList={{ no: priced.option.verdict.verdict === 'forbid', best: props.isBest }}>
      <span class="lb">
        <VerdictMark verdict={priced.option.verdict.verdict}>
          <span class="nm">
            {said(priced.option.label)} <small>{optionPlace(priced.option)}</small>
          </span>
        </VerdictMark>
      </span>
      <div
        class="cst-b"
        style={{ '--w': share(priced.cost.likely) }}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- bars drawn by the page are one picture, no file holds it
        role="img"
        aria-label={`${optionName(priced.option)} : P10 ${fmt.money(priced.cost.p10)}, P50 ${fmt.money(priced.cost.p50)}, P90 ${fmt.money(priced.cost.p90)}`}
      >
        <div class="st">
          <For each={costParts}>
            {(one) => (
              <Show when={sumOf(priced.cost.parts, one.heads) > 0}>
                <i class={one.tone} style={{ width: share(sumOf(priced.cost.parts, one.heads)) }} />
              </Show>
            )}
          </For>
        </div>
        <span class="wk" style={{ left: share(priced.cost.p10), width: share(priced.cost.p90 - priced.cost.p10) }} />
      </div>
      <b>
        <Figure id={priced.option.figure} label={t('assessment.costP50', { option: optionName(priced.option) })}>
          {fmt.thousands(priced.cost.p50)}
        </Figure>
      </b>
    </div>
  )
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
  const top = () =>
    1.04 * Math.max(1, current() ?? 0, ...priced().map((one) => Math.max(one.cost.p90, one.cost.likely)))
  const ticks = () => {
    const step = niceStep(top())
    return Array.from({ length: Math.floor(top() / step) + 1 }, (_, at) => at * step)
  }
  return (
    <Panel
      flush
      title={t('assessment.costs')}
      note={t('assessment.costsNote')}
      end={
        <ul class="legend">
          <For each={costParts}>
            {(one) => (
              <li>
                <i class={`sw ${one.tone}`} />
                {t(one.text)}
              </li>
            )}
          </For>
        </ul>
      }
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
        <div class="cst" style={{ '--step': `${(100 * (ticks()[1] ?? top())) / top()}%` }}>
          <For each={priced()}>
            {(one) => <CostBar priced={one} top={top()} isBest={one.option.option === props.assessment.best} />}
          </For>
          <Show when={current()}>
            {(cad) => (
              <div class="cst-r now">
                <span class="lb">{t('assessment.today')}</span>
                <div class="cst-b">
                  <div class="st">
                    <i class="k6" style={{ width: `${(100 * cad()) / top()}%` }} />
                  </div>
                </div>
                <b>
                  <Figure id={props.current?.figure} label={t('assessment.currentCost', { code: props.code })}>
                    {fmt.thousands(cad())}
                  </Figure>
                </b>
              </div>
            )}
          </Show>
          <div class="cst-ax" aria-hidden="true">
            <For each={ticks()}>
              {(tick) => (
                <span style={{ left: `${(100 * tick) / top()}%` }}>
                  {fmt.decimal(tick / 1000, top() < 4000 ? 1 : 0)}
                </span>
              )}
            </For>
          </div>
        </div>
      </Show>
      <Show when={unknown().length > 0}>
        <UnknownOptions options={unknown()} />
      </Show>
    </Panel>
  )
}
