import { type JSX, Show } from 'solid-js'
import type { BarometerView, IndicatorView } from '#models/barometer/barometer.views.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { IndicatorState, Missing, Proof } from './indicator.tsx'
import { indicatorWords } from './indicator-words.ts'

const percentOf = (value: number) => `${Math.min(100, Math.max(0, value))}%`

function Figure(props: { indicator: IndicatorView; bar: JSX.Element; children: JSX.Element }) {
  return (
    <div>
      <p class="n">{indicatorWords(props.indicator)}</p>
      <h2>{said(props.indicator.label)}</h2>
      {props.bar}
      <p>
        <IndicatorState indicator={props.indicator} /> {props.children} <Missing indicator={props.indicator} />
      </p>
      <Proof indicator={props.indicator} />
    </div>
  )
}

/** Public, government and the rest of what was decided, with the tick of the target. */
function Split(props: { view: BarometerView; indicator: IndicatorView }) {
  const value = (id: string) => props.view.indicators.find((one) => one.id === id)?.value ?? null
  return (
    <Show when={props.indicator.value}>
      {(share) => (
        <div
          class="strip"
          role="img"
          aria-label={t('barometer.splitAnswer', {
            public: fmt.percent(share()),
            state: fmt.percent(value('decisions-state') ?? 0),
          })}
        >
          <div class="strip-b">
            <i class="p-public" style={{ width: percentOf(share()) }} />
            <i class="p-state" style={{ width: percentOf(value('decisions-state') ?? 0) }} />
            <i class="hatch grow" />
          </div>
          <Show when={props.indicator.target}>
            {(target) => <span class="tgt" style={{ left: percentOf(target().value) }} />}
          </Show>
        </div>
      )}
    </Show>
  )
}

function Done(props: { indicator: IndicatorView }) {
  return (
    <Show when={props.indicator.value}>
      {(share) => (
        <div class="strip" role="img" aria-label={fmt.percent(share())}>
          <div class="strip-b">
            <i class="p-real" style={{ width: percentOf(share()) }} />
            <i class="hatch grow" />
          </div>
        </div>
      )}
    </Show>
  )
}

/** Validated, then claimed, on the scale of what was planned to date, whose tick is drawn. */
function Money(props: { realised: number | null; waiting: number | null; planned: number | null }) {
  const whole = () => Math.max(props.planned ?? 0, (props.realised ?? 0) + (props.waiting ?? 0)) * 1.06
  return (
    <Show when={props.realised !== null && whole() > 0}>
      <div
        class="strip"
        role="img"
        aria-label={t('barometer.moneyAnswer', {
          realised: fmt.compactMoney(props.realised ?? 0),
          waiting: props.waiting === null ? t('barometer.unknown') : fmt.compactMoney(props.waiting),
          planned: props.planned === null ? t('barometer.unknown') : fmt.compactMoney(props.planned),
        })}
      >
        <div class="strip-b on">
          <i class="p-real" style={{ width: percentOf((100 * (props.realised ?? 0)) / whole()) }} />
          <i class="p-wait" style={{ width: percentOf((100 * (props.waiting ?? 0)) / whole()) }} />
        </div>
        <Show when={props.planned}>
          {(planned) => <span class="tgt" style={{ left: percentOf((100 * planned()) / whole()) }} />}
        </Show>
      </div>
    </Show>
  )
}

/** The three figures that the public reads first. */
export function HeroFigures(props: { view: BarometerView }) {
  const named = (id: string) => props.view.indicators.find((one) => one.id === id)
  const valueOf = (id: string) => named(id)?.value ?? null
  const left = (one: IndicatorView) =>
    one.denominator === null || one.numerator === null ? 0 : one.denominator - one.numerator
  return (
    <section class="k3" aria-label={t('barometer.title')}>
      <Show when={named('decisions-public-cloud')}>
        {(one) => (
          <Figure indicator={one()} bar={<Split view={props.view} indicator={one()} />}>
            <Show when={named('value-public-cloud')?.value ?? undefined}>
              {(value) => <>{t('barometer.byValue', { value: fmt.percent(value(), 0) })}</>}
            </Show>
          </Figure>
        )}
      </Show>
      <Show when={named('workloads-classified')}>
        {(one) => (
          <Figure indicator={one()} bar={<Done indicator={one()} />}>
            <Show when={left(one()) > 0}>{t('barometer.leftToClassify', { count: left(one()) })}</Show>
          </Figure>
        )}
      </Show>
      <Show when={named('benefits-realised')}>
        {(one) => (
          <Figure
            indicator={one()}
            bar={
              <Money
                realised={one().value}
                waiting={valueOf('benefits-waiting')}
                planned={valueOf('benefits-planned-to-date')}
              />
            }
          >
            <Show when={valueOf('benefits-planned-to-date')}>
              {(planned) => <>{t('barometer.plannedToDate', { amount: fmt.compactMoney(planned()) })}</>}
            </Show>{' '}
            <Show when={valueOf('benefits-waiting')}>
              {(waiting) => <>{t('barometer.waitingMore', { amount: fmt.compactMoney(waiting()) })}</>}
            </Show>
          </Figure>
        )}
      </Show>
    </section>
  )
}
