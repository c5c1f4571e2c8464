import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { type WaveStatus, waveStatuses } from '#models/waves/wave.schemas.ts'
import type { CalendarWave, WaveCalendar } from '#models/waves/wave.views.ts'
import { may, session } from '#client/api/access.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { calendarPath, waveCalendar, wavesPath } from '#client/api/waves.ts'
import { fmt, language, t } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { createTitle } from '#client/ui/title.ts'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { BlackoutsPanel } from './blackouts-panel.tsx'
import { calendarScale, quarterAway } from './calendar-scale.ts'
import { createNarrow } from './narrow.ts'
import { MergeDialog, SplitDialog } from './split-merge-dialogs.tsx'
import { type Draft, WaveCalendarView } from './wave-calendar.tsx'
import { WaveCards } from './wave-cards.tsx'
import { WaveDetail } from './wave-detail.tsx'
import { WaveDialog } from './wave-dialog.tsx'
import { LinkTable, WaveTable } from './wave-table.tsx'
import { inOrderOfStart, statusText } from './wave-words.ts'
import './waves.css'

type Search = {
  readonly organisme?: string
  readonly etat?: string
  readonly vue?: string
  readonly vague?: string
  readonly debut?: string
}
type Doing =
  | { readonly kind: 'create' }
  | { readonly kind: 'edit' | 'merge'; readonly code: string }
  | { readonly kind: 'move'; readonly draft: Draft }
  | { readonly kind: 'split'; readonly code: string; readonly workloads: readonly string[] }

const legend = [
  ['pr', 'waves.preparation'],
  ['ms', 'waves.migration'],
  ['st', 'waves.stabilisation'],
  ['ms end', 'waves.milestone'],
  ['bo', 'waves.blackout'],
  ['bad', 'waves.conflict'],
] as const

function Legend() {
  return (
    <ul class="legend">
      {legend.map(([look, text]) => (
        <li>
          <span class={`wv-sw ${look}`} aria-hidden="true" />
          {t(text)}
        </li>
      ))}
    </ul>
  )
}

function Filters(props: { search: Search; onSearch: (next: Search) => void }) {
  const status = () => waveStatuses.find((one) => one === props.search.etat) ?? ''
  const bodies = () => session()?.bodies ?? []
  return (
    <div class="wv-f" role="group" aria-label={t('waves.filters')}>
      <Show when={bodies().length > 1}>
        <SelectField
          label={t('waves.body')}
          value={props.search.organisme ?? ''}
          options={[
            { value: '', text: t('waves.allBodies') },
            ...bodies().map((one) => ({
              value: one.code,
              text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
            })),
          ]}
          onChange={(organisme) => props.onSearch({ organisme })}
        />
      </Show>
      <SelectField<WaveStatus | ''>
        label={t('waves.status')}
        value={status()}
        options={[
          { value: '', text: t('waves.allStatuses') },
          ...waveStatuses.map((one) => ({ value: one, text: t(statusText[one]) })),
        ]}
        onChange={(etat) => props.onSearch({ etat })}
      />
    </div>
  )
}

function Head(props: {
  calendar: WaveCalendar | undefined
  isTable: boolean
  onTable: (isTable: boolean) => void
  onCreate: () => void
}) {
  const conflicts = () => props.calendar?.waves.filter((wave) => wave.conflictCount > 0).length ?? 0
  return (
    <PageHead
      title={t('waves.title')}
      sub={
        <Show when={props.calendar}>
          {(calendar) => (
            <>
              {t('waves.sub', {
                waves: t('waves.waveCount', { count: calendar().waves.length }),
                placed: t('waves.workloadCount', { count: calendar().workloads - calendar().unplaced }),
                total: fmt.integer(calendar().workloads),
              })}{' '}
              <Show when={conflicts() > 0}>
                <StatusMark tone="bad">{t('waves.inConflict', { count: conflicts() })}</StatusMark>
              </Show>
            </>
          )}
        </Show>
      }
    >
      <Segmented
        label={t('waves.view')}
        value={props.isTable ? 'table' : 'calendar'}
        options={[
          { value: 'calendar' as const, text: t('waves.calendar') },
          { value: 'table' as const, text: t('waves.table') },
        ]}
        onChange={(view) => props.onTable(view === 'table')}
      />
      <Show when={may('waves.edit')}>
        <Button kind="primary" icon="plus" onClick={() => props.onCreate()}>
          {t('waves.add')}
        </Button>
      </Show>
    </PageHead>
  )
}

/** No wave: why, and the smallest thing that helps. */
function NoWave(props: { isFiltered: boolean; onClear: () => void; onCreate: () => void }) {
  return (
    <Show
      when={props.isFiltered}
      fallback={
        <Empty
          title={t('waves.noneTitle')}
          action={
            <span class="row-w">
              <Show when={may('waves.edit')}>
                <Button icon="plus" onClick={() => props.onCreate()}>
                  {t('waves.add')}
                </Button>
              </Show>
              <LinkButton kind="quiet" href="/portefeuille">
                {t('waves.openPortfolio')}
              </LinkButton>
            </span>
          }
        >
          {t('waves.noneText')}
        </Empty>
      }
    >
      <Empty
        title={t('waves.noneFiltered')}
        action={<Button onClick={() => props.onClear()}>{t('waves.clear')}</Button>}
      >
        {t('waves.noneFilteredText')}
      </Empty>
    </Show>
  )
}

/** Waves made by hand: a calendar to move them on, the same in a table, and each one opened. */
export function WavesPage() {
  createTitle(() => t('waves.title'))
  const [search, setSearch] = useSearchParams<Search>()
  const isNarrow = createNarrow()
  const [doing, setDoingNow] = createSignal<Doing>()
  let opener: Element | null = null
  const setDoing = (next: Doing | undefined) => {
    if (next !== undefined) opener = document.activeElement
    setDoingNow(next)
    // A dialog that leaves the page with its answer gives the focus to nobody.
    if (next === undefined) queueMicrotask(() => opener instanceof HTMLElement && opener.isConnected && opener.focus())
  }
  const [draft, setDraft] = createSignal<Draft>()
  const change = (next: Search) => setSearch(next, { replace: true, scroll: false })
  const load = createLoad(() => calendarPath({ body: search.organisme ?? '', status: search.etat ?? '' }), waveCalendar)
  const waves = createMemo(() => inOrderOfStart(load.value()?.waves ?? []))
  const find = (code: string | undefined) => waves().find((wave) => wave.code === code)
  const firstDay = () => {
    const asked = search.debut ?? ''
    return /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : (load.value()?.today ?? '2026-04-01')
  }
  const scale = createMemo(() => calendarScale(firstDay()))
  const go = (debut: string) => change({ debut })
  const isFiltered = () => (search.organisme ?? '') !== '' || (search.etat ?? '') !== ''
  const done = (code: string | undefined) => {
    setDoing(undefined)
    setDraft(undefined)
    if (code !== undefined) change({ vague: code })
    void refresh(wavesPath)
  }
  const leave = () => {
    setDoing(undefined)
    setDraft(undefined)
  }
  const open = (code: string) => change({ vague: search.vague === code ? '' : code })
  const isTable = () => search.vue === 'tableau'
  const wave = (): CalendarWave | undefined => {
    const now = doing()
    return now === undefined || now.kind === 'create'
      ? undefined
      : find(now.kind === 'move' ? now.draft.code : now.code)
  }
  return (
    <>
      <Head
        calendar={load.value()}
        isTable={isTable()}
        onTable={(table) => change({ vue: table ? 'tableau' : '' })}
        onCreate={() => setDoing({ kind: 'create' })}
      />
      <Filters search={search} onSearch={change} />
      <Shown load={load}>
        {(calendar) => (
          <div class="stack">
            <Panel
              flush
              title={t(isTable() ? 'waves.table' : 'waves.calendar')}
              note={isTable() || isNarrow() ? undefined : <Legend />}
              end={
                <Show when={!isTable() && !isNarrow()}>
                  <Button
                    small
                    icon="chevl"
                    name={t('waves.earlier')}
                    onClick={() => go(quarterAway(firstDay(), -1))}
                  />
                  <Button small onClick={() => go('')}>
                    {t('waves.toToday')}
                  </Button>
                  <Button small icon="chevr" name={t('waves.later')} onClick={() => go(quarterAway(firstDay(), 1))} />
                </Show>
              }
              footer={
                isTable() || isNarrow() || waves().length === 0 ? undefined : (
                  <>
                    <p class="mut sm">{t('waves.keys')}</p>
                    <p class="mut sm">{t('waves.calendarNote')}</p>
                  </>
                )
              }
            >
              <Switch
                fallback={
                  <WaveCalendarView
                    calendar={calendar()}
                    waves={waves()}
                    scale={scale()}
                    open={search.vague}
                    draft={draft()}
                    acts={{
                      onDraft: setDraft,
                      onPropose: (proposed) => setDoing({ kind: 'move', draft: proposed }),
                      onOpen: open,
                      onGo: go,
                    }}
                  />
                }
              >
                <Match when={waves().length === 0}>
                  <NoWave
                    isFiltered={isFiltered()}
                    onClear={() => change({ organisme: '', etat: '' })}
                    onCreate={() => setDoing({ kind: 'create' })}
                  />
                </Match>
                <Match when={isTable()}>
                  <WaveTable waves={waves()} onOpen={open} />
                </Match>
                <Match when={isNarrow()}>
                  <WaveCards waves={waves()} onOpen={open} onMove={(code) => setDoing({ kind: 'edit', code })} />
                </Match>
              </Switch>
            </Panel>
            <Show when={find(search.vague)}>
              {(opened) => (
                <WaveDetail
                  wave={opened()}
                  onEdit={() => setDoing({ kind: 'edit', code: opened().code })}
                  onSplit={(workloads) => setDoing({ kind: 'split', code: opened().code, workloads })}
                  onMerge={() => setDoing({ kind: 'merge', code: opened().code })}
                  onClose={() => change({ vague: '' })}
                />
              )}
            </Show>
            <Show when={isTable()}>
              <LinkTable links={calendar().links} leftOut={calendar().linksLeftOut} />
            </Show>
            <BlackoutsPanel periods={calendar().blackouts} />
          </div>
        )}
      </Shown>
      <Switch>
        <Match when={doing()?.kind === 'create'}>
          <WaveDialog wave={undefined} onClose={leave} onDone={(made) => done(made.code)} />
        </Match>
        <Match when={doing()?.kind === 'edit' || doing()?.kind === 'move' ? wave() : undefined} keyed>
          {(one) => {
            const now = doing()
            return (
              <WaveDialog
                wave={one}
                dates={now?.kind === 'move' ? now.draft.dates : undefined}
                onClose={leave}
                onDone={() => done(undefined)}
              />
            )
          }}
        </Match>
        <Match when={doing()?.kind === 'split' ? wave() : undefined} keyed>
          {(one) => {
            const now = doing()
            const workloads = now?.kind === 'split' ? now.workloads : []
            return <SplitDialog wave={one} workloads={workloads} onClose={leave} onDone={done} />
          }}
        </Match>
        <Match when={doing()?.kind === 'merge' ? wave() : undefined} keyed>
          {(one) => (
            <MergeDialog
              wave={one}
              others={waves().filter((other) => other.mayEdit && other.code !== one.code)}
              onClose={leave}
              onDone={done}
            />
          )}
        </Match>
      </Switch>
    </>
  )
}
