import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { may } from '#client/api/access.ts'
import { classificationQueue, type QueuedClassification, queuePath } from '#client/api/classifications.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { workload, workloadPath } from '#client/api/workload.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { LevelNamesOf } from '#client/i18n/level-names.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { DicGlyph } from '#client/ui/dic-glyph.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { createShortcuts } from '#client/ui/keys.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { createTitle } from '#client/ui/title.ts'
import { DecideDialog, type Deciding } from './decide-dialog.tsx'
import { Evidence } from './evidence.tsx'
import './classification.css'

const dayMs = 86_400_000

function ageWords(since: string): string {
  const days = Math.max(0, Math.floor((Date.now() - new Date(since).getTime()) / dayMs))
  return days === 0 ? t('classification.today') : t('classification.days', { count: days })
}

function QueueLine(props: { item: QueuedClassification; isCurrent: boolean; onChoose: () => void }) {
  const dic = () => props.item.record.dic
  return (
    <li>
      <button
        type="button"
        aria-current={props.isCurrent ? 'true' : undefined}
        data-queued={props.item.id}
        onClick={() => props.onChoose()}
      >
        <span class="t">{props.item.workloadName}</span>
        <DicGlyph proposed body={props.item.body} d={dic()?.d ?? null} i={dic()?.i ?? null} c={dic()?.c ?? null} />
        <span class="d">
          {props.item.body}, <time datetime={props.item.proposedAt}>{ageWords(props.item.proposedAt)}</time>
        </span>
      </button>
    </li>
  )
}

function Queue(props: {
  items: readonly QueuedClassification[]
  current: QueuedClassification
  onChoose: (id: string) => void
}) {
  return (
    <section class="q" aria-label={t('classification.toReview')}>
      <div class="q-h">
        <h1>
          {t('classification.toReview')} <span>{fmt.integer(props.items.length)}</span>
        </h1>
        <p class="hint">{t('classification.queueOlder')}</p>
      </div>
      <ol>
        <For each={props.items}>
          {(item) => (
            <QueueLine item={item} isCurrent={item.id === props.current.id} onChoose={() => props.onChoose(item.id)} />
          )}
        </For>
      </ol>
      <div class="q-f kb">
        <span>
          <kbd>J</kbd> <kbd>K</kbd> {t('classification.keyBrowse')}
        </span>
        <Show when={may('classification.approve')}>
          <span>
            <kbd>A</kbd> {t('classification.keyApprove')}
          </span>
          <span>
            <kbd>R</kbd> {t('classification.keyReturn')}
          </span>
        </Show>
      </div>
    </section>
  )
}

function Review(props: { items: readonly QueuedClassification[]; onDecided: () => void }) {
  const [search, setSearch] = useSearchParams<{ id?: string }>()
  const [deciding, setDeciding] = createSignal<Deciding>()
  const place = () =>
    Math.max(
      0,
      props.items.findIndex((item) => item.id === search.id),
    )
  const current = () => props.items[place()]
  const choose = (id: string) => setSearch({ id }, { replace: true, scroll: false })
  const step = (by: number) => {
    const next = props.items[place() + by]
    if (next === undefined) return
    choose(next.id)
    document.querySelector<HTMLElement>(`[data-queued="${CSS.escape(next.id)}"]`)?.focus()
  }
  const view = createLoad(() => {
    const item = current()
    return item === undefined ? undefined : workloadPath(item.workload)
  }, workload)
  const mayDecide = () => may('classification.approve')
  createShortcuts(() => [
    { keys: 'j', label: t('classification.keyBrowse'), run: () => step(1) },
    { keys: 'k', label: t('classification.keyBrowse'), run: () => step(-1) },
    { keys: 'a', label: t('classification.keyApprove'), when: mayDecide, run: () => setDeciding('approve') },
    { keys: 'r', label: t('classification.keyReturn'), when: mayDecide, run: () => setDeciding('return') },
  ])
  return (
    <Show when={current()} keyed>
      {(item) => (
        <div class="cl">
          <Queue items={props.items} current={item} onChoose={choose} />
          <LevelNamesOf value={() => item.body}>
            <Evidence item={item} workload={view.value()} onDecide={setDeciding} />
          </LevelNamesOf>
          <Show when={deciding()}>
            {(act) => (
              <DecideDialog
                item={item}
                act={act()}
                onClose={() => setDeciding(undefined)}
                onDone={() => {
                  setDeciding(undefined)
                  props.onDecided()
                }}
              />
            )}
          </Show>
        </div>
      )}
    </Show>
  )
}

/** What awaits the security officer, the oldest first, with what each approval would change. */
export function ClassificationPage() {
  createTitle(() => t('classification.title'))
  const load = createLoad(() => queuePath, classificationQueue)
  const oldestFirst = createMemo(() =>
    [...(load.value() ?? [])].sort((a, b) => a.proposedAt.localeCompare(b.proposedAt) || a.id.localeCompare(b.id)),
  )
  return (
    <Shown load={load}>
      {() => (
        <Show
          when={oldestFirst().length > 0}
          fallback={
            <>
              <h1>{t('classification.title')}</h1>
              <Empty
                title={t('classification.queueEmpty')}
                action={
                  <LinkButton href="/portefeuille?classification=none">{t('classification.queueEmptyGo')}</LinkButton>
                }
              >
                {t('classification.queueEmptyText')}
              </Empty>
            </>
          }
        >
          <Review items={oldestFirst()} onDecided={() => void refresh('/api/')} />
        </Show>
      )}
    </Shown>
  )
}
