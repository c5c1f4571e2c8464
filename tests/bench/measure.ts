/** Seconds of the quickest of several runs. */
export function best(runs: number, work: () => void): number {
  let seconds = Number.POSITIVE_INFINITY
  for (let i = 0; i < runs; i += 1) {
    const from = performance.now()
    work()
    seconds = Math.min(seconds, (performance.now() - from) / 1000)
  }
  return seconds
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits))

/** The most memory this process ever held, in MiB. */
export const peakMib = (): number => Math.round(process.resourceUsage().maxRSS / 1024)
