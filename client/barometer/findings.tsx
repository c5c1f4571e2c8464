import { For, Show } from 'solid-js'
import type { BarometerView } from '#models/barometer/barometer.views.ts'
import type { Finding } from '#models/barometer/findings.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Icon } from '#client/ui/icon.tsx'
import { valueWords } from './indicator-words.ts'

/** A finding in a title and a sentence, made from its figures alone. */
function words(finding: Finding, { indicators }: BarometerView): { readonly title: string; readonly text: string } {
  switch (finding.kind) {
    case 'slippage':
      return {
        title: t('barometer.lateTitle'),
        text: t('barometer.lateText', { count: Math.round(finding.months) }),
      }
    case 'realised-under-plan':
      return {
        title: t('barometer.behindTitle'),
        text: t('barometer.behindText', {
          missing: fmt.compactMoney(finding.missing),
          planned: fmt.compactMoney(finding.planned),
        }),
      }
    case 'forecast-under-plan':
      return {
        title: t('barometer.shortTitle'),
        text: t('barometer.shortText', {
          missing: fmt.compactMoney(finding.missing),
          plan: fmt.compactMoney(finding.plan),
        }),
      }
    case 'programme-over':
      return {
        title: t('barometer.overTitle'),
        text: t('barometer.overText', {
          over: fmt.compactMoney(finding.over),
          approved: fmt.compactMoney(finding.approved),
        }),
      }
    case 'exemptions-ended':
      return { title: t('barometer.endedTitle'), text: t('barometer.endedText', { count: finding.count }) }
    case 'price-of-rules':
      return {
        title: t('barometer.priceTitle'),
        text: t('barometer.priceText', { amount: fmt.compactMoney(finding.cadPerYear) }),
      }
    case 'below-target': {
      const one = indicators.find(({ id }) => id === finding.indicator)
      return {
        title: one === undefined ? finding.indicator : said(one.label),
        text: t('barometer.belowText', {
          value: valueWords(finding.value, one?.unit ?? ''),
          target: valueWords(finding.target, one?.unit ?? ''),
        }),
      }
    }
    case 'stale':
      return { title: t('barometer.staleTitle'), text: t('barometer.staleText', { count: finding.count }) }
    case 'unknown':
      return {
        title: t('barometer.unknownTitle'),
        text: t('barometer.unknownText', { count: finding.count, of: fmt.integer(finding.of) }),
      }
  }
}

/** What goes less well, and why. */
export function Findings(props: { view: BarometerView }) {
  return (
    <Show when={props.view.findings.length > 0}>
      <section class="sec">
        <h2>{t('barometer.lessWell')}</h2>
        <div class="hon">
          <For each={props.view.findings}>
            {(finding) => {
              const said = () => words(finding, props.view)
              return (
                <div>
                  <h3>
                    <Icon name="vwarn" />
                    {said().title}
                  </h3>
                  <p>{said().text}</p>
                </div>
              )
            }}
          </For>
        </div>
      </section>
    </Show>
  )
}
