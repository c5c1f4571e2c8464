import { For, Show } from 'solid-js'
import type { CentresView } from '#models/barometer/barometer.views.ts'
import { fmt, t } from '#client/i18n/i18n.ts'

const [rows, step, width, height, rowStep] = [6, 14.4, 9.2, 30, 36]

/** One path of slanted lots: in the order of closing, six rows, one path for each kind so that the page stays light. */
export function lotsPath(from: number, to: number, inScope: number): string {
  const perRow = Math.ceil(inScope / rows)
  const lots: string[] = []
  for (let i = from; i < to; i += 1) {
    const row = Math.floor(i / perRow)
    const x = 18 - 3 * row + (i % perRow) * step
    lots.push(`M${x.toFixed(1)} ${row * rowStep + 0.5}h${width}l-3 ${height}h-${width}z`)
  }
  return lots.join('')
}

/** Every data centre in scope as a lot; only from a number that somebody stated, with its source. */
export function CentreLots(props: { centres: CentresView | null }) {
  return (
    <Show when={props.centres}>
      {(centres) => {
        const open = () => centres().inScope - centres().closed - centres().kept
        const said = () => ({
          closed: fmt.integer(centres().closed),
          open: fmt.integer(open()),
          kept: fmt.integer(centres().kept),
        })
        const kinds = () =>
          [
            { kind: 'c', from: 0, to: centres().closed },
            { kind: 'o', from: centres().closed, to: centres().closed + open() },
            { kind: 'k', from: centres().closed + open(), to: centres().inScope },
          ] as const
        const perRow = () => Math.ceil(centres().inScope / rows)
        return (
          <section class="sec">
            <h2>
              {t('barometer.centres', {
                inScope: fmt.integer(centres().inScope),
                kept: fmt.integer(centres().kept),
              })}
            </h2>
            <p>{t('barometer.centresText', said())}</p>
            <svg
              class="lotz"
              viewBox={`-3 -1 ${perRow() * step + 24} 216`}
              role="img"
              aria-label={t('barometer.centresAnswer', said())}
            >
              <For each={kinds()}>
                {({ kind, from, to }) => <path class={kind} d={lotsPath(from, to, centres().inScope)} />}
              </For>
            </svg>
            <ul class="legend">
              <li>
                <i class="sw lot-c" />
                {t('barometer.centresClosed', said())}
              </li>
              <li>
                <i class="sw p-legacy" />
                {t('barometer.centresOpen', said())}
              </li>
              <li>
                <i class="sw p-state" />
                {t('barometer.centresKept', said())}
              </li>
            </ul>
            <p class="src">{t('barometer.statedAt', { source: centres().source, date: fmt.date(centres().asOf) })}</p>
          </section>
        )
      }}
    </Show>
  )
}
