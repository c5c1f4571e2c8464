import { For, Show } from 'solid-js'
import type { ImportBatchView, RowChange } from '#models/imports/import.views.ts'
import { importPath } from '#client/api/imports.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { changeLook } from './import-words.ts'

type Counted = {
  readonly change: Extract<RowChange, 'added' | 'changed' | 'unchanged' | 'ignored' | 'rejected'>
  readonly text: TextKey
}
const counted: readonly Counted[] = [
  { change: 'added', text: 'imports.added' },
  { change: 'changed', text: 'imports.changed' },
  { change: 'unchanged', text: 'imports.unchanged' },
  { change: 'ignored', text: 'imports.ignored' },
  { change: 'rejected', text: 'imports.rejected' },
]

/** What the file would do to the portfolio, counted row by row: every row of the file is in one of the five. */
export function ResultPanel(props: {
  batch: ImportBatchView
  chosen: RowChange | 'all'
  onChoose: (change: RowChange | 'all') => void
}) {
  const total = () =>
    Math.max(
      1,
      counted.reduce((sum, one) => sum + props.batch.rows[one.change], 0),
    )
  const strip = () => counted.map((one) => `${t(one.text)} ${fmt.integer(props.batch.rows[one.change])}`).join(', ')
  return (
    <Panel
      flush
      title={t(props.batch.state === 'applied' ? 'imports.resultApplied' : 'imports.result')}
      note={t('imports.resultNote')}
    >
      <div class="df4">
        <For each={counted}>
          {(one) => (
            <button
              type="button"
              aria-pressed={props.chosen === one.change}
              onClick={() => props.onChoose(props.chosen === one.change ? 'all' : one.change)}
            >
              <span>
                <i class={`sy ${changeLook[one.change].class}`} aria-hidden="true">
                  {changeLook[one.change].sign}
                </i>
                {t(one.text)}
              </span>
              <b>{fmt.integer(props.batch.rows[one.change])}</b>
            </button>
          )}
        </For>
      </div>
      <div class="panel-b res">
        <div class="strip s">
          <span class="vh">{strip()}</span>
          <div class="strip-b" aria-hidden="true">
            <For each={counted}>
              {(one) => (
                <Show when={props.batch.rows[one.change] > 0}>
                  <i
                    class={`st-${changeLook[one.change].class}`}
                    style={{ width: `${(100 * props.batch.rows[one.change]) / total()}%` }}
                  />
                </Show>
              )}
            </For>
          </div>
        </div>
        <dl class="dl">
          <dt>{t('imports.workloads')}</dt>
          <dd>
            <b>{fmt.integer(props.batch.workloads)}</b>
          </dd>
          <dt>{t('imports.assets')}</dt>
          <dd>
            <b>{fmt.integer(props.batch.assets)}</b>
          </dd>
          <dt>{t('imports.conflicts')}</dt>
          <dd>
            <b>{fmt.integer(props.batch.conflicts)}</b>
            {props.batch.conflicts > 0 ? `, ${t('imports.conflictsNote')}` : ''}
          </dd>
          <dt>{t('imports.absent')}</dt>
          <dd>{t('imports.absentNote', { count: fmt.integer(props.batch.absentFromFile) })}</dd>
        </dl>
      </div>
    </Panel>
  )
}

type RejectedCause = ImportBatchView['rejectedByCode'][number]

/** Where to look first; the message only when it adds something to the title, the column only when one is at fault. */
function exampleWords({ title, example }: RejectedCause): string {
  const row = t('imports.exampleRow', { row: fmt.integer(example.row) })
  const place = example.column === '' ? row : `${example.column}, ${row}`
  return example.message === said(title) ? place : t('imports.example', { place, message: example.message })
}

/** Rows that cannot be imported, by cause, the most frequent first, each with what to correct. */
export function RejectedPanel(props: { batch: ImportBatchView }) {
  return (
    <Panel
      flush
      title={t('imports.rejectedTitle', { count: fmt.integer(props.batch.rows.rejected) })}
      end={
        <Show when={props.batch.rows.rejected > 0}>
          <LinkButton small download icon="download" href={`${importPath(props.batch.id)}/errors`}>
            {t('imports.downloadErrors')}
          </LinkButton>
        </Show>
      }
    >
      <Show
        when={props.batch.rejectedByCode.length > 0}
        fallback={
          <p class="panel-b">
            <StatusMark tone="ok">{t('imports.rejectedNone')}</StatusMark>
          </p>
        }
      >
        <ul class="er">
          <For each={props.batch.rejectedByCode}>
            {(cause) => (
              <li>
                <span class="c">{fmt.integer(cause.count)}</span>
                <b>{said(cause.title)}</b>
                <p>{exampleWords(cause)}</p>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.batch.ignoredByCode.length > 0}>
        <div class="panel-f">
          <details class="alt">
            <summary>{t('imports.ignoredTitle', { count: fmt.integer(props.batch.rows.ignored) })}</summary>
            <ul>
              <For each={props.batch.ignoredByCode}>
                {(cause) => (
                  <li>
                    <b>{fmt.integer(cause.count)}</b> {said(cause.title)}
                  </li>
                )}
              </For>
            </ul>
          </details>
        </div>
      </Show>
    </Panel>
  )
}
