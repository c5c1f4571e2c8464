import { useSearchParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import { may } from '#client/api/access.ts'
import { t } from '#client/i18n/i18n.ts'
import { PageHead } from '#client/ui/panel.tsx'
import { type Tab, Tabs } from '#client/ui/tabs.tsx'
import { createTitle } from '#client/ui/title.ts'
import { BookDetail } from './book-detail.tsx'
import { ImportPrices } from './import-prices.tsx'
import { InForcePanel } from './in-force-panel.tsx'
import { ReceivedPanel } from './received-panel.tsx'
import './prices.css'

const names = ['vigueur', 'recues', 'importer'] as const
type Name = (typeof names)[number]

/** What prices the options, what was received and awaits an answer, and the door by which prices come in. */
export function PricesPage() {
  createTitle(() => t('prices.title'))
  const [search, setSearch] = useSearchParams<{ onglet?: string; grille?: string }>()
  const tab = (): Name => names.find((one) => one === search.onglet) ?? 'vigueur'
  const turnTo = (onglet: Name, grille?: string) =>
    setSearch({ onglet: onglet === 'vigueur' ? null : onglet, grille: grille ?? null }, { scroll: false })
  const tabs = (): readonly Tab<Name>[] => [
    { value: 'vigueur', text: t('prices.tabInForce') },
    { value: 'recues', text: t('prices.tabReceived') },
    ...(may('prices.refresh') ? [{ value: 'importer' as const, text: t('prices.tabImport') }] : []),
  ]
  return (
    <>
      <PageHead title={t('prices.title')} sub={t('prices.sub')} />
      <Tabs label={t('prices.sections')} tabs={tabs()} value={tab()} onChange={(next) => turnTo(next)}>
        <div class="stack pbk-top">
          <Switch>
            <Match when={tab() === 'vigueur'}>
              <InForcePanel />
            </Match>
            <Match when={tab() === 'recues'}>
              <Show when={search.grille} fallback={<ReceivedPanel onOpen={(book) => turnTo('recues', book)} />}>
                {(book) => <BookDetail book={book()} onBack={() => turnTo('recues')} />}
              </Show>
            </Match>
            <Match when={tab() === 'importer'}>
              <ImportPrices onRead={(book) => turnTo('recues', book)} />
            </Match>
          </Switch>
        </div>
      </Tabs>
    </>
  )
}
