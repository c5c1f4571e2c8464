import { For, Show } from 'solid-js'
import type { BarometerView, IndicatorView } from '#models/barometer/barometer.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { formulaWords, reasonWords } from './formula-words.ts'

/** The public reads whole percents and rounded millions; the exact figure stands in the table of the method. */
export function indicatorWords(indicator: IndicatorView): string {
  if (indicator.value === null) return unknownMark
  if (indicator.unit === '%') return fmt.percent(indicator.value, 0)
  if (indicator.unit.startsWith('CAD')) return fmt.compactMoney(indicator.value)
  const number = Number.isInteger(indicator.value) ? fmt.integer(indicator.value) : fmt.decimal(indicator.value, 1)
  return indicator.unit === '' ? number : `${number}\u00a0${indicator.unit}`
}

function ratioWords(indicator: IndicatorView): string {
  if (indicator.numerator === null || indicator.denominator === null) return unknownMark
  return t('barometer.ratio', {
    numerator: fmt.integer(indicator.numerator),
    denominator: fmt.integer(indicator.denominator),
  })
}

function Bar(props: { indicator: IndicatorView }) {
  return (
    <Show when={props.indicator.unit === '%' && props.indicator.value !== null}>
      <div class="strip">
        <div class="strip-b">
          <i class="p-state" style={{ width: `${Math.min(100, Math.max(0, props.indicator.value ?? 0))}%` }} />
          <i class="hatch grow" />
        </div>
        <Show when={props.indicator.target}>
          {(target) => <span class="tgt" style={{ left: `${Math.min(100, target().value)}%` }} />}
        </Show>
      </div>
    </Show>
  )
}

function Missing(props: { indicator: IndicatorView }) {
  return (
    <Show
      when={props.indicator.status === 'suppressed'}
      fallback={
        <p>
          <StatusMark tone="none">{t('barometer.unknown')}</StatusMark>{' '}
          {props.indicator.reasons.length === 0
            ? ''
            : t('barometer.unknownWhy', { reasons: fmt.list(props.indicator.reasons.map(reasonWords)) })}
        </p>
      }
    >
      <p>
        <StatusMark tone="none">{t('barometer.suppressed')}</StatusMark> {t('barometer.suppressedWhy')}
      </p>
    </Show>
  )
}

/** One public figure, large, with its rule and what it is a share of. */
export function Indicator(props: { indicator: IndicatorView }) {
  return (
    <div>
      <p class="n">{indicatorWords(props.indicator)}</p>
      <h2>{said(props.indicator.label)}</h2>
      <Bar indicator={props.indicator} />
      <Show when={props.indicator.value === null}>
        <Missing indicator={props.indicator} />
      </Show>
      <Show when={props.indicator.status === 'stale'}>
        <p>
          <StatusMark tone="warn">{t('barometer.stale')}</StatusMark>
        </p>
      </Show>
      <Show when={props.indicator.numerator !== null && props.indicator.denominator !== null}>
        <p>{ratioWords(props.indicator)}</p>
      </Show>
      <p>{said(props.indicator.rule)}</p>
      <Show when={props.indicator.target}>
        {(target) => <p>{t('barometer.target', { label: said(target().label) })}</p>}
      </Show>
    </div>
  )
}

/** Everything needed to check an indicator: rule, formula and its version, denominator, date. */
export function MethodTable(props: { view: BarometerView }) {
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('barometer.method') })}>
      <table class="tbl org">
        <caption class="vh">{t('barometer.method')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('barometer.indicator')}</th>
            <th scope="col" class="num">
              {t('barometer.value')}
            </th>
            <th scope="col">{t('barometer.denominator')}</th>
            <th scope="col">{t('barometer.rule')}</th>
            <th scope="col">{t('barometer.formula')}</th>
            <th scope="col">{t('barometer.date')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.view.indicators}>
            {(indicator) => (
              <tr>
                <th scope="row">{said(indicator.label)}</th>
                <td class="num">{indicatorWords(indicator)}</td>
                <td>{ratioWords(indicator)}</td>
                <td>{said(indicator.rule)}</td>
                <td>
                  {formulaWords(indicator.formula)}{' '}
                  <span class="mut">{t('barometer.formulaVersion', { version: indicator.formulaVersion })}</span>
                </td>
                <td class="nb">{props.view.asOf === null ? unknownMark : fmt.date(props.view.asOf)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}
