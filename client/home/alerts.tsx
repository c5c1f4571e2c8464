import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { HomeView } from '#models/home/home.views.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'

/** What goes wrong and why, in at most three steps, with one way to look into it. */
export function Alerts(props: { alerts: HomeView['alerts'] }) {
  const count = (level: 'bad' | 'warn') => props.alerts.filter((alert) => alert.level === level).length
  return (
    <Panel
      flush
      title={t('home.alerts')}
      note={
        <>
          <Show when={count('bad') > 0}>
            <span class="tag bad">{t('home.critical', { count: count('bad') })}</span>{' '}
          </Show>
          <Show when={count('warn') > 0}>
            <span class="tag warn">{t('home.watch', { count: count('warn') })}</span>
          </Show>
        </>
      }
    >
      <Show when={props.alerts.length > 0} fallback={<Empty title={t('home.noAlerts')} />}>
        <div class="alerts">
          <For each={props.alerts}>
            {(alert) => (
              <article class="al">
                <h3>
                  <span class={alert.level === 'bad' ? 'b' : 'c'}>
                    <Icon name={alert.level === 'bad' ? 'vbad' : 'vwarn'} />
                  </span>
                  {said(alert.title)}
                </h3>
                <ul class="why">
                  <For each={alert.causes}>{(cause) => <li>{said(cause)}</li>}</For>
                </ul>
                <p class="go">
                  <A href={alert.href}>{said(alert.linkText)}</A>
                </p>
              </article>
            )}
          </For>
        </div>
      </Show>
    </Panel>
  )
}
