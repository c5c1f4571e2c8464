import { useSearchParams } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import type { UnitCostMonth, UnitCostsView } from '#models/allocation/unit-cost.views.ts'
import { monthAfter } from '#models/shared/month.ts'
import { session } from '#client/api/access.ts'
import { unitCosts, unitCostsPath, unitMeasures, unitMeasuresPath } from '#client/api/allocation.ts'
import { createLoad } from '#client/api/load.ts'
import { benefitPath, oneBenefit, registerPage, registerPath } from '#client/api/register.ts'
import { BillsTabs } from '#client/bills/bills-tabs.tsx'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { CumulativeCurve, type CurvePoint } from '#client/ui/charts/cumulative-curve.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import './allocation.css'

const workloadForm = /^CH-\d{6,9}$/
const benefitForm = /^B-\d{4,9}$/

/** Why a month has no unit cost, in words. */
function gapWords(reason: string): string {
  if (reason === 'no-bill') return t('allocation.gapNoBill')
  if (reason === 'no-observation') return t('allocation.gapNoObservation')
  return t(reason === 'nothing-observed' ? 'allocation.gapNothingObserved' : 'allocation.gapNoRate')
}

const whyOf = ({ cost }: UnitCostMonth) => (cost.kind === 'unknown' ? gapWords(cost.reasons[0] ?? '') : '')

/** What one unit of what a workload delivers costs, month after month. */
export function UnitCostsPage() {
  createTitle(() => t('allocation.unitsTitle'))
  const [search, setSearch] = useSearchParams<{ charge?: string; benefice?: string; mesure?: string }>()
  const typed = () => search.charge ?? ''
  /** A benefit of one workload needs no choice. */
  const workload = () => {
    const own = detail.value()?.profile.content.workloads ?? []
    return typed() === '' && own.length === 1 ? (own[0] ?? '') : typed()
  }
  const register = createLoad(() => registerPath, registerPage)
  const benefit = () => search.benefice ?? ''
  const today = () => session()?.dataAsOf ?? new Date().toISOString()
  const measures = createLoad(
    () => (benefitForm.test(benefit()) ? unitMeasuresPath(benefit()) : undefined),
    unitMeasures,
  )
  const detail = createLoad(() => (benefitForm.test(benefit()) ? benefitPath(benefit(), '') : undefined), oneBenefit)
  /** Measures that were never observed divide nothing. */
  const benefitOptions = () =>
    (register.value()?.items ?? [])
      .filter(({ observations, code }) => observations > 0 || code === benefit())
      .map(({ code, title }) => ({ value: code, text: `${code}, ${said(title)}` }))
  const workloads = () => {
    const own = detail.value()?.profile.content.workloads ?? []
    return own.includes(typed()) || typed() === '' ? own : [typed(), ...own]
  }
  /** What drives a cost divides it first; a benefit with one such measure needs no choice. */
  const observed = () =>
    (measures.value() ?? [])
      .filter(({ observations, measure }) => observations > 0 || measure === search.mesure)
      .toSorted((a, b) => Number(b.role === 'driver') - Number(a.role === 'driver'))
  const chosen = () => {
    const drivers = observed().filter(({ role }) => role === 'driver')
    return search.mesure ?? (drivers.length === 1 ? (drivers[0]?.measure ?? '') : '')
  }
  const asked = createMemo(() => {
    const measure = chosen()
    if (!workloadForm.test(workload()) || !benefitForm.test(benefit()) || measure === '') return undefined
    const to = today().slice(0, 7)
    return unitCostsPath({ workload: workload(), benefit: benefit(), measure, from: monthAfter(to, -23), to })
  })
  const costs = createLoad(asked, unitCosts)
  return (
    <>
      <PageHead title={t('allocation.unitsTitle')} sub={t('allocation.unitsSub')} />
      <BillsTabs />
      <div class="stack al-top">
        <div class="al-form">
          <SelectField
            label={t('allocation.benefit')}
            value={benefit()}
            options={[{ value: '', text: t('allocation.chooseBenefit') }, ...benefitOptions()]}
            onChange={(benefice) => setSearch({ benefice, charge: null, mesure: null })}
          />
          <SelectField
            label={t('allocation.workload')}
            value={workload()}
            options={[
              { value: '', text: t('allocation.chooseWorkload') },
              ...workloads().map((code) => ({ value: code, text: code })),
            ]}
            onChange={(charge) => setSearch({ charge })}
          />
          <SelectField
            label={t('allocation.measure')}
            value={chosen()}
            options={[
              { value: '', text: t('allocation.chooseMeasure') },
              ...observed().map((one) => ({
                value: one.measure,
                text: `${said(one.name)} (${one.unit})`,
              })),
            ]}
            onChange={(mesure) => setSearch({ mesure })}
          />
        </div>
        <Shown load={register}>{() => null}</Shown>
        <Show when={benefitForm.test(benefit())}>
          <Shown load={measures}>{() => null}</Shown>
          <Shown load={detail}>{() => null}</Shown>
        </Show>
        <Show
          when={asked() !== undefined}
          fallback={<Empty title={t('allocation.unitsAsk')}>{t('allocation.unitsAskWhy')}</Empty>}
        >
          <Shown load={costs}>{(view) => <UnitCosts view={view()} />}</Shown>
        </Show>
      </div>
    </>
  )
}

/** Months before the first known unit cost say nothing: they are left out, unless there is none. */
function shownMonths({ months }: UnitCostsView): readonly UnitCostMonth[] {
  const first = months.findIndex(({ cost }) => cost.kind === 'known')
  return months.slice(Math.max(0, first))
}

function UnitCosts(props: { view: UnitCostsView }) {
  const months = createMemo(() => shownMonths(props.view))
  const points = () =>
    months().map((month): CurvePoint =>
      month.cost.kind === 'known'
        ? { kind: 'known', value: { p50: month.cost.value.cadPerUnit } }
        : { kind: 'unknown', why: whyOf(month) },
    )
  const known = () => months().flatMap(({ cost }) => (cost.kind === 'known' ? [cost.value.cadPerUnit] : []))
  const sentence = () => {
    const [first, last] = [known()[0], known().at(-1)]
    if (first === undefined || last === undefined) return t('allocation.unitSentenceNone')
    return t('allocation.unitSentence', {
      first: fmt.decimal(first, 2),
      last: fmt.decimal(last, 2),
      unit: props.view.unit,
    })
  }
  return (
    <>
      <CumulativeCurve
        title={t('allocation.unitChart', { measure: said(props.view.measureName) })}
        subtitle={t('allocation.unitSubtitle', { unit: props.view.unit })}
        sentence={sentence()}
        periods={months().map(({ period }) => period)}
        periodName={t('allocation.month')}
        series={[{ series: 'a', name: t('allocation.perUnit'), points: points() }]}
        unit={{
          axis: (value) => fmt.decimal(value, 2),
          label: (value) => fmt.decimal(value, 2),
          full: (value) => `${fmt.decimal(value, 2)} $ / ${props.view.unit}`,
        }}
        {...(known().length === 0
          ? { state: { kind: 'empty' as const, title: t('allocation.unitSentenceNone') } }
          : {})}
      />
      <Panel title={`${props.view.workload} ${props.view.workloadName}`} flush>
        <ScrollRegion label={t('workload.scrolling', { name: t('allocation.unitsTitle') })}>
          <table class="tbl">
            <caption class="vh">{t('allocation.unitsTitle')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('allocation.month')}</th>
                <th scope="col" class="num">
                  {t('allocation.costCad')}
                </th>
                <th scope="col" class="num">
                  {t('allocation.quantityOf', { unit: props.view.unit })}
                </th>
                <th scope="col" class="num">
                  {t('allocation.unitSubtitle', { unit: props.view.unit })}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={months()}>
                {(month) => (
                  <tr>
                    <th scope="row">
                      {month.period}
                      <Show when={month.isOpen}>
                        <span class="sm mut"> ({t('allocation.openMonth')})</span>
                      </Show>
                    </th>
                    <Show
                      when={month.cost.kind === 'known' ? month.cost.value : undefined}
                      fallback={<td colspan="3">{whyOf(month)}</td>}
                    >
                      {(cost) => (
                        <>
                          <td class="num">
                            <Figure id={month.figures.cost} label={`${t('allocation.costCad')}, ${month.period}`}>
                              {fmt.money(cost().costCad)}
                            </Figure>
                          </td>
                          <td class="num">
                            <Figure
                              id={month.figures.quantity}
                              label={`${said(props.view.measureName)}, ${month.period}`}
                            >
                              {fmt.decimal(cost().quantity, Number.isInteger(cost().quantity) ? 0 : 2)}
                            </Figure>
                          </td>
                          <td class="num">
                            <Figure id={month.figures.unit} label={`${t('allocation.perUnit')}, ${month.period}`}>
                              {fmt.decimal(cost().cadPerUnit, 4)}
                            </Figure>
                          </td>
                        </>
                      )}
                    </Show>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Panel>
    </>
  )
}
