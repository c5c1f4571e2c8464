import { For } from 'solid-js'
import { fmt, t } from '#client/i18n/i18n.ts'

const steps = [0, 1, 2, 3, 4] as const

/** Five steps and the number; `value` from 0 to 1. */
export function Confidence(props: { value: number }) {
  return (
    <span class="conf" title={t('ui.confidence')}>
      <svg viewBox="0 0 29 8" aria-hidden="true">
        <For each={steps}>
          {(step) => (
            <rect x={0.5 + step * 6} y=".5" width="4" height="7" class={props.value * 5 >= step + 0.5 ? 'on' : 'off'} />
          )}
        </For>
      </svg>
      <span class="vh">{t('ui.confidence')} </span>
      {fmt.decimal(props.value, 2)}
    </span>
  )
}
