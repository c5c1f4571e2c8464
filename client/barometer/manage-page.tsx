import { useSearchParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { PageHead } from '#client/ui/panel.tsx'
import { type Tab, Tabs } from '#client/ui/tabs.tsx'
import { createTitle } from '#client/ui/title.ts'
import { IndicatorVersions } from './indicator-versions.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { PublicationsPanel } from './publications-panel.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import './barometer.css'

const names = ['apercu', 'indicateurs', 'publications', 'reglages'] as const
type Name = (typeof names)[number]

/** The public page as the centre keeps it: what would be published, how indicators are defined, what was published, how often. */
export function ManageBarometerPage() {
  createTitle(() => t('barometer.manage'))
  const [search, setSearch] = useSearchParams<{ onglet?: string }>()
  const tab = (): Name => names.find((one) => one === search.onglet) ?? 'apercu'
  const tabs = (): readonly Tab<Name>[] => [
    { value: 'apercu', text: t('barometer.preview') },
    { value: 'indicateurs', text: t('barometer.indicators') },
    { value: 'publications', text: t('barometer.publications') },
    { value: 'reglages', text: t('barometer.settings') },
  ]
  return (
    <>
      <PageHead title={t('barometer.manage')} sub={t('barometer.manageSub')}>
        <a class="btn" href="/barometre">
          {t('barometer.publicPage')}
        </a>
      </PageHead>
      <Tabs
        label={t('barometer.manage')}
        tabs={tabs()}
        value={tab()}
        onChange={(onglet) => setSearch({ onglet: onglet === 'apercu' ? null : onglet }, { scroll: false })}
      >
        <div class="stack bm-top">
          <Switch>
            <Match when={tab() === 'apercu'}>
              <PreviewPanel />
            </Match>
            <Match when={tab() === 'indicateurs'}>
              <IndicatorVersions />
            </Match>
            <Match when={tab() === 'publications'}>
              <PublicationsPanel />
            </Match>
            <Match when={tab() === 'reglages'}>
              <SettingsPanel />
            </Match>
          </Switch>
        </div>
      </Tabs>
    </>
  )
}
