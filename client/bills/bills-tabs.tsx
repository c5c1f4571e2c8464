import { A, useSearchParams } from '@solidjs/router'
import { For } from 'solid-js'
import { t, type TextKey } from '#client/i18n/i18n.ts'

/** `ofBody`: the page is that of a body, which goes along from one to the other. */
const parts: readonly { readonly href: string; readonly text: TextKey; readonly ofBody: boolean }[] = [
  { href: '/factures', text: 'allocation.tabMonths', ofBody: false },
  { href: '/factures/repartition', text: 'allocation.tabAllocation', ofBody: true },
  { href: '/factures/grand-livre', text: 'allocation.tabLedger', ofBody: true },
  { href: '/factures/couts-unitaires', text: 'allocation.tabUnits', ofBody: false },
]

/** The pages of billing, one beside the other: links, for each is a page with its own address. */
export function BillsTabs() {
  const [search] = useSearchParams<{ organisme?: string }>()
  const href = (part: (typeof parts)[number]) =>
    part.ofBody && search.organisme !== undefined
      ? `${part.href}?organisme=${encodeURIComponent(search.organisme)}`
      : part.href
  return (
    <nav class="tabs" aria-label={t('allocation.tabs')}>
      <For each={parts}>
        {(part) => (
          <A href={href(part)} end>
            {t(part.text)}
          </A>
        )}
      </For>
    </nav>
  )
}
