import { useSearchParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import { laddersInForce, laddersPath } from '#client/api/ladders.ts'
import { createLoad } from '#client/api/load.ts'
import { hostingOptions, hostingOptionsPath, rulePack, rulePackPath } from '#client/api/rules.ts'
import { t } from '#client/i18n/i18n.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { type Tab, Tabs } from '#client/ui/tabs.tsx'
import { createTitle } from '#client/ui/title.ts'
import { LaddersPanel } from './ladders-panel.tsx'
import { OptionsTable } from './options-table.tsx'
import { PortfolioJudging } from './portfolio-judging.tsx'
import { RulesTable } from './rules-table.tsx'
import { VersionsTab } from './versions-tab.tsx'
import './rules.css'

const names = ['regles', 'versions', 'options', 'echelles'] as const
type Name = (typeof names)[number]

/** What every verdict and every cost rests on. */
export function RulesPage() {
  createTitle(() => t('rules.title'))
  const [search, setSearch] = useSearchParams<{ onglet?: string; version?: string; ecrire?: string }>()
  const tab = (): Name => names.find((one) => one === search.onglet) ?? 'regles'
  const pack = createLoad(() => rulePackPath, rulePack)
  const options = createLoad(() => (tab() === 'options' ? hostingOptionsPath : undefined), hostingOptions)
  const ladders = createLoad(() => (tab() === 'echelles' ? laddersPath : undefined), laddersInForce)
  const tabs = (): readonly Tab<Name>[] => [
    { value: 'regles', text: t('rules.tabRules'), count: pack.value()?.rules.length ?? '' },
    { value: 'versions', text: t('packs.tab') },
    { value: 'options', text: t('rules.tabOptions'), count: options.value()?.length ?? '' },
    { value: 'echelles', text: t('ladders.tab') },
  ]
  return (
    <>
      <PageHead title={t('rules.title')} sub={t('rules.sub')} />
      <Show when={pack.value()?.verified === false}>
        <Note tone="warn">{t('rules.notSigned')}</Note>
      </Show>
      <Show when={pack.value()}>{(it) => <PortfolioJudging portfolio={it().portfolio} />}</Show>
      <Tabs
        label={t('rules.sections')}
        tabs={tabs()}
        value={tab()}
        onChange={(next) =>
          setSearch(
            { onglet: next === 'regles' ? null : next, version: null, ecrire: null },
            { replace: true, scroll: false },
          )
        }
      >
        <div class="stack tab-top">
          <Switch>
            <Match when={tab() === 'regles'}>
              <Shown load={pack}>{(it) => <RulesTable pack={it()} onChanged={pack.put} />}</Shown>
            </Match>
            <Match when={tab() === 'versions'}>
              <VersionsTab />
            </Match>
            <Match when={tab() === 'options'}>
              <Shown load={options}>{(it) => <OptionsTable options={it()} />}</Shown>
            </Match>
            <Match when={tab() === 'echelles'}>
              <Shown load={ladders}>
                {(it) => <LaddersPanel ladders={it()} onChanged={() => void ladders.reload()} />}
              </Shown>
            </Match>
          </Switch>
        </div>
      </Tabs>
    </>
  )
}
