/** Three-valued logic: true, false, or unknown. */
export type Truth = boolean | undefined

/** False if any part is false; else unknown if any is unknown; else true. */
export function allOf(parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false
  return parts.includes(undefined) ? undefined : true
}

/** True if any part is true; else unknown if any is unknown; else false. */
export function anyOf(parts: readonly Truth[]): Truth {
  if (parts.includes(true)) return true
  return parts.includes(undefined) ? undefined : false
}
