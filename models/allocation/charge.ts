/** What allocation sees of a bill charge; amounts in whole millionths of the billing currency, empty text is absence. */
export type AllocatableCharge = {
  readonly ordinal: number
  readonly provider: string
  readonly subAccount: string
  readonly service: string
  readonly serviceCategory: string
  readonly resource: string
  readonly region: string
  readonly chargeCategory: string
  readonly commitment: string
  /** `Used`, `Unused`, or empty. */
  readonly commitmentStatus: string
  readonly tagsJson: string
  readonly billedMicros: number
  readonly effectiveMicros: number
  /** Null where the bill does not tell them. */
  readonly listMicros: number | null
  readonly contractedMicros: number | null
}

/** Tags by key in small letters; `isReadable` false when the text is not a JSON object: told, never taken for absence. */
export type Tags = { readonly values: ReadonlyMap<string, string>; readonly isReadable: boolean }

const none: Tags = { values: new Map(), isReadable: true }
const unreadable: Tags = { values: new Map(), isReadable: false }

/**
 * Reads the tags of a charge. Empty text and `{}` are no tag. Of two keys that differ by their capitals, the first in order of code
 * unit stands. A value that is a number or a truth is read as its text; null is an empty value; a list or an object is its JSON.
 */
export function tagsOf(tagsJson: string): Tags {
  const text = tagsJson.trim()
  if (text === '' || text === '{}') return none
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return unreadable
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return unreadable
  const values = new Map<string, string>()
  for (const [key, value] of Object.entries(parsed).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const name = key.trim().toLowerCase()
    if (!values.has(name)) values.set(name, textOf(value))
  }
  return { values, isReadable: true }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  return value === null || value === undefined ? '' : JSON.stringify(value)
}
