import { For, Show } from 'solid-js'
import type { ProgressFigure } from '#models/home/home.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'

function valueText(figure: ProgressFigure, value: number): string {
  return figure.unit === '%' ? fmt.percent(value, Number.isInteger(value) ? 0 : 1) : fmt.compactMoney(value)
}

/** Parts of a whole as one bar, with a mark where the target stands when the whole is 100 %. */
function Strip(props: { figure: ProgressFigure }) {
  const total = () =>
    props.figure.parts.length === 0
      ? props.figure.numerator
      : props.figure.parts.reduce((sum, part) => sum + part.value, 0)
  // The bar is the whole: what is in no part stays empty.
  const whole = () => Math.max(props.figure.denominator, total())
  const share = (value: number) => (whole() === 0 ? 0 : (value / whole()) * 100)
  const spoken = () =>
    props.figure.parts.length === 0
      ? t('home.ratio', {
          numerator: fmt.integer(props.figure.numerator),
          denominator: fmt.integer(props.figure.denominator),
        })
      : props.figure.parts.map((part) => `${said(part.label)} ${fmt.integer(part.value)}`).join(', ')
  return (
    <Show when={props.figure.unit === '%' && whole() > 0}>
      <div class="strip" role="img" aria-label={spoken()}>
        <div class="strip-b">
          <Show when={props.figure.parts.length === 0}>
            <i class="part" style={{ width: `${share(total())}%` }} />
          </Show>
          <For each={props.figure.parts}>
            {(part) => <i class={`part part-${part.key}`} style={{ width: `${share(part.value)}%` }} />}
          </For>
          <Show when={total() < whole()}>
            <i class="part rest" />
          </Show>
        </div>
        <Show when={props.figure.target !== null}>
          <span class="tgt" style={{ left: `${Math.min(100, props.figure.target ?? 0)}%` }} />
        </Show>
      </div>
      <Show when={props.figure.parts.length > 0}>
        <ul class="legend">
          <For each={props.figure.parts}>
            {(part) => (
              <li>
                <i class={`sw part part-${part.key}`} />
                {said(part.label)} {fmt.integer(part.value)}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Show>
  )
}

function ProgressCell(props: { figure: ProgressFigure }) {
  return (
    <div class="kpi">
      <h2>{said(props.figure.label)}</h2>
      <p class="big">
        <Show when={props.figure.value !== null} fallback={<span title={said(props.figure.note)}>{unknownMark}</span>}>
          <Figure id={props.figure.figure} label={said(props.figure.label)}>
            {valueText(props.figure, props.figure.value ?? 0)}
          </Figure>
        </Show>{' '}
        <Show when={props.figure.target !== null}>
          <small>{t('home.target', { target: valueText(props.figure, props.figure.target ?? 0) })}</small>
        </Show>
      </p>
      <Strip figure={props.figure} />
      <p class="foot">{said(props.figure.note)}</p>
    </div>
  )
}

export function Progress(props: { figures: readonly ProgressFigure[] }) {
  return (
    <section class="kpis" aria-label={t('home.progress')}>
      <For each={props.figures}>{(figure) => <ProgressCell figure={figure} />}</For>
    </section>
  )
}
