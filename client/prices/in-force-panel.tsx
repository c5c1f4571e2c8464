import { createSignal, For, Show } from 'solid-js'
import type { PriceStatus } from '#models/prices/price-book.ts'
import type { PriceLine, PricesInForceView } from '#models/prices/price-books.schemas.ts'
import { session } from '#client/api/access.ts'
import { createLoad } from '#client/api/load.ts'
import { priceLines, priceLinesPath, pricesInForce, pricesInForcePath } from '#client/api/prices.ts'
import { fmt, language, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { amountWords, statusCount, statusText, termWords } from './price-words.ts'

/** What prices the options today, for everybody or for one body. */
export function InForcePanel() {
  const [body, setBody] = createSignal('')
  const load = createLoad(() => pricesInForcePath(body()), pricesInForce)
  const bodies = () => session()?.bodies ?? []
  return (
    <div class="stack">
      <div class="pbk-pick">
        <SelectField
          label={t('prices.inForceFor')}
          value={body()}
          options={[
            { value: '', text: t('prices.everybody') },
            ...bodies().map((one) => ({
              value: one.code,
              text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
            })),
          ]}
          onChange={setBody}
        />
      </div>
      <Shown load={load}>{(view) => <Facts view={view()} />}</Shown>
      <Lines body={body()} />
    </div>
  )
}

function Facts(props: { view: PricesInForceView }) {
  return (
    <div class="cols">
      <div class="c-5 pbk-part">
        <Panel title={t('prices.tabInForce')}>
          <dl class="dl left">
            <dt>{t('prices.itemsColumn')}</dt>
            <dd>{t('prices.items', { count: props.view.items })}</dd>
            <dt>{t('prices.asOf')}</dt>
            <dd>
              <time datetime={props.view.asOf}>{fmt.date(props.view.asOf)}</time>
            </dd>
            <dt>{t('prices.age')}</dt>
            <dd>{t('prices.days', { count: props.view.ageDays })}</dd>
            <dt>{t('prices.booksLaid')}</dt>
            <dd>
              <For each={props.view.books} fallback={<span class="mut">{t('prices.noBookLaid')}</span>}>
                {(book) => (
                  <a class="mono" href={`/prix?onglet=recues&grille=${book}`}>
                    {book}{' '}
                  </a>
                )}
              </For>
            </dd>
            <dt>{t('prices.digest')}</dt>
            <dd class="mono sm pbk-digest">{props.view.digest}</dd>
          </dl>
          <h3>{t('prices.gaps')}</h3>
          <ul class="bul">
            <For each={props.view.gaps}>{(gap) => <li>{said(gap)}</li>}</For>
          </ul>
        </Panel>
      </div>
      <div class="c-7 pbk-part">
        <Panel flush title={t('prices.lists')}>
          <ScrollRegion label={t('workload.scrolling', { name: t('prices.lists') })}>
            <table class="tbl">
              <caption class="vh">{t('prices.lists')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('prices.provider')}</th>
                  <th scope="col">{t('prices.region')}</th>
                  <th scope="col" class="num">
                    {t('prices.itemsColumn')}
                  </th>
                  <th scope="col">{t('prices.dates')}</th>
                  <th scope="col">{t('prices.evidence')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={props.view.lists}>
                  {(list) => (
                    <tr>
                      <th scope="row">{list.provider}</th>
                      <td>{list.region}</td>
                      <td class="num">{fmt.integer(list.items)}</td>
                      <td class="nb">
                        {list.oldest === list.newest ? list.newest : `${list.oldest} – ${list.newest}`}
                      </td>
                      <td>
                        {(Object.keys(statusText) as PriceStatus[]) // the keys of a record are its own
                          .filter((status) => list.statuses[status] > 0)
                          .map((status) => t(statusCount[status], { count: list.statuses[status] }))
                          .join(', ')}
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </ScrollRegion>
        </Panel>
      </div>
    </div>
  )
}

function Lines(props: { body: string }) {
  const [text, setText] = createSignal('')
  const [asked, setAsked] = createSignal('')
  const [more, setMore] = createSignal<{
    readonly of: string
    readonly lines: readonly PriceLine[]
    readonly next: string | null
  }>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const path = () => priceLinesPath({ body: props.body, text: asked(), cursor: '0' })
  const load = createLoad(path, priceLines)
  const added = () => (more()?.of === path() ? more() : undefined)
  const search = (next: string) => {
    setText(next)
    clearTimeout(timer)
    timer = setTimeout(() => setAsked(next.trim()), 200)
  }
  async function showMore(cursor: string) {
    const page = await priceLines(priceLinesPath({ body: props.body, text: asked(), cursor }))
    setMore({ of: path(), lines: [...(added()?.lines ?? []), ...page.lines], next: page.next })
  }
  return (
    <Panel
      flush
      title={t('prices.lines')}
      note={<Show when={load.value()}>{(page) => <>{t('prices.found', { count: page().total })}</>}</Show>}
      end={
        <div class="search">
          <Icon name="search" />
          <input
            class="in"
            type="search"
            placeholder={t('prices.search')}
            aria-label={t('prices.search')}
            value={text()}
            onInput={(event) => search(event.currentTarget.value)}
          />
        </div>
      }
    >
      <Shown load={load}>
        {(page) => {
          const lines = () => [...page().lines, ...(added()?.lines ?? [])]
          const next = () => (added() === undefined ? page().next : (added()?.next ?? null))
          return (
            <Show when={lines().length > 0} fallback={<Empty title={t('prices.noLine')} />}>
              <ScrollRegion label={t('workload.scrolling', { name: t('prices.lines') })}>
                <table class="tbl pbk-lines">
                  <caption class="vh">{t('prices.lines')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('prices.sku')}</th>
                      <th scope="col">{t('prices.region')}</th>
                      <th scope="col" class="num">
                        {t('prices.price')}
                      </th>
                      <th scope="col">{t('prices.dates')}</th>
                      <th scope="col">{t('prices.evidence')}</th>
                      <th scope="col">{t('prices.source')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={lines()}>{(line) => <Line line={line} />}</For>
                  </tbody>
                </table>
              </ScrollRegion>
              <Show when={next()}>
                {(cursor) => (
                  <p class="pbk-more">
                    <Button onClick={() => void showMore(cursor())}>{t('prices.more')}</Button>
                  </p>
                )}
              </Show>
            </Show>
          )
        }}
      </Shown>
    </Panel>
  )
}

function Line(props: { line: PriceLine }) {
  return (
    <tr>
      <th scope="row">
        <span class="mono">{props.line.sku}</span> {props.line.os}
        <br />
        <small class="mut">
          {props.line.provider}, {props.line.service}, {termWords(props.line.term)}
        </small>
      </th>
      <td>{props.line.region}</td>
      <td class="num nb">{amountWords(props.line)}</td>
      <td class="nb">{props.line.asOf}</td>
      <td class="nb">{t(statusText[props.line.status])}</td>
      <td class="sm">
        {props.line.source}
        <br />
        <span class="mono mut">{props.line.at}</span>
      </td>
    </tr>
  )
}
