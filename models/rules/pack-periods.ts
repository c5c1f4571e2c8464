/** A version with its period [from, to); `to` null = until further notice. */
export type PackPeriod = { readonly version: string; readonly from: string; readonly to: string | null }

/** Negative when `a` is older than `b`, by its three numbers. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [a, b].map((version) => version.split('.').map(Number))
  for (let i = 0; i < 3; i += 1) {
    const gap = (first?.[i] ?? 0) - (second?.[i] ?? 0)
    if (gap !== 0) return gap
  }
  return 0
}

/** Whether a period holds a day. */
export function holds({ from, to }: Omit<PackPeriod, 'version'>, day: string): boolean {
  return from <= day && (to === null || to > day)
}

/**
 * How a new period sits among those already approved: the one that it ends, on its first day, and those it would overlap. A period that
 * began before gives way; one that begins on the same day or later, within the new one, does not.
 */
export function periodPlacement(
  approved: readonly PackPeriod[],
  added: Omit<PackPeriod, 'version'>,
): { readonly ends: PackPeriod | undefined; readonly overlaps: readonly PackPeriod[] } {
  return {
    ends: approved.find((one) => one.from < added.from && holds(one, added.from)),
    overlaps: approved.filter((one) => one.from >= added.from && (added.to === null || one.from < added.to)),
  }
}
