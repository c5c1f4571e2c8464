import { useNavigate, useSearchParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'
import { may } from '#client/api/access.ts'
import { t } from '#client/i18n/i18n.ts'
import { PageHead } from '#client/ui/panel.tsx'
import { type Tab, Tabs } from '#client/ui/tabs.tsx'
import { createTitle } from '#client/ui/title.ts'
import { BillsTabs } from './bills-tabs.tsx'
import { BillGridPanel } from './bill-grid.tsx'
import { DeliveriesPanel } from './deliveries-panel.tsx'
import { RatesPanel } from './rates-panel.tsx'
import { SendBill } from './send-bill.tsx'
import './bills.css'

const names = ['mois', 'deposer', 'recues', 'taux'] as const
type Name = (typeof names)[number]

/** Bills as finance follows them: which months are there, what was received, and at which rate it is told in Canadian dollars. */
export function BillsPage() {
  createTitle(() => t('bills.title'))
  const [search, setSearch] = useSearchParams<{ onglet?: string }>()
  const go = useNavigate()
  const tab = (): Name => names.find((one) => one === search.onglet) ?? 'mois'
  const turnTo = (onglet: Name) => setSearch({ onglet: onglet === 'mois' ? null : onglet }, { scroll: false })
  const tabs = (): readonly Tab<Name>[] => [
    { value: 'mois', text: t('bills.tabMonths') },
    ...(may('bills.import') ? [{ value: 'deposer' as const, text: t('bills.tabSend') }] : []),
    { value: 'recues', text: t('bills.tabReceived') },
    { value: 'taux', text: t('bills.tabRates') },
  ]
  return (
    <>
      <PageHead title={t('bills.title')} sub={t('bills.sub')} />
      <BillsTabs />
      <div class="bl-sections">
        <Tabs label={t('bills.sections')} tabs={tabs()} value={tab()} onChange={turnTo}>
          <div class="stack bl-top">
            <Switch>
              <Match when={tab() === 'mois'}>
                <BillGridPanel onSend={() => turnTo('deposer')} />
              </Match>
              <Match when={tab() === 'deposer'}>
                <SendBill onRead={(delivery) => go(`/factures/recues/${delivery}`)} />
              </Match>
              <Match when={tab() === 'recues'}>
                <DeliveriesPanel />
              </Match>
              <Match when={tab() === 'taux'}>
                <RatesPanel />
              </Match>
            </Switch>
          </div>
        </Tabs>
      </div>
    </>
  )
}
