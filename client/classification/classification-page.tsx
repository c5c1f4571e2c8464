import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { ReviewItem } from '#models/classification/review.views.ts'
import { may } from '#client/api/access.ts'
import {
  classificationQueue,
  classificationReviews,
  type QueuedClassification,
  queuePath,
  reviewsPath,
} from '#client/api/classifications.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { workload, workloadPath } from '#client/api/workload.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { LevelNamesOf } from '#client/i18n/level-names.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { DicGlyph } from '#client/ui/dic-glyph.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { createShortcuts } from '#client/ui/keys.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { createTitle } from '#client/ui/title.ts'
import { DecideDialog, type Deciding } from './decide-dialog.tsx'
import { Evidence } from './evidence.tsx'
import { reasonText, ReviewEvidence } from './review-evidence.tsx'
import './classification.css'

const dayMs = 86_400_000

function ageWords(since: string): string {
  const days = Math.max(0, Math.floor((Date.now() - new Date(since).getTime()) / dayMs))
  return days === 0 ? t('classification.today') : t('classification.days', { count: days })
}

/** One line of either list: what it is about, its levels, whose and since when or why. */
function QueueLine(props: {
  id: string
  name: string
  dic: { readonly d: number; readonly i: number; readonly c: number } | null
  isProposed: boolean
  body: string
  note: JSX.Element
  isCurrent: boolean
  onChoose: () => void
}) {
  return (
    <li>
      <button
        type="button"
        aria-current={props.isCurrent ? 'true' : undefined}
        data-queued={props.id}
        onClick={() => props.onChoose()}
      >
        <span class="t">{props.name}</span>
        <DicGlyph
          proposed={props.isProposed}
          body={props.body}
          d={props.dic?.d ?? null}
          i={props.dic?.i ?? null}
          c={props.dic?.c ?? null}
        />
        <span class="d">{props.note}</span>
      </button>
    </li>
  )
}

const views = ['approuver', 'revoir'] as const
type View = (typeof views)[number]

/** The list at the left: what to approve, or what to look at again. */
function Queue(props: {
  view: View
  proposed: number
  toReview: number
  onView: (view: View) => void
  hint: string
  children: JSX.Element
}) {
  return (
    <section class="q" aria-label={t('classification.toReview')}>
      <div class="q-h">
        <h1>{t('classification.title')}</h1>
        <Segmented
          label={t('classification.lists')}
          value={props.view}
          options={[
            { value: 'approuver', text: t('classification.listApprove', { count: fmt.integer(props.proposed) }) },
            { value: 'revoir', text: t('classification.listReview', { count: fmt.integer(props.toReview) }) },
          ]}
          onChange={props.onView}
        />
        <p class="hint">{props.hint}</p>
      </div>
      <ol>{props.children}</ol>
      <div class="q-f kb">
        <span>
          <kbd>J</kbd> <kbd>K</kbd> {t('classification.keyBrowse')}
        </span>
        <Show when={props.view === 'approuver' && may('classification.approve')}>
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

/** Lines shown at most: beyond, the list says how many are left and the filter of the portfolio takes over. */
const mostLines = 500

function Nothing(props: { view: View }) {
  return (
    <section class="ev">
      <Empty
        title={t(props.view === 'approuver' ? 'classification.queueEmpty' : 'classification.reviewEmpty')}
        action={<LinkButton href="/portefeuille?classification=none">{t('classification.queueEmptyGo')}</LinkButton>}
      >
        {t(props.view === 'approuver' ? 'classification.queueEmptyText' : 'classification.reviewEmptyText')}
      </Empty>
    </section>
  )
}

function Desk(props: {
  proposals: readonly QueuedClassification[]
  reviews: readonly ReviewItem[]
  onDecided: () => void
}) {
  const [search, setSearch] = useSearchParams<{ id?: string; vue?: string }>()
  const [deciding, setDeciding] = createSignal<Deciding>()
  const view = (): View => views.find((one) => one === search.vue) ?? 'approuver'
  const ids = () =>
    view() === 'approuver' ? props.proposals.map((item) => item.id) : props.reviews.map((item) => item.workload)
  const place = () => Math.max(0, ids().indexOf(search.id ?? ''))
  const proposal = () => (view() === 'approuver' ? props.proposals[place()] : undefined)
  const review = () => (view() === 'revoir' ? props.reviews[place()] : undefined)
  const choose = (id: string) => setSearch({ id }, { replace: true, scroll: false })
  const step = (by: number) => {
    const next = ids()[place() + by]
    if (next === undefined) return
    choose(next)
    document.querySelector<HTMLElement>(`[data-queued="${CSS.escape(next)}"]`)?.focus()
  }
  const workloadView = createLoad(() => {
    const code = proposal()?.workload ?? review()?.workload
    return code === undefined ? undefined : workloadPath(code)
  }, workload)
  const mayDecide = () => may('classification.approve') && proposal() !== undefined
  createShortcuts(() => [
    { keys: 'j', label: t('classification.keyBrowse'), run: () => step(1) },
    { keys: 'k', label: t('classification.keyBrowse'), run: () => step(-1) },
    { keys: 'a', label: t('classification.keyApprove'), when: mayDecide, run: () => setDeciding('approve') },
    { keys: 'r', label: t('classification.keyReturn'), when: mayDecide, run: () => setDeciding('return') },
  ])
  return (
    <div class="cl">
      <Queue
        view={view()}
        proposed={props.proposals.length}
        toReview={props.reviews.length}
        onView={(next) =>
          setSearch({ vue: next === 'approuver' ? null : next, id: null }, { replace: true, scroll: false })
        }
        hint={t(view() === 'approuver' ? 'classification.queueOlder' : 'classification.reviewOrder')}
      >
        <Show
          when={view() === 'approuver'}
          fallback={
            <For each={props.reviews.slice(0, mostLines)}>
              {(item) => (
                <QueueLine
                  id={item.workload}
                  name={item.name}
                  dic={item.levels}
                  isProposed={false}
                  body={item.body}
                  note={`${item.body}, ${item.reasons[0] === undefined ? '' : t(reasonText[item.reasons[0].kind])}`}
                  isCurrent={item.workload === review()?.workload}
                  onChoose={() => choose(item.workload)}
                />
              )}
            </For>
          }
        >
          <For each={props.proposals}>
            {(item) => (
              <QueueLine
                id={item.id}
                name={item.workloadName}
                dic={item.record.dic}
                isProposed
                body={item.body}
                note={
                  <>
                    {item.body}, <time datetime={item.proposedAt}>{ageWords(item.proposedAt)}</time>
                  </>
                }
                isCurrent={item.id === proposal()?.id}
                onChoose={() => choose(item.id)}
              />
            )}
          </For>
        </Show>
      </Queue>
      <Show when={proposal() === undefined && review() === undefined}>
        <Nothing view={view()} />
      </Show>
      <Show when={review()} keyed>
        {(item) => (
          <LevelNamesOf value={() => item.body}>
            <ReviewEvidence item={item} workload={workloadView.value()} onDone={props.onDecided} />
          </LevelNamesOf>
        )}
      </Show>
      <Show when={proposal()} keyed>
        {(item) => (
          <LevelNamesOf value={() => item.body}>
            <Evidence item={item} workload={workloadView.value()} onDecide={setDeciding} onDecided={props.onDecided} />
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
          </LevelNamesOf>
        )}
      </Show>
    </div>
  )
}

/** What awaits the security officer: proposals, the oldest first, and classifications to look at again, with what each would change. */
export function ClassificationPage() {
  createTitle(() => t('classification.title'))
  const proposals = createLoad(() => queuePath, classificationQueue)
  const reviews = createLoad(() => reviewsPath, classificationReviews)
  const oldestFirst = createMemo(() =>
    [...(proposals.value() ?? [])].sort((a, b) => a.proposedAt.localeCompare(b.proposedAt) || a.id.localeCompare(b.id)),
  )
  return (
    <Shown load={proposals}>
      {() => (
        <Shown load={reviews}>
          {(list) => <Desk proposals={oldestFirst()} reviews={list().items} onDecided={() => void refresh('/api/')} />}
        </Shown>
      )}
    </Shown>
  )
}
