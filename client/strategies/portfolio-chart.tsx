import { createEffect, createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { useNavigate } from '@solidjs/router'
import type { StrategyListItem } from '#models/strategies/strategies.views.ts'
import { type Quadrant, quadrants, type TimeSettings } from '#models/strategies/time.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { strategyWord } from '#client/inventory/workload-words.ts'
import { Panel } from '#client/ui/panel.tsx'
import { chanceWords, quadrantWord } from './strategy-words.ts'

type Placed = StrategyListItem & { readonly time: NonNullable<StrategyListItem['time']> }

const height = 380
const margin = { left: 34, right: 12, top: 10, bottom: 26 } as const
const reachPixels = 14

function isPlaced(item: StrategyListItem): item is Placed {
  return item.time !== null
}

/** Every workload on the plane of fit and value, drawn in pixels: thousands of points. The list under it is its table. */
export function PortfolioChart(props: { items: readonly StrategyListItem[]; settings: TimeSettings }) {
  let canvas: HTMLCanvasElement | undefined
  let frame: HTMLDivElement | undefined
  const navigate = useNavigate()
  const [width, setWidth] = createSignal(600)
  const [theme, setTheme] = createSignal(0)
  const [pointed, setPointed] = createSignal<Placed>()
  const placed = createMemo(() => props.items.filter(isPlaced))
  const counts = createMemo(() =>
    quadrants.map((quadrant) => ({
      quadrant,
      count: placed().filter((item) => item.time.quadrant === quadrant).length,
    })),
  )
  const x = (points: number) => margin.left + (points / 100) * (width() - margin.left - margin.right)
  const y = (points: number) => height - margin.bottom - (points / 100) * (height - margin.bottom - margin.top)
  const told = () =>
    counts()
      .map(({ quadrant, count }) =>
        t('strategies.quadrantCount', { quadrant: quadrantWord(quadrant, props.settings), count: fmt.integer(count) }),
      )
      .join(', ')

  onMount(() => {
    const sizes = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.max(280, Math.floor(entry.contentRect.width)))
    })
    if (frame !== undefined) sizes.observe(frame)
    // Colours come from the tokens: drawn again when the theme turns.
    const turned = () => setTheme(theme() + 1)
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const chosen = new MutationObserver(turned)
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    dark.addEventListener('change', turned)
    onCleanup(() => {
      sizes.disconnect()
      chosen.disconnect()
      dark.removeEventListener('change', turned)
    })
  })

  createEffect(() => {
    theme()
    const pen = canvas?.getContext('2d')
    if (canvas === undefined || pen === null || pen === undefined) return
    const ratio = window.devicePixelRatio
    canvas.width = width() * ratio
    canvas.height = height * ratio
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, width(), height)
    draw(pen, getComputedStyle(canvas))
  })

  function draw(pen: CanvasRenderingContext2D, style: CSSStyleDeclaration): void {
    // The element's own properties carry the tokens, already resolved for the theme.
    const [line, dot] = [style.borderTopColor, style.color]
    pen.strokeStyle = line
    pen.lineWidth = 1
    pen.strokeRect(x(0), y(100), x(100) - x(0), y(0) - y(100))
    pen.beginPath()
    pen.moveTo(x(props.settings.fitThreshold), y(0))
    pen.lineTo(x(props.settings.fitThreshold), y(100))
    pen.moveTo(x(0), y(props.settings.valueThreshold))
    pen.lineTo(x(100), y(props.settings.valueThreshold))
    pen.stroke()
    pen.fillStyle = dot
    // Unsure points are hollow: a second sign beside where they stand.
    pen.strokeStyle = dot
    for (const { time } of placed()) {
      pen.beginPath()
      pen.arc(x(time.fit), y(time.value), 3.5, 0, 2 * Math.PI)
      if (time.chance >= 0.8) pen.fill()
      else pen.stroke()
    }
    const over = pointed()
    if (over === undefined) return
    pen.lineWidth = 2
    pen.beginPath()
    pen.arc(x(over.time.fit), y(over.time.value), 7, 0, 2 * Math.PI)
    pen.stroke()
  }

  function nearest(event: PointerEvent | MouseEvent): Placed | undefined {
    const box = canvas?.getBoundingClientRect()
    if (box === undefined) return undefined
    const [left, top] = [event.clientX - box.left, event.clientY - box.top]
    let found: Placed | undefined
    let least = reachPixels ** 2
    for (const item of placed()) {
      const far = (x(item.time.fit) - left) ** 2 + (y(item.time.value) - top) ** 2
      if (far < least) [found, least] = [item, far]
    }
    return found
  }
  const open = (item: Placed | undefined) => {
    if (item !== undefined) navigate(`/charges/${encodeURIComponent(item.workload)}?onglet=disposition`)
  }
  const corner = (quadrant: Quadrant) =>
    `sg-c ${quadrant === 'migrate' || quadrant === 'eliminate' ? 'l' : 'r'} ${quadrant === 'migrate' || quadrant === 'invest' ? 'u' : 'd'}`
  return (
    <Panel
      title={t('strategies.chart')}
      note={t('strategies.chartNote', { count: placed().length })}
      footer={
        <>
          <span>
            {t('strategies.fit')} →, {t('strategies.value')} ↑
          </span>
          <Show when={props.items.length > placed().length}>
            <span>{t('strategies.unplaced', { count: props.items.length - placed().length })}</span>
          </Show>
          <Show when={pointed()}>
            {(item) => (
              <span class="strong">
                {item().name}, {item().body}, {strategyWord(item().strategy)},{' '}
                {quadrantWord(item().time.quadrant, props.settings)} {chanceWords(item().time.chance)}
              </span>
            )}
          </Show>
        </>
      }
    >
      <div class="sg-plot" ref={(element) => (frame = element)}>
        <canvas
          ref={(element) => (canvas = element)}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- points drawn by the page are one picture, no file holds it
          role="img"
          aria-label={t('strategies.chartSpoken', { count: fmt.integer(placed().length), quadrants: told() })}
          style={{ width: `${width()}px`, height: `${height}px` }}
          onPointerMove={(event) => setPointed(nearest(event))}
          onPointerLeave={() => setPointed(undefined)}
          onClick={(event) => open(nearest(event))}
        />
        {counts().map(({ quadrant, count }) => (
          <span class={corner(quadrant)} aria-hidden="true">
            {quadrantWord(quadrant, props.settings)} <b>{fmt.integer(count)}</b>
          </span>
        ))}
      </div>
    </Panel>
  )
}
