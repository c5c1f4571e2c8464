import { A, useLocation } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { may, session } from '#client/api/access.ts'
import { home, homePath } from '#client/api/home.ts'
import { createLoad } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { fiscalPeriod } from '#client/i18n/format.ts'
import { Icon } from '#client/ui/icon.tsx'
import { type Destination, destinationAt } from './navigation.ts'

function RailLink(props: { to: Destination; count: number | undefined }) {
  const location = useLocation()
  const isHere = () =>
    props.to.href === '/' ? location.pathname === '/' : destinationAt(location.pathname)?.href === props.to.href
  return (
    <A
      href={props.to.href}
      classList={{ mob: props.to.isMain === true }}
      aria-current={isHere() ? 'page' : undefined}
      title={t(props.to.text)}
    >
      <Icon name={props.to.icon} />
      <span>{t(props.to.text)}</span>
      <Show when={props.count}>
        <span class="n">
          {props.count}
          <span class="vh"> {t('app.items', { count: props.count ?? 0 })}</span>
        </span>
      </Show>
    </A>
  )
}

/** What awaits a person on a page, among all that awaits them. */
const kindsOf: Readonly<Record<string, string>> = {
  '/classification': 'classification-',
  '/derogations': 'exemption-',
  '/benefices': 'claim-',
}

export function Rail(props: { destinations: readonly Destination[] }) {
  const inbox = createLoad(
    () => (may('inventory.read') ? homePath : undefined),
    (_, signal) => home(signal),
  )
  const waiting = (to: Destination) => {
    const items = inbox.value()?.inbox
    if (items === undefined) return undefined
    if (to.href === '/') return items.length || undefined
    const kinds = kindsOf[to.href]
    return kinds === undefined ? undefined : items.filter((item) => item.kind.startsWith(kinds)).length || undefined
  }
  const of = (group: Destination['group']) => props.destinations.filter((one) => one.group === group)
  return (
    <nav class="rail" aria-label={t('app.mainNavigation')}>
      <For each={of('work')}>{(one) => <RailLink to={one} count={waiting(one)} />}</For>
      <div class="sep" />
      <h2>{t('app.data')}</h2>
      <For each={of('data')}>{(one) => <RailLink to={one} count={undefined} />}</For>
      <p class="foot">
        {t('app.fiscalYear', fiscalPeriod(new Date()))}
        <Show when={session()?.isDemonstration}>
          <br />
          {t('app.demonstration')}
        </Show>
      </p>
    </nav>
  )
}
