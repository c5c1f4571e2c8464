import { For, Show } from 'solid-js'
import type { UseStatistics } from '#models/sizing/usage.schemas.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { ScrollRegion } from '#client/ui/table.tsx'

const statistics = ['mean', 'p50', 'p90', 'p95', 'p99', 'max'] as const satisfies readonly (keyof UseStatistics)[]
const text: Readonly<Record<(typeof statistics)[number], TextKey>> = {
  mean: 'sizing.mean',
  p50: 'sizing.p50',
  p90: 'sizing.p90',
  p95: 'sizing.p95',
  p99: 'sizing.p99',
  max: 'sizing.max',
}

/** From nothing to full: the band up to p95, the tail to p99, the thread to the maximum; a tick at the mean. */
function Strip(props: { what: string; use: UseStatistics }) {
  const share = (percent: number) => `${Math.min(100, percent)}%`
  const label = () =>
    t('sizing.stripLabel', {
      what: props.what,
      ...Object.fromEntries(statistics.map((name) => [name, fmt.percent(props.use[name], 1)])),
    })
  return (
    <div
      class="us-b"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a strip drawn by the page is one picture, no file holds it
      role="img"
      aria-label={label()}
    >
      <i class="us-max" style={{ width: share(props.use.max) }} />
      <i class="us-99" style={{ width: share(props.use.p99) }} />
      <i class="us-95" style={{ width: share(props.use.p95) }} />
      <i class="us-mean" style={{ left: share(props.use.mean) }} />
    </div>
  )
}

/** Processor and memory of a server: the strips, then the same figures in a table. */
export function UseOfServer(props: { name: string; cpu: UseStatistics; memory: UseStatistics | null }) {
  const rows = () => [
    { what: t('sizing.cpu'), use: props.cpu },
    { what: t('sizing.memory'), use: props.memory },
  ]
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('sizing.useOf', { name: props.name }) })}>
      <table class="tbl us">
        <caption class="vh">{t('sizing.useOf', { name: props.name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sizing.use')}</th>
            <th scope="col" class="us-w">
              <span class="vh">{t('sizing.share')}</span>
              <span class="us-sc" aria-hidden="true">
                <span>0</span>
                <span>50</span>
                <span>100 %</span>
              </span>
            </th>
            <For each={statistics}>
              {(name) => (
                <th scope="col" class="num">
                  {t(text[name])}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr>
                <th scope="row">{row.what}</th>
                <Show
                  when={row.use}
                  fallback={
                    <td colspan={7} class="mut">
                      {t('sizing.notMeasured')}
                    </td>
                  }
                >
                  {(use) => (
                    <>
                      <td class="us-w">
                        <Strip what={row.what} use={use()} />
                      </td>
                      <For each={statistics}>{(name) => <td class="num">{fmt.decimal(use()[name], 1)}</td>}</For>
                    </>
                  )}
                </Show>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}
