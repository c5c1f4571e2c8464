import { For, Show } from 'solid-js'
import type { PriceBookView } from '#client/api/rules.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Panel } from '#client/ui/panel.tsx'

/** The prices in use: how old they are and what they lack. */
export function PriceBooks(props: { books: readonly PriceBookView[] }) {
  return (
    <Show when={props.books.length > 0} fallback={<Empty title={t('rules.noBook')}>{t('rules.noBookText')}</Empty>}>
      <For each={props.books}>
        {(book) => (
          <Panel title={`${t('rules.book')} ${book.id}`}>
            <dl class="dl left">
              <dt>{t('rules.bookAsOf')}</dt>
              <dd>
                <time datetime={book.asOf}>{fmt.date(book.asOf)}</time>
              </dd>
              <dt>{t('rules.bookAge')}</dt>
              <dd>{t('rules.days', { count: book.ageDays })}</dd>
              <dt>{t('rules.bookItems')}</dt>
              <dd>{fmt.integer(book.items)}</dd>
              <dt>{t('rules.bookDigest')}</dt>
              <dd class="mono sm">{book.digest}</dd>
              <dt>{t('rules.bookGaps')}</dt>
              <dd>
                <ul class="bul">
                  <For each={book.gaps} fallback={<li>{t('rules.nothingUnknown')}</li>}>
                    {(gap) => <li>{said(gap)}</li>}
                  </For>
                </ul>
              </dd>
            </dl>
          </Panel>
        )}
      </For>
    </Show>
  )
}
