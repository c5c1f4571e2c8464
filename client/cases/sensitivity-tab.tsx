import { For, Show } from 'solid-js'
import type { CaseResult, CaseVariant, CaseView, TornadoBar, VariantId } from '#models/cases/case.schemas.ts'
import { assumptionValue } from '#client/costs/assumption-words.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Tornado, type TornadoRow } from '#client/ui/charts/tornado.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { caseFigures } from './case-figures.ts'
import { gapWordsOf, moneyUnit, unitWords, variantName } from './case-words.ts'
import { flipSentence } from './flip-words.ts'
import { VariantChoice } from './variant-choice.tsx'

function rowOf(bar: TornadoBar, figure: string): TornadoRow {
  const end = (input: number, result: number) => ({ input: assumptionValue(bar, input), result })
  return {
    key: bar.name,
    name: said(bar.label),
    low: end(bar.low, bar.npvAtLow),
    high: end(bar.high, bar.npvAtHigh),
    ...(bar.switchingValue.kind === 'known' ? { switching: assumptionValue(bar, bar.switchingValue.value) } : {}),
    figure,
  }
}

function Bars(props: { result: CaseResult; variant: CaseVariant; resultId: string }) {
  const bars = () => props.variant.tornado
  const unit = () => moneyUnit(bars().flatMap(({ npvAtLow, npvAtHigh }) => [npvAtLow, npvAtHigh]))
  const figure = () => caseFigures(props.resultId).npv(props.variant.id)
  const sentence = () => {
    const [first] = bars()
    if (first === undefined) return t('cases.tornadoNone')
    const flips = bars().filter(({ npvAtLow, npvAtHigh }) => npvAtLow < 0 !== npvAtHigh < 0)
    const widest = t('cases.tornadoSentence', {
      name: said(first.label),
      low: fmt.compactMoney(first.npvAtLow),
      high: fmt.compactMoney(first.npvAtHigh),
    })
    return flips.length === 0
      ? `${widest} ${t('cases.tornadoNoFlip')}`
      : `${widest} ${t('cases.tornadoFlips', { count: flips.length, names: fmt.list(flips.map(({ label }) => said(label))) })}`
  }
  return (
    <Tornado
      title={t('cases.tornado', { variant: variantName(props.variant) })}
      subtitle={t('cases.tornadoNote', { unit: unitWords(unit().name, props.result) })}
      sentence={sentence()}
      rows={bars().map((bar) => rowOf(bar, figure()))}
      base={props.variant.indicators.npv}
      rowName={t('cases.assumption')}
      unit={unit().chart}
      {...(bars().length === 0
        ? { state: { kind: 'empty' as const, title: t('cases.tornadoNone'), text: t('cases.tornadoNoneText') } }
        : {})}
    />
  )
}

/** The value of each assumption at which the variant neither gains nor loses, the others at their mean. */
function Switching(props: { variant: CaseVariant }) {
  const title = () => t('cases.switching', { variant: variantName(props.variant) })
  return (
    <Panel flush title={title()} note={t('cases.switchingNote')}>
      <ScrollRegion label={t('workload.scrolling', { name: title() })}>
        <table class="tbl ca-sw">
          <caption class="vh">{title()}</caption>
          <thead>
            <tr>
              <th scope="col">{t('cases.assumption')}</th>
              <th scope="col">{t('cases.low')}</th>
              <th scope="col">{t('cases.mean')}</th>
              <th scope="col">{t('cases.high')}</th>
              <th scope="col">{t('cases.turnsAt')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.variant.tornado}>
              {(bar) => (
                <tr>
                  <th scope="row">{said(bar.label)}</th>
                  <td>{assumptionValue(bar, bar.low)}</td>
                  <td>{assumptionValue(bar, bar.likely)}</td>
                  <td>{assumptionValue(bar, bar.high)}</td>
                  <td>
                    <Show
                      when={bar.switchingValue.kind === 'known' ? { value: bar.switchingValue.value } : undefined}
                      fallback={<span class="mut">{gapWordsOf(bar.switchingValue)}</span>}
                    >
                      {(it) => (
                        <StatusMark tone={it().value >= bar.low && it().value <= bar.high ? 'warn' : 'none'}>
                          {assumptionValue(bar, it().value)}
                          {t(
                            it().value >= bar.low && it().value <= bar.high
                              ? 'cases.withinRange'
                              : 'cases.outsideRange',
                          )}
                        </StatusMark>
                      )}
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}

/** What moves the net present value, one assumption at a time, and the fewest that reverse the decision together. */
export function SensitivityTab(props: {
  result: NonNullable<CaseView['result']>
  variant: VariantId
  onVariant: (variant: VariantId) => void
}) {
  const value = () => props.result.value
  const chosen = () => value().variants.filter(({ id }) => id === props.variant)
  return (
    <>
      <section class="panel" aria-label={t('cases.flipHead')}>
        <div class="panel-b ca-says">
          <StatusMark tone={value().ownFlip.kind === 'found' ? 'warn' : 'ok'}>{t('cases.flipHead')}</StatusMark>
          <p>{flipSentence(value())}</p>
        </div>
      </section>
      <Show when={value().variants.length > 1}>
        <VariantChoice variants={value().variants} value={props.variant} onChange={props.onVariant} />
      </Show>
      <For each={chosen()}>
        {(variant) => (
          <>
            <Bars result={value()} variant={variant} resultId={props.result.id} />
            <Show when={variant.tornado.length > 0}>
              <Switching variant={variant} />
            </Show>
          </>
        )}
      </For>
    </>
  )
}
