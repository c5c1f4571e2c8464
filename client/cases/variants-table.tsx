import { For, type JSX, Show } from 'solid-js'
import type { CaseResult, CaseVariant, CaseView } from '#models/cases/case.schemas.ts'
import type { IndicatorName } from '#models/cases/case-measure.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { SeriesSwatch } from '#client/ui/charts/cumulative-curve.tsx'
import { IntervalStrip } from '#client/ui/charts/interval-strip.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { caseFigures } from './case-figures.ts'
import { gainChances, gapWordsOf, moneyUnit, seriesOf, termWords, unitWords, variantName } from './case-words.ts'

type Props = { readonly view: CaseView; readonly result: CaseResult; readonly resultId: string }

function Unknown(props: { of: Outcome<unknown, string> }) {
  return (
    <>
      {unknownMark} <span class="sm mut">{gapWordsOf(props.of)}</span>
    </>
  )
}

/** Variants side by side, one row a question; every figure opens. */
export function VariantsTable(props: Props) {
  const figures = () => caseFigures(props.resultId)
  const spreads = () => props.result.variants.flatMap(({ indicators: { npvSpread: s } }) => [s.p10.value, s.p90.value])
  const unit = () => moneyUnit(spreads())
  const domain = () => ({ low: Math.min(0, ...spreads()), high: Math.max(0, ...spreads()) })
  const place = (at: number) => {
    const asked = props.view.content.variants[at]
    if (asked === undefined) return ''
    const where =
      asked.place.kind === 'chosen' ? t('cases.placeChosen') : t('cases.placeOptionOf', { option: asked.place.option })
    return `${where}, ${termWords(asked.term)}`
  }
  const Row = (own: { head: string; note?: string; cell: (variant: CaseVariant, at: number) => JSX.Element }) => (
    <tr>
      <th scope="row">
        {own.head}
        <Show when={own.note}>
          <small>{own.note}</small>
        </Show>
      </th>
      <For each={props.result.variants}>{(variant, at) => <td>{own.cell(variant, at())}</td>}</For>
    </tr>
  )
  const indicator = (variant: CaseVariant, name: IndicatorName, head: string, text: string) => (
    <Figure id={figures().indicator(variant.id, name)} label={`${head}, ${variantName(variant)}`}>
      {text}
    </Figure>
  )
  const Outcomes = (own: {
    variant: CaseVariant
    name: IndicatorName
    of: Outcome<number, string>
    head: string
    say: (value: number) => string
  }) => (
    <Show when={own.of.kind === 'known' ? { value: own.of.value } : undefined} fallback={<Unknown of={own.of} />}>
      {(it) => <>{indicator(own.variant, own.name, own.head, own.say(it().value))}</>}
    </Show>
  )
  const percent = (value: number) => fmt.percent(100 * value)
  const years = (value: number) => t('cases.years', { count: value, value: fmt.decimal(value, 1) })
  return (
    <Panel flush title={t('cases.compared')} note={unitWords(unit().name, props.result)}>
      <ScrollRegion label={t('workload.scrolling', { name: t('cases.compared') })}>
        <table class="tbl ca-cmp" style={{ '--variants': props.result.variants.length }}>
          <caption class="vh">{t('cases.compared')}</caption>
          <thead>
            <tr>
              <td class="sm mut">{t('cases.sameScale')}</td>
              <For each={props.result.variants}>
                {(variant, at) => (
                  <th scope="col">
                    <span class="row">
                      <SeriesSwatch series={seriesOf[variant.id]} />
                      <b>{variantName(variant)}</b>
                    </span>
                    <small>{place(at())}</small>
                    <Show when={variant.id === props.result.decision}>
                      <StatusMark tone="ok">{t('cases.retained')}</StatusMark>
                    </Show>
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <Row
              head={t('cases.npv')}
              note={t('cases.npvNote')}
              cell={(variant) => {
                const { npv, npvSpread, probabilityPositive } = variant.indicators
                const interval = { p10: npvSpread.p10.value, p50: npvSpread.p50.value, p90: npvSpread.p90.value }
                return (
                  <>
                    <p class="big">
                      <Figure id={figures().npv(variant.id)} label={`${t('cases.npv')}, ${variantName(variant)}`}>
                        {fmt.compactMoney(npv)}
                      </Figure>{' '}
                      <small>{t('cases.atMeans')}</small>
                    </p>
                    <IntervalStrip
                      isInner
                      title={`${t('cases.npv')}, ${variantName(variant)}`}
                      subtitle={unitWords(unit().name, props.result)}
                      sentence={t('cases.npvSentence', {
                        variant: variantName(variant),
                        p50: fmt.compactMoney(interval.p50),
                        p10: fmt.compactMoney(interval.p10),
                        p90: fmt.compactMoney(interval.p90),
                      })}
                      interval={interval}
                      reference={{ name: t('cases.zero'), value: 0 }}
                      domain={domain()}
                      unit={unit().chart}
                      figure={figures().indicator(variant.id, 'npvSpread')}
                    />
                    <p class="sm">
                      {indicator(variant, 'probabilityPositive', t('cases.chances'), gainChances(probabilityPositive))}{' '}
                      <span class="mut">({percent(probabilityPositive)})</span>
                    </p>
                  </>
                )
              }}
            />
            <Row
              head={t('cases.rate')}
              note={t('cases.rateNote')}
              cell={(variant) => (
                <>
                  <Outcomes
                    variant={variant}
                    name="rateOfReturn"
                    of={variant.indicators.rateOfReturn}
                    head={t('cases.rate')}
                    say={percent}
                  />
                  <Show when={variant.indicators.allRates.length > 1}>
                    <small>{t('cases.allRates', { rates: fmt.list(variant.indicators.allRates.map(percent)) })}</small>
                  </Show>
                </>
              )}
            />
            <Row
              head={t('cases.modifiedRate')}
              note={t('cases.modifiedRateNote')}
              cell={(variant) => (
                <Outcomes
                  variant={variant}
                  name="modifiedRate"
                  of={variant.indicators.modifiedRate}
                  head={t('cases.modifiedRate')}
                  say={percent}
                />
              )}
            />
            <Row
              head={t('cases.payback')}
              note={t('cases.paybackNote')}
              cell={(variant) => (
                <dl class="dl left">
                  <For each={['payback', 'discountedPayback', 'lastPayback'] as const}>
                    {(name) => (
                      <>
                        <dt>{t(`cases.${name}Kind`)}</dt>
                        <dd>
                          <Outcomes
                            variant={variant}
                            name={name}
                            of={variant.indicators[name]}
                            head={`${t('cases.payback')}, ${t(`cases.${name}Kind`)}`}
                            say={years}
                          />
                        </dd>
                      </>
                    )}
                  </For>
                </dl>
              )}
            />
            <Row
              head={t('cases.ratio')}
              note={t('cases.ratioNote')}
              cell={(variant) => (
                <Outcomes
                  variant={variant}
                  name="benefitCostRatio"
                  of={variant.indicators.benefitCostRatio}
                  head={t('cases.ratio')}
                  say={(value) => fmt.decimal(value, 2)}
                />
              )}
            />
            <Row
              head={t('cases.equivalent')}
              note={t('cases.equivalentNote')}
              cell={(variant) => (
                <Outcomes
                  variant={variant}
                  name="equivalentAnnual"
                  of={variant.indicators.equivalentAnnual}
                  head={t('cases.equivalent')}
                  say={fmt.compactMoney}
                />
              )}
            />
            <Row
              head={t('cases.oneTime')}
              note={t('cases.oneTimeNote')}
              cell={(variant) => (
                <Figure id={figures().oneTime(variant.id)} label={`${t('cases.oneTime')}, ${variantName(variant)}`}>
                  {fmt.compactMoney(variant.indicators.oneTime)}
                </Figure>
              )}
            />
            <Row
              head={t('cases.effort')}
              cell={(variant) =>
                indicator(
                  variant,
                  'effortDays',
                  t('cases.effort'),
                  t('cases.days', { count: Math.round(variant.indicators.effortDays) }),
                )
              }
            />
            <Row
              head={t('cases.bookValue')}
              note={t('cases.bookValueNote')}
              cell={(variant) =>
                indicator(variant, 'bookValue', t('cases.bookValue'), fmt.compactMoney(variant.indicators.bookValue))
              }
            />
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}
