import { createSignal, For, Show } from 'solid-js'
import type { OutlierView, PriceBookDetail } from '#models/prices/price-books.schemas.ts'
import { may, session } from '#client/api/access.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import {
  priceBook,
  priceBookPath,
  priceDifference,
  priceDifferencePath,
  type TakenOutlier,
} from '#client/api/prices.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { CheckField, TextField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { BookAnswerDialog } from './book-answer-dialog.tsx'
import { BookDifferencePanel } from './book-difference-panel.tsx'
import { amountWords, countsWords, readersWords, stateLook } from './price-words.ts'

/** One list: what it is, what it changes, what is strange in it; and the answer of a second person. */
export function BookDetail(props: { book: string; onBack: () => void }) {
  const load = createLoad(() => priceBookPath(props.book), priceBook)
  const difference = createLoad(() => priceDifferencePath(props.book), priceDifference)
  const [taken, setTaken] = createSignal<ReadonlyMap<number, string>>(new Map())
  const [answer, setAnswer] = createSignal<'accept' | 'reject'>()
  const take = (line: number, reason: string | undefined) => {
    const next = new Map(taken())
    if (reason === undefined) next.delete(line)
    else next.set(line, reason)
    setTaken(next)
  }
  const outliers = (): readonly TakenOutlier[] => [...taken()].map(([line, reason]) => ({ line, reason }))
  return (
    <>
      <p>
        <Button kind="quiet" icon="chevl" onClick={() => props.onBack()}>
          {t('prices.back')}
        </Button>
      </p>
      <Shown load={load}>
        {(book) => (
          <div class="stack">
            <Facts book={book()} onAnswer={setAnswer} />
            <Shown load={difference}>
              {(it) => <BookDifferencePanel difference={it()} isDecided={book().state === 'accepted'} />}
            </Shown>
            <Show when={book().outlierRows.length > 0}>
              <Outliers book={book()} taken={taken()} onTake={take} />
            </Show>
            <Show when={book().refusedRows.length > 0}>
              <Refused book={book()} />
            </Show>
            <Show when={answer()}>
              {(act) => (
                <BookAnswerDialog
                  book={book()}
                  answer={act()}
                  outliers={outliers()}
                  onClose={() => setAnswer(undefined)}
                  onDone={(changed) => {
                    setAnswer(undefined)
                    load.put(changed)
                    void refresh('/api/')
                  }}
                />
              )}
            </Show>
          </div>
        )}
      </Shown>
    </>
  )
}

function Facts(props: { book: PriceBookDetail; onAnswer: (answer: 'accept' | 'reject') => void }) {
  const one = () => props.book
  const isOwn = () => one().proposedBy === session()?.user
  const blocked = () => {
    if (!may('prices.accept')) return t('prices.cannotAccept')
    return isOwn() ? t('prices.cannotOwn') : undefined
  }
  const decided = () => (one().state === 'accepted' ? 'prices.acceptedBy' : 'prices.rejectedBy')
  return (
    <Panel
      title={t('prices.bookTitle', { book: one().book })}
      footer={
        <Show when={one().state === 'proposed'}>
          <Show when={may('prices.refresh')}>
            <Button onClick={() => props.onAnswer('reject')}>{t('prices.reject')}</Button>
          </Show>
          <Button kind="primary" blockedBy={blocked()} onClick={() => props.onAnswer('accept')}>
            {t('prices.accept')}
          </Button>
        </Show>
      }
    >
      <dl class="dl left">
        <dt>{t('prices.state')}</dt>
        <dd>
          <StatusMark tone={stateLook[one().state].tone}>{t(stateLook[one().state].text)}</StatusMark>
          <Show when={one().inForceFrom}>{(day) => <> {t('prices.fromDay', { date: fmt.date(day()) })}</>}</Show>
        </dd>
        <dt>{t('prices.name')}</dt>
        <dd>
          {one().name}
          <Show when={one().region}>{(region) => <>{`, ${region()}`}</>}</Show>
        </dd>
        <dt>{t('prices.readers')}</dt>
        <dd>{readersWords(one())}</dd>
        <dt>{t('prices.extent')}</dt>
        <dd>
          {t('prices.items', { count: one().items })},{' '}
          {t(one().isWholeList ? 'prices.wholeList' : 'prices.partialList')}
        </dd>
        <dt>{t('prices.latest')}</dt>
        <dd>{fmt.date(one().asOf)}</dd>
        <dt>{t('prices.differs')}</dt>
        <dd>{countsWords(one())}</dd>
        <dt>{t('prices.people')}</dt>
        <dd>
          {t('prices.proposedBy', { who: one().proposedBy, at: fmt.date(one().proposedAt) })}
          <Show when={one().decidedBy}>
            {(who) => <p>{t(decided(), { who: who(), at: fmt.date(one().decidedAt ?? '') })}</p>}
          </Show>
        </dd>
        <Show when={one().decisionReason}>
          {(reason) => (
            <>
              <dt>{t('prices.answerReason')}</dt>
              <dd>{reason()}</dd>
            </>
          )}
        </Show>
        <dt>{t('prices.digest')}</dt>
        <dd class="mono sm pbk-digest">{one().digest}</dd>
      </dl>
    </Panel>
  )
}

type Taking = {
  book: PriceBookDetail
  taken: ReadonlyMap<number, string>
  onTake: (line: number, reason: string | undefined) => void
}

function Outliers(props: Taking) {
  return (
    <Panel flush title={t('prices.outliers')} note={t('prices.outliersNote')}>
      <ScrollRegion label={t('workload.scrolling', { name: t('prices.outliers') })}>
        <table class="tbl pbk-outliers">
          <caption class="vh">{t('prices.outliers')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('prices.sku')}</th>
              <th scope="col" class="num">
                {t('prices.line')}
              </th>
              <th scope="col">{t('prices.price')}</th>
              <th scope="col">{t('prices.why')}</th>
              <th scope="col">{t('prices.takeColumn')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.book.outlierRows}>{(row) => <Outlier {...props} row={row} />}</For>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}

function Outlier(props: Taking & { row: OutlierView }) {
  const one = () => props.row
  const mayTake = () => props.book.state === 'proposed' && may('prices.accept')
  const settled = () => {
    const reason = one().accepted
    return reason === null ? t('prices.leftOut') : t('prices.takenBecause', { reason })
  }
  return (
    <tr>
      <th scope="row">
        <span class="mono">{one().sku}</span> {one().os}
        <br />
        <small class="mut">
          {one().provider} {one().region}, {one().service}
        </small>
      </th>
      <td class="num">{one().line}</td>
      <td class="nb">{amountWords(one())}</td>
      <td>
        {one().kind === 'under-bare-size'
          ? t('prices.underBare')
          : t('prices.times', {
              times: fmt.decimal(one().times, 2),
              count: t('prices.agreeing', { count: one().agreeing }),
            })}
      </td>
      <td>
        <Show when={mayTake()} fallback={<span class="mut">{settled()}</span>}>
          <CheckField
            label={t('prices.takeIt', { line: one().line })}
            checked={props.taken.has(one().line)}
            onChange={(checked) => props.onTake(one().line, checked ? '' : undefined)}
          />
          <Show when={props.taken.has(one().line)}>
            <TextField
              label={t('prices.takeReason', { line: one().line })}
              value={props.taken.get(one().line) ?? ''}
              onInput={(reason) => props.onTake(one().line, reason)}
            />
          </Show>
        </Show>
      </td>
    </tr>
  )
}

const mostShown = 100

function Refused(props: { book: PriceBookDetail }) {
  return (
    <Panel
      flush
      title={`${t('prices.refused')} (${fmt.integer(props.book.refused)})`}
      note={
        props.book.refused > mostShown
          ? `${t('prices.refusedNote')} ${t('prices.refusedShown', { count: mostShown })}.`
          : t('prices.refusedNote')
      }
    >
      <ScrollRegion label={t('workload.scrolling', { name: t('prices.refused') })}>
        <table class="tbl">
          <caption class="vh">{t('prices.refused')}</caption>
          <thead>
            <tr>
              <th scope="col" class="num">
                {t('prices.line')}
              </th>
              <th scope="col">{t('prices.column')}</th>
              <th scope="col">{t('prices.why')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.book.refusedRows.slice(0, mostShown)}>
              {(row) => (
                <tr>
                  <td class="num">{row.row ?? ''}</td>
                  <td class="mono sm">{row.column ?? ''}</td>
                  <td>{said(row.detail)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}
