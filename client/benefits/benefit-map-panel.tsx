import { createMemo, For, Show } from 'solid-js'
import type { MapView } from '#models/benefits/register.views.ts'
import { type Colour, colours } from '#models/realised/colour.ts'
import type { BenefitStatusView } from '#models/realised/realised.views.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { layerText, lifeText } from './benefit-words.ts'
import { MapEditing } from './map-editing.tsx'
import { colourLook } from './register-standing.ts'
import { box, drawnMap, type MapBox } from './map-geometry.ts'

const gapText: Readonly<Record<MapView['gaps'][number]['gap'], TextKey>> = {
  'no-objective': 'benefits.gapNoObjective',
  'no-enabler': 'benefits.gapNoEnabler',
  'enables-nothing': 'benefits.gapNothing',
}
/** Letters that fit on a line of a box; the whole title is its tooltip, and stands in the list. */
const longest = 24
const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text)

/** A title on two lines at most, broken between words. */
function twoLines(text: string): readonly [string, string] {
  if (text.length <= longest) return [text, '']
  const at = text.lastIndexOf(' ', longest)
  return at <= 0 ? [cut(text), ''] : [text.slice(0, at), cut(text.slice(at + 1))]
}
const titleOf = (one: MapBox) => (one.node === undefined ? nameOf(one) : said(one.node.title))

/** A colour as a shape: round, triangle, octagon; a ring when it is not known. */
function ColourShape(props: { colour: Colour }) {
  return (
    <path
      class={`bn-c ${props.colour}`}
      d={
        {
          green: 'M0 -5A5 5 0 1 1 0 5A5 5 0 1 1 0 -5Z',
          amber: 'M0 -5.5L6 5H-6Z',
          red: 'M-2.3 -5.5H2.3L5.5 -2.3V2.3L2.3 5.5H-2.3L-5.5 2.3V-2.3Z',
          grey: 'M0 -4.5A4.5 4.5 0 1 1 0 4.5A4.5 4.5 0 1 1 0 -4.5Z',
        }[props.colour]
      }
    />
  )
}

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

function Box(props: {
  one: MapBox
  /** Of a benefit: how it does. */
  colour: Colour | undefined
  isSelected: boolean
  onSelect: (code: string) => void
}) {
  const left = () => (props.colour === undefined ? 10 : 26)
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
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        open()
      }}
    >
      {/* The name in full, with its state: what is drawn is cut to the box. */}
      <title>
        {nameOf(props.one)}
        {props.colour === undefined ? '' : `, ${t(colourLook[props.colour].text)}`}
      </title>
      <rect width={box.width} height={box.height} rx="2" />
      <Show when={props.colour}>
        {(colour) => (
          <g transform={`translate(14 ${box.height / 2})`}>
            <ColourShape colour={colour()} />
          </g>
        )}
      </Show>
      <For each={twoLines(titleOf(props.one)).filter(Boolean)}>
        {(line, i) => (
          <text aria-hidden="true" x={left()} y={16 + 15 * i()} class="t-s">
            {line}
          </text>
        )}
      </For>
      <text aria-hidden="true" x={left()} y={box.height - 8} class="t-3">
        {props.one.node === undefined ? '' : `${props.one.node.code}, `}
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
  /** The body looked at: a new node belongs to it, unless another is chosen. */
  body: string | undefined
  /** The map of a past day is not drawn on. */
  mayEdit: boolean
  statuses: ReadonlyMap<string, BenefitStatusView> | undefined
  selected: string | undefined
  onSelect: (code: string) => void
}) {
  const drawn = createMemo(() => drawnMap(props.map, props.selected))
  const colourOf = (one: MapBox): Colour | undefined =>
    one.node?.code.startsWith('B-') === true ? (props.statuses?.get(one.node.code)?.colour ?? 'grey') : undefined
  return (
    <Panel
      title={t('benefits.map')}
      note={props.selected === undefined ? t('benefits.mapNote') : t('benefits.mapPath', { code: props.selected })}
      end={
        <ul class="legend">
          <For each={colours}>
            {(colour) => (
              <li>
                <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
                  <ColourShape colour={colour} />
                </svg>
                {t(colourLook[colour].text)}
              </li>
            )}
          </For>
        </ul>
      }
    >
      <div class="stack">
        <Show
          when={drawn().boxes.length > 0}
          fallback={<Empty title={t('benefits.mapNone')}>{t('benefits.mapNoneText')}</Empty>}
        >
          <ScrollRegion label={t('workload.scrolling', { name: t('benefits.map') })}>
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
                {(one) => (
                  <Box
                    one={one}
                    colour={colourOf(one)}
                    isSelected={one.node?.code === props.selected}
                    onSelect={props.onSelect}
                  />
                )}
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
        <Show when={props.mayEdit}>
          <MapEditing map={props.map} body={props.body} />
        </Show>
      </div>
    </Panel>
  )
}
