type Leaf = string | number | boolean | null
/** One value that differs: where it stands (`totals.waiting`, `variances.2.fr`), and what each side says; null where it says nothing. */
export type JsonDifference = { readonly path: string; readonly before: string | null; readonly after: string | null }

function leaves(value: unknown, path = ''): [string, Leaf][] {
  if (typeof value !== 'object' || value === null) return [[path, value as Leaf]] // JSON holds nothing else
  return Object.entries(value).flatMap(([key, part]) => leaves(part, path === '' ? key : `${path}.${key}`))
}

/** Where two pieces of JSON differ, value by value, in the order of their paths. */
export function jsonDifferences(before: unknown, after: unknown): JsonDifference[] {
  const [was, is] = [new Map(leaves(before)), new Map(leaves(after))]
  const said = (value: Leaf | undefined) => (value === undefined || value === null ? null : String(value))
  return [...new Set([...was.keys(), ...is.keys()])]
    .toSorted()
    .map((path) => ({ path, before: said(was.get(path)), after: said(is.get(path)) }))
    .filter((one) => one.before !== one.after)
}
