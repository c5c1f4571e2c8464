import { useSearchParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import { may } from '#client/api/access.ts'
import { laddersInForce, laddersPath } from '#client/api/ladders.ts'
import { createLoad } from '#client/api/load.ts'
import {
  hostingOptions,
  hostingOptionsPath,
  priceBooks,
  priceBooksPath,
  rulePack,
  rulePackPath,
} from '#client/api/rules.ts'
import { t } from '#client/i18n/i18n.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { type Tab, Tabs } from '#client/ui/tabs.tsx'
import { createTitle } from '#client/ui/title.ts'
import { LaddersPanel } from './ladders-panel.tsx'
import { OptionsTable } from './options-table.tsx'
import { PriceBooks } from './price-books.tsx'
import { RulesTable } from './rules-table.tsx'
import './rules.css'

const names = ['regles', 'options', 'prix', 'echelles'] as const
type Name = (typeof names)[number]

/** What every verdict and every cost rests on. */
export function RulesPage() {
  createTitle(() => t('rules.title'))
  const [search, setSearch] = useSearchParams<{ onglet?: string }>()
  const tab = (): Name => names.find((one) => one === search.onglet) ?? 'regles'
  const pack = createLoad(() => rulePackPath, rulePack)
  const options = createLoad(() => (tab() === 'options' ? hostingOptionsPath : undefined), hostingOptions)
  const books = createLoad(() => (tab() === 'prix' && may('prices.read') ? priceBooksPath : undefined), priceBooks)
  const ladders = createLoad(() => (tab() === 'echelles' ? laddersPath : undefined), laddersInForce)
  const tabs = (): readonly Tab<Name>[] => [
    { value: 'regles', text: t('rules.tabRules'), count: pack.value()?.rules.length ?? '' },
    { value: 'options', text: t('rules.tabOptions'), count: options.value()?.length ?? '' },
    ...(may('prices.read') ? [{ value: 'prix' as const, text: t('rules.tabPrices') }] : []),
    { value: 'echelles', text: t('ladders.tab') },
  ]
  return (
    <>
      <PageHead title={t('rules.title')} sub={t('rules.sub')} />
      <Show when={pack.value()?.verified === false}>
        <Note tone="warn">{t('rules.notSigned')}</Note>
      </Show>
      <Tabs
        label={t('rules.sections')}
        tabs={tabs()}
        value={tab()}
        onChange={(next) => setSearch({ onglet: next === 'regles' ? null : next }, { replace: true, scroll: false })}
      >
        <div class="stack tab-top">
          <Switch>
            <Match when={tab() === 'regles'}>
              <Shown load={pack}>{(it) => <RulesTable pack={it()} />}</Shown>
            </Match>
            <Match when={tab() === 'options'}>
              <Shown load={options}>{(it) => <OptionsTable options={it()} />}</Shown>
            </Match>
            <Match when={tab() === 'prix'}>
              <Shown load={books}>{(it) => <PriceBooks books={it()} />}</Shown>
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
