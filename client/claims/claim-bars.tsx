import { For, Show } from 'solid-js'
import { hundredths, netDerivation, shareMillionths } from '#models/claims/claim-amounts.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Figure, type FigureSource } from '#client/ui/figure.tsx'
import { amountWords } from './claim-words.ts'

type Bar = {
  readonly label: string
  readonly words: string
  readonly value: number
  readonly tone: string
  /** What the amount opens to. */
  readonly opens?: FigureSource
  readonly opensAs?: string
}

/** From the gross amount to the net and to what was accepted: a bar each from the same zero, the amount always written beside it. */
export function ClaimBars(props: { claim: ClaimView }) {
  const amount = (text: string) => amountWords(text, props.claim.unit)
  const bars = (): readonly Bar[] => {
    const one = props.claim
    const of = (label: string, text: string, tone: string): Bar => ({
      label,
      words: amount(text),
      value: hundredths(text),
      tone,
    })
    return [
      ...(one.measured.kind === 'known' ? [of(t('claims.measured'), one.measured.value.amount, 'real')] : []),
      of(t('claims.gross'), one.content.gross, 'plan'),
      ...one.content.adjustments.map((each) => of(each.reason, each.amount, 'down')),
      {
        ...of(
          t('claims.netOf', { share: fmt.percent(shareMillionths(one.content.share) / 10_000, 2) }),
          one.net,
          'real',
        ),
        opens: derivation,
        opensAs: t('claims.figureNet', { code: one.code }),
      },
      ...(one.accepted === null
        ? []
        : [
            {
              ...of(t('claims.acceptedAmount'), one.accepted, 'up'),
              opens: one.figure,
              opensAs: t('claims.figureAccepted', { code: one.code }),
            },
          ]),
    ]
  }
  const derivation = () =>
    netDerivation(props.claim.code, props.claim.content, { by: props.claim.createdBy, at: props.claim.createdAt })
  const widest = () => Math.max(1, ...bars().map((bar) => Math.abs(bar.value)))
  const range = () => {
    const { measured } = props.claim
    return measured.kind === 'known' && measured.value.low !== null && measured.value.high !== null
      ? { low: amount(measured.value.low), high: amount(measured.value.high) }
      : undefined
  }
  return (
    <div>
      <h3>{t('claims.amounts')}</h3>
      <dl class="rc-bars">
        <For each={bars()}>
          {(bar) => (
            <>
              <dt>{bar.label}</dt>
              <dd>
                <svg class={`bar ${bar.tone}`} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(100 * Math.abs(bar.value)) / widest()} height="14" />
                </svg>
                <b>
                  <Figure id={bar.opens} label={bar.opensAs ?? bar.label}>
                    {bar.words}
                  </Figure>
                </b>
              </dd>
            </>
          )}
        </For>
      </dl>
      <Show when={props.claim.measured.kind === 'known'} fallback={<p class="hint">{t('claims.measuredUnknown')}</p>}>
        <Show when={range()}>{(given) => <p class="hint">{t('claims.measuredRange', given())}</p>}</Show>
      </Show>
    </div>
  )
}
