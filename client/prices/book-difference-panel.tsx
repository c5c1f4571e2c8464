import { createMemo, createSignal, Index, Show } from 'solid-js'
import type { PriceChange, PriceChangeKind, PriceSide } from '#models/prices/book-difference.ts'
import type { PriceBookDifference } from '#models/prices/price-books.schemas.ts'
import { fold } from '#models/shared/fold.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { createRowWindow } from '#client/ui/row-window.ts'
import { Segmented } from '#client/ui/segmented.tsx'
import { amountWords, kindText, statusText, termWords } from './price-words.ts'

const kindFilters = ['all', 'new', 'gone', 'changed', 'other'] as const
type KindFilter = (typeof kindFilters)[number]
const filterText: Readonly<Record<KindFilter, TextKey>> = {
  all: 'prices.kindAll',
  new: 'prices.kindNew',
  gone: 'prices.kindGone',
  changed: 'prices.kindChanged',
  other: 'prices.kindOther',
}
const sorts = ['move', 'rise', 'fall', 'name'] as const
type Sort = (typeof sorts)[number]
const sortText: Readonly<Record<Sort, TextKey>> = {
  move: 'prices.sortMove',
  rise: 'prices.sortRise',
  fall: 'prices.sortFall',
  name: 'prices.sortName',
}

function isOf(kind: PriceChangeKind, filter: KindFilter): boolean {
  return filter === 'all' || kind === filter || (filter === 'other' && (kind === 'unit' || kind === 'currency'))
}

const nameOf = (one: PriceChange) => `${one.provider} ${one.region} ${one.service} ${one.sku} ${one.os}`

/** What has no percent stands last, whatever the order. */
function ordered(changes: readonly PriceChange[], sort: Sort): readonly PriceChange[] {
  if (sort === 'name') return changes.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))
  const weight = ({ percent }: PriceChange) => {
    if (percent === null) return Number.NEGATIVE_INFINITY
    if (sort === 'move') return Math.abs(percent)
    return sort === 'rise' ? percent : -percent
  }
  return changes.toSorted((a, b) => {
    const [first, second] = [weight(a), weight(b)]
    return first === second ? 0 : second - first
  })
}

/** New, gone and moved prices, thousands of them: filtered and ordered in the page, only what is seen is drawn. */
export function BookDifferencePanel(props: { difference: PriceBookDifference; isDecided: boolean }) {
  const [kind, setKind] = createSignal<KindFilter>('all')
  const [sort, setSort] = createSignal<Sort>('move')
  const [text, setText] = createSignal('')
  const folded = createMemo(() => new Map(props.difference.changes.map((one) => [one, fold(nameOf(one))])))
  const rows = createMemo(() => {
    const words = fold(text()).split(' ').filter(Boolean)
    const found = props.difference.changes.filter(
      (one) => isOf(one.kind, kind()) && words.every((word) => folded().get(one)?.includes(word) === true),
    )
    return ordered(found, sort())
  })
  const lines = createRowWindow({ count: () => rows().length, heightToken: '--pbk-row', headLines: 1 })
  const visible = createMemo(() => rows().slice(lines.first(), lines.last()))
  const outliers = createMemo(() => new Set(props.difference.outlierLines))
  const count = (filter: KindFilter) => props.difference.changes.filter((one) => isOf(one.kind, filter)).length
  const isOutlier = (change: PriceChange) => outliers().has(Number(change.after?.at.split(':').at(-1)))
  return (
    <Panel
      title={t('prices.difference')}
      note={t(props.isDecided ? 'prices.differenceDecided' : 'prices.differenceNote')}
    >
      <Show
        when={props.difference.changes.length > 0}
        fallback={
          <Empty title={t('prices.nothingChanges')}>
            {t('prices.nothingChangesText', { count: props.difference.counts.unchanged })}
          </Empty>
        }
      >
        <div class="row-w pbk-filters">
          <Segmented<KindFilter>
            label={t('prices.kinds')}
            options={kindFilters.map((value) => ({
              value,
              text: `${t(filterText[value])} ${fmt.integer(count(value))}`,
            }))}
            value={kind()}
            onChange={(next) => {
              setKind(next)
              lines.toTop()
            }}
          />
          <SelectField<Sort>
            label={t('prices.sort')}
            value={sort()}
            options={sorts.map((value) => ({ value, text: t(sortText[value]) }))}
            onChange={(next) => {
              setSort(next)
              lines.toTop()
            }}
          />
          <div class="search end">
            <Icon name="search" />
            <input
              class="in"
              type="search"
              placeholder={t('prices.filter')}
              aria-label={t('prices.filter')}
              value={text()}
              onInput={(event) => {
                setText(event.currentTarget.value)
                lines.toTop()
              }}
            />
          </div>
        </div>
        <p class="sm mut" role="status">
          {t('prices.shown', { count: rows().length })}
        </p>
        <div
          class="pbk-list scroll-x"
          ref={(element) => lines.attach(element)}
          onScroll={lines.onScroll}
          role="region"
          aria-label={t('workload.scrolling', { name: t('prices.difference') })}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be focusable to be scrolled by keyboard
          tabindex="0"
        >
          <table class="tbl pbk" aria-rowcount={rows().length + 1}>
            <caption class="vh">{t('prices.difference')}</caption>
            <thead>
              <tr aria-rowindex="1">
                <th scope="col">{t('prices.sku')}</th>
                <th scope="col">{t('prices.kind')}</th>
                <th scope="col">{t('prices.before')}</th>
                <th scope="col">{t('prices.after')}</th>
                <th scope="col" class="num">
                  {t('prices.move')}
                </th>
                <th scope="col">{t('prices.source')}</th>
              </tr>
            </thead>
            <tbody>
              <Show when={lines.first() > 0}>
                <tr aria-hidden="true" class="gap">
                  <td colspan={6} style={{ height: `${lines.first() * lines.rowHeight()}px` }} />
                </tr>
              </Show>
              <Index each={visible()}>
                {(change, place) => (
                  <Row change={change()} place={lines.first() + place} isOutlier={isOutlier(change())} />
                )}
              </Index>
              <Show when={lines.last() < rows().length}>
                <tr aria-hidden="true" class="gap">
                  <td colspan={6} style={{ height: `${(rows().length - lines.last()) * lines.rowHeight()}px` }} />
                </tr>
              </Show>
            </tbody>
          </table>
        </div>
      </Show>
    </Panel>
  )
}

function Row(props: { change: PriceChange; place: number; isOutlier: boolean }) {
  const one = () => props.change
  return (
    <tr aria-rowindex={props.place + 2}>
      <th scope="row" title={nameOf(one())}>
        <span class="mono">{one().sku}</span> {one().os}
        <br />
        <small class="mut">
          {one().provider} {one().region}, {one().service}, {termWords(one().term)}
        </small>
      </th>
      <td class="nb">
        {t(kindText[one().kind])}
        <Show when={props.isOutlier}>
          <br />
          <span class="tag warn">{t('prices.outlier')}</span>
        </Show>
      </td>
      <td>
        <Side side={one().before} />
      </td>
      <td>
        <Side side={one().after} />
      </td>
      <td class="num">{one().percent === null ? unknownMark : fmt.percentDifference(one().percent ?? 0)}</td>
      <td class="sm" title={one().after?.source ?? one().before?.source}>
        {one().after?.source ?? one().before?.source}
        <br />
        <span class="mono mut">{one().after?.at ?? one().before?.at}</span>
      </td>
    </tr>
  )
}

function Side(props: { side: PriceSide | null }) {
  return (
    <Show when={props.side} fallback={<span class="mut">{unknownMark}</span>}>
      {(side) => (
        <>
          <span class="nb">{amountWords(side())}</span>
          <br />
          <small class="mut">
            {side().asOf}, {t(statusText[side().status])}
          </small>
        </>
      )}
    </Show>
  )
}
