import { createMemo, For, Show } from 'solid-js'
import type { MapView } from '#models/benefits/register.views.ts'
import { may } from '#client/api/access.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { layerText, lifeText } from './benefit-words.ts'
import { MapLinks } from './map-links.tsx'
import { box, drawnMap, type MapBox } from './map-geometry.ts'

const gapText: Readonly<Record<MapView['gaps'][number]['gap'], TextKey>> = {
  'no-objective': 'benefits.gapNoObjective',
  'no-enabler': 'benefits.gapNoEnabler',
  'enables-nothing': 'benefits.gapNothing',
}
/** What fits in a box; the whole title is its tooltip, and stands in the list. */
const longest = 25
const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)

function nameOf(one: MapBox): string {
  if (one.node === undefined) return t('benefits.foldedBox', { count: one.count, body: one.body ?? '' })
  return `${one.node.code} ${said(one.node.title)}`
}
function factOf(one: MapBox): string {
  const { node } = one
  if (node === undefined) return t(layerText[one.layer])
  if (node.plannedCadPerYear !== null)
    return t('benefits.perYear', { amount: fmt.compactMoney(Number(node.plannedCadPerYear)) })
  if (node.life !== null) return t(lifeText[node.life])
  if (node.dueOn !== null) return fmt.date(node.dueOn)
  return node.agreed ? t(layerText[one.layer]) : t('benefits.notAgreed')
}

function Box(props: { one: MapBox; isSelected: boolean; onSelect: (code: string) => void }) {
  const isBenefit = () => props.one.node?.code.startsWith('B-') === true
  const open = () => {
    const code = props.one.node?.code
    if (code !== undefined && isBenefit()) props.onSelect(code)
  }
  return (
    <g
      class="bn-box"
      classList={{ path: props.one.isOnPath, chosen: props.isSelected, go: isBenefit() }}
      transform={`translate(${props.one.x} ${props.one.y})`}
      role={isBenefit() ? 'button' : undefined}
      tabindex={isBenefit() ? 0 : undefined}
      aria-label={isBenefit() ? nameOf(props.one) : undefined}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        open()
      }}
    >
      <title>{nameOf(props.one)}</title>
      <rect width={box.width} height={box.height} rx="2" />
      <text x="10" y="18" class="t-s">
        {cut(nameOf(props.one))}
      </text>
      <text x="10" y="34" class="t-3">
        {cut(factOf(props.one))}
      </text>
    </g>
  )
}

/** The map as a list of lists: what each node leads to. */
function AsList(props: { map: MapView }) {
  const byCode = createMemo(() => new Map(props.map.nodes.map((node) => [node.code, node])))
  const from = createMemo(() => Map.groupBy(props.map.edges, (edge) => edge.from))
  return (
    <details class="alt">
      <summary>{t('benefits.mapList')}</summary>
      <ul class="bn-tree">
        <For each={props.map.nodes.filter((node) => from().has(node.code))}>
          {(node) => (
            <li>
              <b>
                {node.code} {said(node.title)}
              </b>
              <ul>
                <For each={from().get(node.code) ?? []}>
                  {(edge) => (
                    <li>
                      → {edge.to} {said(byCode().get(edge.to)?.title ?? { fr: '', en: '' })}
                      {edge.share === null ? '' : `, ${fmt.percent(edge.share * 100)}`}
                      {edge.lagMonths === 0 ? '' : `, ${t('benefits.lag', { months: edge.lagMonths })}`}
                    </li>
                  )}
                </For>
              </ul>
            </li>
          )}
        </For>
      </ul>
    </details>
  )
}

function Gaps(props: { map: MapView }) {
  const shown = () => props.map.gaps.slice(0, 12)
  return (
    <Show when={props.map.gaps.length > 0}>
      <details class="alt bn-gaps">
        <summary>
          <StatusMark tone="warn">{t('benefits.mapGaps', { count: props.map.gaps.length })}</StatusMark>
        </summary>
        <ul>
          <For each={shown()}>
            {({ code, gap }) => (
              <li>
                <span class="mono">{code}</span> {t(gapText[gap])}
              </li>
            )}
          </For>
          <Show when={props.map.gaps.length > shown().length}>
            <li class="mut">{t('benefits.andMore', { count: props.map.gaps.length - shown().length })}</li>
          </Show>
        </ul>
      </details>
    </Show>
  )
}

/** From levers to objectives: what makes each benefit possible, and what it serves. */
export function BenefitMapPanel(props: {
  map: MapView
  selected: string | undefined
  onSelect: (code: string) => void
}) {
  const drawn = createMemo(() => drawnMap(props.map, props.selected))
  return (
    <Panel
      title={t('benefits.map')}
      note={props.selected === undefined ? t('benefits.mapNote') : t('benefits.mapPath', { code: props.selected })}
    >
      <div class="stack">
        <Show
          when={drawn().boxes.length > 0}
          fallback={<Empty title={t('benefits.mapNone')}>{t('benefits.mapNoneText')}</Empty>}
        >
          <ScrollRegion label={t('benefits.map')}>
            <svg
              class="ch bn-map"
              width={drawn().width}
              height={drawn().height}
              viewBox={`-2 0 ${drawn().width + 4} ${drawn().height}`}
              role="group"
              aria-label={t('benefits.mapAlt', { nodes: drawn().boxes.length, links: drawn().lines.length })}
            >
              <For each={drawn().layers}>
                {(layer, column) => (
                  <text class="t-3" x={column() * (box.width + box.gapX)} y="14">
                    {t(layerText[layer])}
                  </text>
                )}
              </For>
              <For each={drawn().lines}>
                {(line) => (
                  <path
                    d={line.path}
                    class="bn-link"
                    classList={{ path: line.isOnPath, against: line.isConflict }}
                    stroke-width={line.isOnPath ? 3 : 1.2 + 2 * (line.share ?? 0)}
                  />
                )}
              </For>
              <For each={drawn().boxes}>
                {(one) => <Box one={one} isSelected={one.node?.code === props.selected} onSelect={props.onSelect} />}
              </For>
            </svg>
          </ScrollRegion>
        </Show>
        <div class="row-w">
          <Show when={drawn().isFolded}>
            <span class="sm mut">{t('benefits.mapFolded')}</span>
          </Show>
          <AsList map={props.map} />
          <Gaps map={props.map} />
        </div>
        <Show when={may('benefits.edit')}>
          <MapLinks map={props.map} />
        </Show>
      </div>
    </Panel>
  )
}
