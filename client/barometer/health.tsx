import { For, Show } from 'solid-js'
import type { BarometerView } from '#models/barometer/barometer.views.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { indicatorWords } from './indicator-words.ts'

/** Rows of technical fit, low then high; columns of value, low then high: the order of the four indicators. */
const quadrants: readonly { readonly id: string; readonly text: TextKey }[] = [
  { id: 'portfolio-to-migrate', text: 'barometer.toMigrate' },
  { id: 'portfolio-healthy', text: 'barometer.toInvest' },
  { id: 'portfolio-to-eliminate', text: 'barometer.toEliminate' },
  { id: 'portfolio-to-tolerate', text: 'barometer.toTolerate' },
]

/** The four quadrants of T.I.M.E.: value upwards, technical health to the right; each says its word and its share. */
export function Health(props: { view: BarometerView }) {
  const named = (id: string) => props.view.indicators.find((one) => one.id === id)
  const placed = () => quadrants.map(({ id }) => named(id)?.denominator ?? null).find((count) => count !== null)
  return (
    <Show when={quadrants.every(({ id }) => named(id) !== undefined)}>
      <section class="sec">
        <h2>{t('barometer.health')}</h2>
        <p class="sub">
          <Show when={placed()} fallback={t('barometer.healthText')}>
            {(count) => <>{t('barometer.healthCount', { count: fmt.integer(count()) })}</>}
          </Show>
        </p>
        <dl class="quad">
          <For each={quadrants}>
            {({ id, text }) => (
              <Show when={named(id)}>
                {(one) => (
                  <div>
                    <dt>{t(text)}</dt>
                    <dd>{one().status === 'suppressed' ? t('barometer.suppressed') : indicatorWords(one())}</dd>
                  </div>
                )}
              </Show>
            )}
          </For>
        </dl>
      </section>
    </Show>
  )
}
