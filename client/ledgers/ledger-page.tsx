import { useSearchParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { session } from '#client/api/access.ts'
import { BillsTabs } from '#client/bills/bills-tabs.tsx'
import { BodyField, firstBody } from '#client/bills/body-field.tsx'
import { t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { createTitle } from '#client/ui/title.ts'
import { BudgetPanel } from './budget-panel.tsx'
import { ExtractsPanel, LinesPanel } from './extracts-panel.tsx'
import { SendExtract } from './send-extract.tsx'
import './ledgers.css'

/** The ledger of a body beside its bills: extracts, their lines, and budget withdrawn. */
export function LedgerPage() {
  createTitle(() => t('ledgers.title'))
  const [search, setSearch] = useSearchParams<{ organisme?: string }>()
  const body = () => search.organisme ?? firstBody(session()?.bodies ?? [])
  return (
    <>
      <PageHead title={t('ledgers.title')} sub={t('ledgers.sub')} />
      <BillsTabs />
      <div class="stack lg-top">
        <div class="lg-pick">
          <BodyField value={body()} onChange={(organisme) => setSearch({ organisme })} />
        </div>
        <Show
          when={body()}
          keyed
          fallback={<Empty title={t('allocation.chooseFirst')}>{t('ledgers.chooseFirstWhy')}</Empty>}
        >
          {(code) => (
            <>
              <SendExtract body={code} />
              <BudgetPanel body={code} />
              <ExtractsPanel body={code} />
              <LinesPanel body={code} />
            </>
          )}
        </Show>
      </div>
    </>
  )
}
