import { For } from 'solid-js'
import { type Quadrant, quadrants, type TimePosition, type TimeSettings } from '#models/strategies/time.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { chanceWords, quadrantWord } from './strategy-words.ts'

/** The tenth and ninetieth percentiles of a normal stand so many deviations from its mean. */
const tenthDeviations = 1.2816

/** P10 to P90 of a score, on the scale. */
export function scoreRange(mean: number, deviation: number): { readonly low: number; readonly high: number } {
  return {
    low: Math.max(0, mean - tenthDeviations * deviation),
    high: Math.min(100, mean + tenthDeviations * deviation),
  }
}

const size = { width: 340, height: 280, left: 34, bottom: 26, top: 8, right: 8 } as const
const x = (points: number) => size.left + (points / 100) * (size.width - size.left - size.right)
const y = (points: number) => size.height - size.bottom - (points / 100) * (size.height - size.bottom - size.top)

/** One workload on the plane of technical fit and business value, with its range on each axis and the chance of each quadrant. */
export function TimeChart(props: { name: string; position: TimePosition; settings: TimeSettings }) {
  const { position } = props
  const value = () => scoreRange(props.position.value.mean, props.position.value.deviation)
  const fit = () => scoreRange(props.position.fit.mean, props.position.fit.deviation)
  const corner = (quadrant: Quadrant) => ({
    x: quadrant === 'migrate' || quadrant === 'eliminate' ? x(0) + 6 : x(100) - 6,
    y: quadrant === 'migrate' || quadrant === 'invest' ? y(100) + 15 : y(0) - 8,
    anchor: quadrant === 'migrate' || quadrant === 'eliminate' ? ('start' as const) : ('end' as const),
  })
  const chance = (quadrant: Quadrant) => chanceWords(props.position.probabilities[quadrants.indexOf(quadrant)] ?? 0)
  return (
    <svg
      class="ch sg-time"
      width={size.width}
      height={size.height}
      role="img"
      aria-label={t('strategies.timeSpoken', {
        name: props.name,
        value: fmt.integer(position.value.mean),
        fit: fmt.integer(position.fit.mean),
        quadrant: quadrantWord(position.quadrant, props.settings),
        chance: chance(position.quadrant),
      })}
    >
      <rect class="sg-plane" x={x(0)} y={y(100)} width={x(100) - x(0)} height={y(0) - y(100)} />
      <line class="axl" x1={x(props.settings.fitThreshold)} x2={x(props.settings.fitThreshold)} y1={y(0)} y2={y(100)} />
      <line
        class="axl"
        x1={x(0)}
        x2={x(100)}
        y1={y(props.settings.valueThreshold)}
        y2={y(props.settings.valueThreshold)}
      />
      <For each={quadrants}>
        {(quadrant) => (
          <text
            class="t-3 halo"
            classList={{ 't-s': quadrant === props.position.quadrant }}
            x={corner(quadrant).x}
            y={corner(quadrant).y}
            text-anchor={corner(quadrant).anchor}
          >
            {quadrantWord(quadrant, props.settings)} {chance(quadrant)}
          </text>
        )}
      </For>
      <For each={[0, 50, 100]}>
        {(tick) => (
          <>
            <text class="t-3" x={x(tick)} y={size.height - 10} text-anchor="middle">
              {tick}
            </text>
            <text class="t-3" x={size.left - 6} y={y(tick) + 4} text-anchor="end">
              {tick}
            </text>
          </>
        )}
      </For>
      <line
        class="sg-wk"
        x1={x(fit().low)}
        x2={x(fit().high)}
        y1={y(props.position.value.mean)}
        y2={y(props.position.value.mean)}
      />
      <line
        class="sg-wk"
        x1={x(props.position.fit.mean)}
        x2={x(props.position.fit.mean)}
        y1={y(value().low)}
        y2={y(value().high)}
      />
      <circle class="sg-dot" cx={x(props.position.fit.mean)} cy={y(props.position.value.mean)} r="5" />
    </svg>
  )
}
