import { For } from 'solid-js'
import type { WaveDates } from '#models/waves/wave.schemas.ts'
import type { WaveLinkView } from '#models/waves/wave-conflicts.ts'
import { type CalendarScale, placeOf } from './calendar-scale.ts'

/** Where a wave stands on the calendar: its line, and its days. */
export type LinePlace = { readonly line: number; readonly dates: WaveDates }

const halfBarPx = 12

type Path = {
  readonly fromLine: number
  readonly toLine: number
  readonly fromX: number
  /** Where the second bar begins; the path then ends there, else on the bar from above or below. */
  readonly toX: number
  readonly isAlong: boolean
  readonly isHard: boolean
}

const clamped = (x: number) => Math.max(0, Math.min(100, x))

/**
 * From the first cut-over to the line of the second wave, then along it to where its bar begins; right angles only. When the bar has begun
 * by then, the link falls on it. A pair linked both ways is drawn once.
 */
function pathsOf(links: readonly WaveLinkView[], places: ReadonlyMap<string, LinePlace>, scale: CalendarScale): Path[] {
  const drawn = new Map<string, Path>()
  for (const { from, to, hard } of links) {
    const [a, b] = [places.get(from), places.get(to)]
    if (a === undefined || b === undefined) continue
    const [first, second] = a.dates.cutsOverOn <= b.dates.cutsOverOn ? [a, b] : [b, a]
    const [fromX, toX] = [placeOf(scale, first.dates.cutsOverOn), placeOf(scale, second.dates.startsOn)]
    if (fromX < 0 || fromX > 100) continue
    const key = `${first.line} ${second.line}`
    const isHard = hard > 0 || drawn.get(key)?.isHard === true
    const [fromLine, toLine] = [first.line, second.line]
    drawn.set(key, { fromLine, toLine, fromX, toX: clamped(toX), isAlong: toX > fromX, isHard })
  }
  return [...drawn.values()]
}

/** Links between waves, behind the bars: thick when some do not stand being apart. The table says the same in words. */
export function WaveLinks(props: {
  links: readonly WaveLinkView[]
  places: ReadonlyMap<string, LinePlace>
  scale: CalendarScale
  rowHeight: number
  height: number
}) {
  const paths = () => pathsOf(props.links, props.places, props.scale)
  // The middle of a bar: it stands low in its line, under the label of its cut-over.
  const y = (line: number) => (line + 0.63) * props.rowHeight
  const edge = (path: Path) => y(path.toLine) + (path.toLine > path.fromLine ? -halfBarPx : halfBarPx)
  return (
    <>
      <svg
        class="wv-links"
        viewBox={`0 0 100 ${props.height}`}
        preserveAspectRatio="none"
        height={props.height}
        aria-hidden="true"
      >
        <For each={paths()}>
          {(path) => (
            <path
              classList={{ hard: path.isHard }}
              d={
                path.isAlong
                  ? `M${path.fromX} ${y(path.fromLine)}V${y(path.toLine)}H${path.toX}`
                  : `M${path.fromX} ${y(path.fromLine)}V${edge(path)}`
              }
            />
          )}
        </For>
      </svg>
      <For each={paths()}>
        {(path) => (
          <span
            class="wv-ah"
            classList={{ hard: path.isHard, down: !path.isAlong, up: !path.isAlong && path.toLine < path.fromLine }}
            aria-hidden="true"
            style={{
              left: `${path.isAlong ? path.toX : path.fromX}%`,
              top: `${path.isAlong ? y(path.toLine) : edge(path)}px`,
            }}
          />
        )}
      </For>
    </>
  )
}
