/** Bounds of an axis, in the unit of the figures. */
export type Domain = { readonly low: number; readonly high: number }

/** A round step (1, 2, 2.5 or 5 times a power of ten) that covers `span` in about `parts` steps, never more. */
export function niceStep(span: number, parts = 3.5): number {
  const raw = span > 0 ? span / parts : 1
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= raw * (1 - 1e-12))
  return (step ?? 10) * power
}

/** The values of a domain that are multiples of a round step; zero is among them when the domain holds it. */
export function niceTicks(domain: Domain, parts = 3.5): readonly number[] {
  const step = niceStep(domain.high - domain.low, parts)
  const first = Math.ceil(domain.low / step - 1e-9)
  const last = Math.floor(domain.high / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}

/** The smallest domain that holds every value, zero included when asked; a lone value has room around it. */
export function domainOf(values: readonly number[], options: { readonly zero: boolean }): Domain {
  const all = options.zero ? [...values, 0] : values
  if (values.length === 0) return { low: 0, high: 1 }
  const [low, high] = [Math.min(...all), Math.max(...all)]
  if (high > low) return { low, high }
  const room = low === 0 ? 1 : Math.abs(low) / 10
  return { low: low - room, high: high + room }
}

/** Straight line from the figures to pixels; `from` is where the low end stands, `to` the high end. */
export function linear(domain: Domain, from: number, to: number): (value: number) => number {
  const span = domain.high - domain.low
  return (value) => from + ((to - from) * (value - domain.low)) / (span === 0 ? 1 : span)
}
