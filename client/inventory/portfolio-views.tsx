import { createEffect, createSignal, For, on, Show } from 'solid-js'
import type { Problem } from '#models/shared/problem.ts'
import { may } from '#client/api/access.ts'
import { problemIn } from '#client/api/http.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { deleteView, type SavedView, savedViews, saveView, viewsPath } from '#client/api/portfolio.ts'
import { fmt, type TextKey, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { CheckField, TextField } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { portfolioQuery, portfolioSearch } from './portfolio-query.ts'
import type { PortfolioState } from './portfolio-state.ts'
import { ask, columns } from './portfolio-store.ts'

/** Views that every portfolio has. */
const builtIn: readonly { readonly id: string; readonly text: TextKey; readonly query: string }[] = [
  { id: '', text: 'portfolio.viewAll', query: '' },
  { id: 'sans-option', text: 'portfolio.viewNone', query: 'verdict=forbid' },
  { id: 'a-classifier', text: 'portfolio.viewUnclassified', query: 'classification=none,returned' },
  { id: 'c4-sans-efvp', text: 'portfolio.viewC4NoEfvp', query: 'c=4&vie-privee=required,started,unknown' },
]

type Tab = { readonly id: string; readonly name: string; readonly query: string; readonly isOwn: boolean }

function SaveDialog(props: { open: boolean; query: string; onSaved: (view: SavedView) => void; onClose: () => void }) {
  const [name, setName] = createSignal('')
  const [shared, setShared] = createSignal(false)
  const [missing, setMissing] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Problem>()
  async function save(event: SubmitEvent) {
    event.preventDefault()
    setMissing(name().trim() === '')
    if (name().trim() === '') return
    try {
      const view = await saveView({ name: name().trim(), query: props.query, shared: shared() })
      setName('')
      props.onSaved(view)
    } catch (error) {
      setRefusal(problemIn(error))
    }
  }
  return (
    <Dialog open={props.open} title={t('portfolio.saveView')} onClose={() => props.onClose()}>
      <form class="form" onSubmit={(event) => void save(event)}>
        <TextField
          label={t('portfolio.viewName')}
          value={name()}
          onInput={setName}
          error={missing() ? t('portfolio.viewNameMissing') : undefined}
        />
        <CheckField label={t('portfolio.viewShared')} checked={shared()} onChange={setShared} />
        <Show when={refusal()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <div class="acts">
          <Button kind="primary" type="submit">
            {t('portfolio.saveView')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Views as tabs, each with how many rows it shows; a changed one says so and offers to be saved. */
export function PortfolioViews(props: { state: PortfolioState }) {
  const [isSaving, setSaving] = createSignal(false)
  const [counts, setCounts] = createSignal<ReadonlyMap<string, number>>(new Map())
  const saved = createLoad(
    () => viewsPath,
    (_, signal) => savedViews(signal),
  )
  const tabs = (): readonly Tab[] => [
    ...builtIn.map((one) => ({ id: one.id, name: t(one.text), query: one.query, isOwn: false })),
    ...(saved.value() ?? []).map((one) => ({ id: one.id, name: one.name, query: one.query, isOwn: true })),
  ]
  const search = () => portfolioSearch(props.state.query())
  const current = () => {
    const same = tabs().find((tab) => portfolioSearch(portfolioQuery(tab.query)) === search())
    return same ?? tabs().find((tab) => tab.id === props.state.view())
  }
  const isModified = () => portfolioSearch(portfolioQuery(current()?.query ?? '')) !== search()

  async function count() {
    if (columns() === undefined) return
    const asked = tabs()
    const answer = await ask({ kind: 'counts', filters: asked.map((tab) => portfolioQuery(tab.query).filter) })
    setCounts(new Map(asked.map((tab, place) => [tab.id, answer[place] ?? 0])))
  }
  createEffect(on([columns, () => saved.value()], () => void count()))

  async function drop(tab: Tab) {
    try {
      await deleteView(tab.id)
      await refresh(viewsPath)
      props.state.openView(null, '')
    } catch (error) {
      showToast({ text: problemIn(error).title, tone: 'bad' })
    }
  }
  function kept(view: SavedView) {
    setSaving(false)
    showToast({ text: t('portfolio.viewSaved', { name: view.name }) })
    props.state.openView(view.id, view.query)
    void refresh(viewsPath)
  }

  return (
    <nav class="tabs" aria-label={t('portfolio.savedViews')}>
      <For each={tabs()}>
        {(tab) => (
          <a
            href={`/portefeuille${tab.query === '' ? '' : `?${tab.query}`}`}
            aria-current={current()?.id === tab.id ? 'true' : undefined}
            onClick={(event) => {
              event.preventDefault()
              props.state.openView(tab.id === '' ? null : tab.id, tab.query)
            }}
          >
            {tab.name}
            <Show when={counts().get(tab.id) !== undefined}>
              <span class="n">{fmt.integer(counts().get(tab.id) ?? 0)}</span>
            </Show>
          </a>
        )}
      </For>
      <Show when={may('views.edit')}>
        <button type="button" class="tab-act" onClick={() => setSaving(true)}>
          <Icon name="plus" small />
          {isModified() && current() !== undefined ? t('portfolio.viewModified') : t('portfolio.saveView')}
        </button>
        <Show when={current()?.isOwn === true ? current() : undefined}>
          {(tab) => (
            <button
              type="button"
              class="tab-act"
              aria-label={t('portfolio.viewDelete', { name: tab().name })}
              title={t('portfolio.viewDelete', { name: tab().name })}
              onClick={() => void drop(tab())}
            >
              <Icon name="x" small />
            </button>
          )}
        </Show>
      </Show>
      <SaveDialog open={isSaving()} query={search()} onSaved={kept} onClose={() => setSaving(false)} />
    </nav>
  )
}
