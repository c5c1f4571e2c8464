import './home.css'
import { Show } from 'solid-js'
import type { HomeView } from '#models/home/home.views.ts'
import { may, session } from '#client/api/access.ts'
import { home, homePath } from '#client/api/home.ts'
import { createLoad } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { Shown, Skeleton } from '#client/ui/loaded.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { createTitle } from '#client/ui/title.ts'
import { Alerts } from './alerts.tsx'
import { Cadastre } from './cadastre.tsx'
import { Examples } from './examples.tsx'
import { Inbox } from './inbox.tsx'
import { Progress } from './progress.tsx'

function subtitle(home: HomeView | undefined): string | undefined {
  if (home === undefined || home.inbox.length === 0) return undefined
  const late = home.inbox.filter((item) => item.isLate).length
  const all = t('home.sub', { count: home.inbox.length })
  return late === 0 ? all : `${all} ${t('home.subLate', { count: late })}`
}

/** Work is a list that empties: what awaits the person, how far the portfolio is, where the money is. */
export function HomePage() {
  createTitle(() => t('home.title'))
  const load = createLoad(
    () => homePath,
    (_, signal) => home(signal),
  )
  return (
    <>
      <PageHead title={t('home.title')} sub={subtitle(load.value())} />
      <Shown load={load} skeleton={<Skeleton lines={12} />}>
        {(view) => (
          <>
            <Show when={view().progress.length > 0}>
              <Progress figures={view().progress} />
            </Show>
            <div class="dash">
              <Inbox items={view().inbox} />
              <div class="stack">
                <Show when={may('inventory.read')}>
                  <Cadastre rows={view().cadastre} />
                  <Alerts alerts={view().alerts} />
                </Show>
              </div>
            </div>
            <Show when={session()?.isDemonstration === true && may('inventory.read')}>
              <Examples />
            </Show>
          </>
        )}
      </Shown>
    </>
  )
}
