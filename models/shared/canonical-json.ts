/** What JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * One text per value, whatever the order of its keys: keys sorted by code unit, no spaces, undefined members left out.
 * Digests of agreed things (audit, promises, packs, inputs of figures) are taken over this text. Throws on a number that is not finite.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('a number that is not finite has no canonical form')
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`)
  return `{${members.join(',')}}`
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
