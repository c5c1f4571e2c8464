import { For, Show } from 'solid-js'
import type { DependencyView, WorkloadView } from '#models/inventory/workload.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { wrapped } from './node-label.ts'

const mostDrawn = 6
const nodeHeight = 60
const nodeStep = 72
const lineHeight = 16
const nodeWidth = 156
const rightEdge = 334

function top(count: number, at: number, tallest: number): number {
  return ((tallest - count) * nodeStep) / 2 + at * nodeStep
}

function Node(props: { dependency: DependencyView; x: number; y: number }) {
  return (
    <g>
      <rect class="nd" x={props.x} y={props.y} width={nodeWidth} height={nodeHeight} rx="2" />
      <rect class="nd-e" x={props.x} y={props.y} width="5" height={nodeHeight} />
      <For each={wrapped(props.dependency.name, 24, 2)}>
        {(line, at) => (
          <text class="t-s" x={props.x + 13} y={props.y + 18 + at() * lineHeight}>
            {line}
          </text>
        )}
      </For>
      <text class="t-3" x={props.x + 13} y={props.y + 51}>
        {props.dependency.workload}, {props.dependency.body}
        {props.dependency.latencyNeedMs === null
          ? ''
          : `, ${t('workload.latency', { ms: props.dependency.latencyNeedMs })}`}
      </text>
    </g>
  )
}

function Graph(props: { name: string; callers: readonly DependencyView[]; called: readonly DependencyView[] }) {
  const tallest = () => Math.max(1, props.callers.length, props.called.length)
  const height = () => tallest() * nodeStep
  const middle = () => height() / 2
  const own = () => wrapped(props.name, 13, 3)
  const edge = (x: number, toX: number, y: number) =>
    `M${x} ${y}C${(x + toX) / 2} ${y} ${(x + toX) / 2} ${middle()} ${toX} ${middle()}`
  const y = (count: number, at: number) => top(count, at, tallest()) + (nodeStep - nodeHeight) / 2
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('workload.dependencies') })} class="ch-scroll">
      <svg
        class="ch dep"
        viewBox={`-1 0 492 ${height()}`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a graph drawn by the page is one picture, no file holds it
        role="img"
        aria-label={t('workload.dependencyGraph', {
          name: props.name,
          consumers: props.callers.length,
          providers: props.called.length,
        })}
      >
        <For each={props.callers}>
          {(one, at) => (
            <path
              class="ed"
              classList={{ near: one.latencyNeedMs !== null }}
              d={edge(nodeWidth, 200, y(props.callers.length, at()) + nodeHeight / 2)}
            />
          )}
        </For>
        <For each={props.called}>
          {(one, at) => (
            <path
              class="ed"
              classList={{ near: one.latencyNeedMs !== null }}
              d={edge(rightEdge, 290, y(props.called.length, at()) + nodeHeight / 2)}
            />
          )}
        </For>
        <For each={props.callers}>{(one, at) => <Node dependency={one} x={0} y={y(props.callers.length, at())} />}</For>
        <For each={props.called}>
          {(one, at) => <Node dependency={one} x={rightEdge} y={y(props.called.length, at())} />}
        </For>
        <rect class="me" x="200" y={middle() - nodeHeight / 2} width="90" height={nodeHeight} rx="2" />
        <For each={own()}>
          {(line, at) => (
            <text class="me-t" x="245" y={middle() + 4 + (at() - (own().length - 1) / 2) * lineHeight}>
              {line}
            </text>
          )}
        </For>
      </svg>
    </ScrollRegion>
  )
}

function List(props: { dependencies: readonly DependencyView[] }) {
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('workload.dependencyTable') })}>
      <table class="tbl dep-tbl">
        <caption class="vh">{t('workload.dependencies')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('workload.name')}</th>
            <th scope="col">{t('workload.direction')}</th>
            <th scope="col">{t('workload.body')}</th>
            <th scope="col">{t('workload.latencyColumn')}</th>
            <th scope="col">{t('workload.personalInformation')}</th>
            <th scope="col">{t('workload.source')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.dependencies}>
            {(one) => (
              <tr>
                <th scope="row">
                  <a href={`/charges/${encodeURIComponent(one.workload)}`}>{one.name}</a>
                </th>
                <td>{t(one.direction === 'serves' ? 'workload.consumers' : 'workload.providers')}</td>
                <td>{one.body}</td>
                <td>{one.latencyNeedMs === null ? unknownMark : t('workload.latency', { ms: one.latencyNeedMs })}</td>
                <td>
                  {one.personalInformation === null
                    ? unknownMark
                    : t(one.personalInformation ? 'workload.yes' : 'workload.no')}
                </td>
                <td class="mut">{one.source}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** What calls this workload and what it calls: drawn, and as a list when `withList`. */
export function DependencyPanel(props: { workload: WorkloadView; withList?: boolean }) {
  const all = () => props.workload.dependencies
  const callers = () => all().filter((one) => one.direction === 'serves')
  const called = () => all().filter((one) => one.direction === 'consumes')
  const notDrawn = () => Math.max(0, callers().length - mostDrawn) + Math.max(0, called().length - mostDrawn)
  return (
    <Panel flush title={t('workload.dependencies')} note={t('workload.dependenciesNote', { count: all().length })}>
      <Show
        when={all().length > 0}
        fallback={<Empty title={t('workload.dependenciesNone')}>{t('workload.dependenciesNoneText')}</Empty>}
      >
        <div class="panel-b">
          <div class="dep-h">
            <span>
              {t('workload.consumers')} {fmt.integer(callers().length)}
            </span>
            <span>
              {t('workload.providers')} {fmt.integer(called().length)}
            </span>
          </div>
          <Graph
            name={props.workload.name}
            callers={callers().slice(0, mostDrawn)}
            called={called().slice(0, mostDrawn)}
          />
          <Show when={notDrawn() > 0}>
            <p class="sm mut">{t('workload.others', { count: fmt.integer(notDrawn()) })}</p>
          </Show>
          <Show when={all().some((one) => one.latencyNeedMs !== null)}>
            <p class="sm">
              <StatusMark tone="warn">{t('workload.sameSite')}</StatusMark>
            </p>
          </Show>
        </div>
        <Show
          when={props.withList}
          fallback={
            <div class="panel-f">
              <details class="alt">
                <summary>{t('ui.seeTable')}</summary>
                <List dependencies={all()} />
              </details>
            </div>
          }
        >
          <List dependencies={all()} />
        </Show>
      </Show>
    </Panel>
  )
}
