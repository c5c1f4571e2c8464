import { For, type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '../button.tsx'
import { Empty } from '../empty.tsx'
import { Icon } from '../icon.tsx'
import { Late } from '../loaded.tsx'
import { Panel } from '../panel.tsx'
import type { ChartTable as Figures } from './table-csv.ts'
import { ChartTable } from './chart-table.tsx'
import './charts.css'

export type ChartState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading' }
  /** Why there is nothing, and when there will be something. */
  | { readonly kind: 'empty'; readonly title: string; readonly text?: string; readonly action?: JSX.Element }
  | {
      readonly kind: 'failed'
      readonly cause: string
      readonly onRetry: () => void
      readonly lastGood?: { readonly date: string; readonly onShow: () => void }
    }

/** What every chart is given, whatever it draws. */
export type ChartFrameProps = {
  readonly title: string
  /** The unit and the encoding: « k$ de 2026, trait = P10 à P90 ». */
  readonly subtitle: string
  /** A chart stands as a panel of its own unless it is one of several in a panel. */
  readonly isInner?: boolean
  readonly state?: ChartState
  /** « 3 organismes sur 96 sans données » : what is known is drawn all the same. */
  readonly partial?: string
  readonly note?: JSX.Element
  readonly end?: JSX.Element
}

/** Height held for a drawing that is not there yet, and the least that holds the words of an empty one. */
const usualHeight = 240
const leastEmpty = 140

/** The frame of a chart before its figures come: hairlines and baseline, so that nothing jumps when they do. */
function Axes(props: { bars: boolean; height: number }) {
  return (
    <div class="cht-blank" aria-hidden="true" style={{ height: `${props.height}px` }}>
      <i />
      <i />
      <i />
      <i />
      <Show when={props.bars}>
        <Late>
          <div class="cht-skel">
            <For each={[46, 62, 78, 70, 88, 54]}>
              {(share) => <span class="skel" style={{ height: `${share}%` }} />}
            </For>
          </div>
        </Late>
      </Show>
    </div>
  )
}

function Body(props: { state: ChartState; height: number; children: JSX.Element }) {
  const empty = () => (props.state.kind === 'empty' ? props.state : undefined)
  const failed = () => (props.state.kind === 'failed' ? props.state : undefined)
  return (
    <Switch fallback={props.children}>
      <Match when={props.state.kind === 'loading'}>
        <div class="cht-state" role="status">
          <span class="vh">{t('ui.loading')}</span>
          <Axes bars height={props.height} />
        </div>
      </Match>
      <Match when={empty()}>
        {(it) => (
          <div class="cht-state">
            <Axes bars={false} height={Math.max(props.height, leastEmpty)} />
            <div class="cht-over">
              <Empty title={it().title} action={it().action}>
                {it().text}
              </Empty>
            </div>
          </div>
        )}
      </Match>
      <Match when={failed()}>
        {(it) => (
          <div class="note bad" role="alert">
            <Icon name="vbad" />
            <p>{it().cause}</p>
            <p class="row-w">
              <Button small onClick={() => it().onRetry()}>
                {t('ui.retry')}
              </Button>
              <Show when={it().lastGood}>
                {(last) => (
                  <Button small kind="quiet" onClick={() => last().onShow()}>
                    {t('ui.chartShowLast', { date: last().date })}
                  </Button>
                )}
              </Show>
            </p>
          </div>
        )}
      </Match>
    </Switch>
  )
}

/** Title, unit, drawing or its state, what is missing, and the table of the same figures. */
export function ChartFrame(
  props: ChartFrameProps & { table: Figures; legend?: JSX.Element; height?: number; children: JSX.Element },
) {
  const state = (): ChartState => props.state ?? { kind: 'ready' }
  const body = () => (
    <div class="cht">
      <Body state={state()} height={props.height ?? usualHeight}>
        {props.children}
      </Body>
    </div>
  )
  const isReady = () => state().kind === 'ready'
  const foot = () => (
    <>
      <Show when={isReady() && props.partial}>
        <span class="cht-partial">
          <Icon name="vnone" />
          {props.partial}
        </span>
      </Show>
      <Show when={isReady() && props.note}>
        <span>{props.note}</span>
      </Show>
      <Show when={isReady()}>
        <div class="cht-table">
          <ChartTable table={props.table} />
        </div>
      </Show>
    </>
  )
  return (
    <Show
      when={props.isInner}
      fallback={
        <Panel
          title={props.title}
          note={props.subtitle}
          class="cht-panel"
          end={
            <>
              <Show when={isReady()}>{props.legend}</Show>
              {props.end}
            </>
          }
          footer={foot()}
        >
          {body()}
        </Panel>
      }
    >
      <figure class="cht-inner">
        <figcaption>
          <h3>{props.title}</h3>
          <p>{props.subtitle}</p>
          <Show when={isReady()}>{props.legend}</Show>
        </figcaption>
        {body()}
        <div class="cht-foot">{foot()}</div>
      </figure>
    </Show>
  )
}
