import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import { type Strategy, strategies } from '#models/inventory/workload.views.ts'
import { fold } from '#models/shared/fold.ts'
import { strategyFacts } from '#models/strategies/strategy-facts.ts'
import type { StrategyList, StrategyListItem } from '#models/strategies/strategies.views.ts'
import { may, session } from '#client/api/access.ts'
import { createLoad } from '#client/api/load.ts'
import { strategyList, strategyListPath } from '#client/api/strategies.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, language, said, t } from '#client/i18n/i18n.ts'
import { environmentWord, strategyWord } from '#client/inventory/workload-words.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Confidence } from '#client/ui/confidence.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { Tabs } from '#client/ui/tabs.tsx'
import { createTitle } from '#client/ui/title.ts'
import { PortfolioChart } from './portfolio-chart.tsx'
import { QuestionnairesTab } from './questionnaires-tab.tsx'
import { SettingsDialog } from './settings-dialog.tsx'
import { chanceWords, quadrantWord } from './strategy-words.ts'
import './strategies.css'

const pageSize = 100
type Search = { onglet?: string; organisme?: string; disposition?: string; q?: string }

function Line(props: { item: StrategyListItem; list: StrategyList }) {
  const { item } = props
  return (
    <tr>
      <th scope="row">
        <a href={`/charges/${encodeURIComponent(item.workload)}?onglet=disposition`}>{item.name}</a>{' '}
        <span class="mono sm mut">{item.workload}</span>{' '}
        <Show when={item.environment !== 'production'}>
          <small class="mut">{environmentWord(item.environment)}</small>
        </Show>
      </th>
      <td>{item.body}</td>
      <td>
        {strategyWord(item.strategy)}
        <Show when={item.isOverridden}>
          {' '}
          <Icon name="pen" small />
          <span class="vh">{t('strategies.kept')}</span>
        </Show>
      </td>
      <td>
        <Confidence value={item.confidence} />
      </td>
      <td>
        <Show when={item.time} fallback={<span class="mut">{unknownMark}</span>}>
          {(time) => <>{quadrantWord(time().quadrant, props.list.settings)}</>}
        </Show>
      </td>
      <td class="num">
        <Show when={item.time} fallback={<span class="mut">{unknownMark}</span>}>
          {(time) => <>{chanceWords(time().chance)}</>}
        </Show>
      </td>
      <td class="num">
        <Show when={item.time} fallback={<span class="mut">{unknownMark}</span>}>
          {(time) => <>{fmt.decimal(time().margin, 1)}</>}
        </Show>
      </td>
      <td class="mut">{item.question === null ? '' : said(strategyFacts[item.question]?.label ?? unnamed)}</td>
    </tr>
  )
}

const unnamed = { fr: '', en: '' }

function ByStrategy(props: {
  items: readonly StrategyListItem[]
  chosen: Strategy | undefined
  onChoose: (strategy: Strategy | undefined) => void
}) {
  const rows = createMemo(() =>
    strategies
      .map((strategy) => {
        const own = props.items.filter((item) => item.strategy === strategy)
        const sum = own.reduce((total, item) => total + item.confidence, 0)
        return { strategy, count: own.length, confidence: own.length === 0 ? null : sum / own.length }
      })
      .toSorted((a, b) => b.count - a.count),
  )
  const most = () => Math.max(1, ...rows().map((row) => row.count))
  return (
    <Panel flush title={t('strategies.byStrategy')} note={t('strategies.byStrategyNote')}>
      <ul class="sg-by">
        <For each={rows()}>
          {(row) => (
            <li>
              <button
                type="button"
                aria-pressed={props.chosen === row.strategy}
                onClick={() => props.onChoose(props.chosen === row.strategy ? undefined : row.strategy)}
              >
                <span>{strategyWord(row.strategy)}</span>
                <span class="sg-bar" aria-hidden="true">
                  <i style={{ width: `${(100 * row.count) / most()}%` }} />
                </span>
                <b>{fmt.integer(row.count)}</b>
                <span class="mut">{row.confidence === null ? unknownMark : fmt.decimal(row.confidence, 2)}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Panel>
  )
}

/** Nearest a threshold first; those without a position last, then by code. */
function nearestFirst(a: StrategyListItem, b: StrategyListItem): number {
  const margin = (item: StrategyListItem) => item.time?.margin ?? Number.POSITIVE_INFINITY
  return margin(a) === margin(b) ? a.workload.localeCompare(b.workload) : margin(a) - margin(b)
}

function Portfolio(props: { list: StrategyList }) {
  const [search, setSearch] = useSearchParams<Search>()
  const [most, setMost] = createSignal(pageSize)
  const body = () => search.organisme ?? ''
  const chosen = () => strategies.find((one) => one === search.disposition)
  const words = () =>
    fold(search.q ?? '')
      .split(' ')
      .filter(Boolean)
  const turnTo = (next: Search) => setSearch(next, { replace: true, scroll: false })
  const bodies = createMemo(() => [...new Set(props.list.items.map((item) => item.body))].toSorted())
  const ofBody = createMemo(() =>
    props.list.items.filter((item) => {
      const all = fold(`${item.workload} ${item.name}`)
      return (body() === '' || item.body === body()) && words().every((word) => all.includes(word))
    }),
  )
  const shown = createMemo(() =>
    ofBody()
      .filter((item) => chosen() === undefined || item.strategy === chosen())
      .toSorted(nearestFirst),
  )
  const bodyName = (code: string) => {
    const known = session()?.bodies.find((one) => one.code === code)
    return known === undefined ? code : `${code}, ${language() === 'fr' ? known.nameFr : known.nameEn}`
  }
  return (
    <>
      <div class="sg-filters">
        <SelectField
          label={t('strategies.body')}
          value={body()}
          options={[
            { value: '', text: t('strategies.allBodies') },
            ...bodies().map((code) => ({ value: code, text: bodyName(code) })),
          ]}
          onChange={(next) => turnTo({ organisme: next === '' ? undefined : next } as Search)}
        />
        <div class="search">
          <Icon name="search" />
          <input
            class="in"
            type="search"
            placeholder={t('strategies.filter')}
            aria-label={t('strategies.filter')}
            value={search.q ?? ''}
            onInput={(event) => setSearch({ q: event.currentTarget.value || null }, { replace: true, scroll: false })}
          />
        </div>
      </div>
      <div class="sg-page">
        <PortfolioChart items={shown()} settings={props.list.settings} />
        <ByStrategy
          items={ofBody()}
          chosen={chosen()}
          onChoose={(strategy) => setSearch({ disposition: strategy ?? null }, { replace: true, scroll: false })}
        />
      </div>
      <Panel
        flush
        title={t('strategies.list')}
        note={t('strategies.listCount', { count: shown().length })}
        footer={
          <Show when={shown().length > most()}>
            <Button small onClick={() => setMost(most() + pageSize)}>
              {t('strategies.more', { count: Math.min(pageSize, shown().length - most()) })}
            </Button>
          </Show>
        }
      >
        <Show
          when={shown().length > 0}
          fallback={
            <Empty
              title={t('strategies.noneShown')}
              action={
                <LinkButton href="/disposition" small>
                  {t('strategies.clear')}
                </LinkButton>
              }
            />
          }
        >
          <ScrollRegion label={t('workload.scrolling', { name: t('strategies.list') })}>
            <table class="tbl mid sg-list">
              <caption class="vh">{t('strategies.list')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('strategies.workload')}</th>
                  <th scope="col">{t('strategies.body')}</th>
                  <th scope="col">{t('strategies.strategy')}</th>
                  <th scope="col">{t('strategies.confidence')}</th>
                  <th scope="col">{t('strategies.quadrant')}</th>
                  <th scope="col" class="num">
                    {t('strategies.chanceHead')}
                  </th>
                  <th scope="col" class="num">
                    {t('strategies.marginHead')}
                  </th>
                  <th scope="col">{t('strategies.toAsk')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={shown().slice(0, most())}>{(item) => <Line item={item} list={props.list} />}</For>
              </tbody>
            </table>
          </ScrollRegion>
        </Show>
      </Panel>
    </>
  )
}

/** The portfolio by strategy, value and fit; the questionnaires it is asked with. */
export function DispositionPage() {
  createTitle(() => t('strategies.title'))
  const [search, setSearch] = useSearchParams<Search>()
  const [isSetting, setSetting] = createSignal(false)
  const load = createLoad(() => strategyListPath, strategyList)
  const tab = () => (search.onglet === 'questionnaires' ? 'questionnaires' : 'portefeuille')
  return (
    <>
      <PageHead title={t('strategies.title')} sub={t('strategies.sub')}>
        <Show when={may('questionnaires.edit')}>
          <Button icon="sliders" onClick={() => setSetting(true)}>
            {t('strategies.settings')}
          </Button>
        </Show>
      </PageHead>
      <Tabs
        label={t('strategies.title')}
        tabs={[
          { value: 'portefeuille', text: t('strategies.tabPortfolio') },
          { value: 'questionnaires', text: t('strategies.tabQuestionnaires') },
        ]}
        value={tab()}
        onChange={(next) =>
          setSearch({ onglet: next === 'portefeuille' ? null : next }, { replace: true, scroll: false })
        }
      >
        <div class="sg-all">
          <Switch>
            <Match when={tab() === 'questionnaires'}>
              <QuestionnairesTab />
            </Match>
            <Match when={tab() === 'portefeuille'}>
              <Shown load={load}>
                {(list) => (
                  <Show
                    when={list().items.length > 0}
                    fallback={<Empty title={t('strategies.none')}>{t('strategies.noneText')}</Empty>}
                  >
                    <Portfolio list={list()} />
                  </Show>
                )}
              </Shown>
            </Match>
          </Switch>
        </div>
      </Tabs>
      <Show when={isSetting()}>
        <SettingsDialog
          onClose={() => setSetting(false)}
          onDone={() => {
            setSetting(false)
            void load.reload()
          }}
        />
      </Show>
    </>
  )
}
