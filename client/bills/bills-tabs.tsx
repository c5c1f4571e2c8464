import { A } from '@solidjs/router'
import { For } from 'solid-js'
import { t, type TextKey } from '#client/i18n/i18n.ts'

const parts: readonly { readonly href: string; readonly text: TextKey }[] = [
  { href: '/factures', text: 'allocation.tabMonths' },
  { href: '/factures/repartition', text: 'allocation.tabAllocation' },
  { href: '/factures/grand-livre', text: 'allocation.tabLedger' },
  { href: '/factures/couts-unitaires', text: 'allocation.tabUnits' },
]

/** The pages of billing, one beside the other: links, for each is a page with its own address. */
export function BillsTabs() {
  return (
    <nav class="tabs" aria-label={t('allocation.tabs')}>
      <For each={parts}>
        {(part) => (
          <A href={part.href} end>
            {t(part.text)}
          </A>
        )}
      </For>
    </nav>
  )
}
