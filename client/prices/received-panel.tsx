import { For, Show } from 'solid-js'
import type { PriceBookView } from '#models/prices/price-books.schemas.ts'
import { createLoad } from '#client/api/load.ts'
import { receivedBooks, receivedBooksPath } from '#client/api/prices.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { countsWords, readersWords, stateLook } from './price-words.ts'

/** Every list received: proposed, accepted, rejected. */
export function ReceivedPanel(props: { onOpen: (book: string) => void }) {
  const load = createLoad(() => receivedBooksPath, receivedBooks)
  return (
    <Shown load={load}>
      {(books) => (
        <Panel flush title={t('prices.tabReceived')}>
          <Show
            when={books().length > 0}
            fallback={<Empty title={t('prices.noneReceived')}>{t('prices.noneReceivedText')}</Empty>}
          >
            <ScrollRegion label={t('workload.scrolling', { name: t('prices.tabReceived') })}>
              <table class="tbl pbk-books">
                <caption class="vh">{t('prices.tabReceived')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('prices.number')}</th>
                    <th scope="col">{t('prices.state')}</th>
                    <th scope="col">{t('prices.name')}</th>
                    <th scope="col">{t('prices.readers')}</th>
                    <th scope="col" class="num">
                      {t('prices.itemsColumn')}
                    </th>
                    <th scope="col">{t('prices.differs')}</th>
                    <th scope="col">{t('prices.inForceFrom')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={books()}>{(book) => <Row book={book} onOpen={() => props.onOpen(book.book)} />}</For>
                </tbody>
              </table>
            </ScrollRegion>
          </Show>
        </Panel>
      )}
    </Shown>
  )
}

function Row(props: { book: PriceBookView; onOpen: () => void }) {
  const one = () => props.book
  return (
    <tr>
      <th scope="row" class="nb">
        <button
          type="button"
          class="lk mono"
          aria-label={t('prices.open', { book: one().book })}
          onClick={() => props.onOpen()}
        >
          {one().book}
        </button>
      </th>
      <td class="nb">
        <StatusMark tone={stateLook[one().state].tone}>{t(stateLook[one().state].text)}</StatusMark>
      </td>
      <td>
        {one().name}
        <Show when={one().region}>{(region) => <>{`, ${region()}`}</>}</Show>
        <br />
        <small class="mut">{t('prices.proposedBy', { who: one().proposedBy, at: fmt.date(one().proposedAt) })}</small>
      </td>
      <td>{readersWords(one())}</td>
      <td class="num">{fmt.integer(one().items)}</td>
      <td>
        {countsWords(one())}
        <Show when={one().outliers > 0}>
          <br />
          <small class="tag warn">
            {t('prices.outliers')} : {fmt.integer(one().outliers)}
          </small>
        </Show>
      </td>
      <td class="nb">
        <Show when={one().inForceFrom}>{(day) => <>{t('prices.fromDay', { date: fmt.date(day()) })}</>}</Show>
        <Show when={one().isInForce}>
          <br />
          <StatusMark pill tone="ok">
            {t('prices.inForceNow')}
          </StatusMark>
        </Show>
      </td>
    </tr>
  )
}
