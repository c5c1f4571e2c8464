import { fmt, t } from '#client/i18n/i18n.ts'
import type { Spread } from './derivation-words.ts'

const width = 346
const margin = 8
const base = 30

/** A hill with its summit at P50 and its feet past P10 and P90: the order of magnitude of the range, not its exact shape. */
export function DistributionStrip(props: { spread: Spread }) {
  const low = () => props.spread.p50 - 1.7 * Math.max(props.spread.p50 - props.spread.p10, 1e-9)
  const high = () => props.spread.p50 + 1.7 * Math.max(props.spread.p90 - props.spread.p50, 1e-9)
  const x = (value: number) => margin + ((width - 2 * margin) * (value - low())) / (high() - low())
  const hill = () => {
    const [a, top, b] = [x(props.spread.p10), x(props.spread.p50), x(props.spread.p90)]
    return `M${margin} ${base}C${(margin + a) / 2} ${base} ${a} 22 ${(a + top) / 2} 8 ${top - 4} 2 ${top + 4} 2 ${(top + b) / 2} 8 ${b} 22 ${(b + width - margin) / 2} ${base} ${width - margin} ${base}Z`
  }
  const marks = () => [
    { name: 'P10', value: props.spread.p10, top: 20 },
    { name: 'P50', value: props.spread.p50, top: 2 },
    { name: 'P90', value: props.spread.p90, top: 24 },
  ]
  const words = () =>
    t('figures.distribution', {
      p10: fmt.compactMoney(props.spread.p10),
      p50: fmt.compactMoney(props.spread.p50),
      p90: fmt.compactMoney(props.spread.p90),
    })
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing made by the page is a picture no file holds
    <svg class="ch dist" viewBox={`0 0 ${width} 62`} role="img" aria-label={words()}>
      <path class="hill" d={hill()} />
      <line class="axl" x1={margin} x2={width - margin} y1={base} y2={base} />
      {marks().map((mark, place) => (
        <>
          <line class="mk" x1={x(mark.value)} x2={x(mark.value)} y1={mark.top} y2="34" />
          <text class={place === 1 ? 't-s' : ''} x={x(mark.value)} y={place === 1 ? 60 : 45} text-anchor="middle">
            {`${mark.name} ${fmt.compactMoney(mark.value)}`}
          </text>
        </>
      ))}
    </svg>
  )
}
