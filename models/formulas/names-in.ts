/** Words of an expression that may be names, read without parsing it: what a page links, and which inputs a draft may read. */
export function namesIn(expression: string): ReadonlySet<string> {
  return new Set(expression.match(/[A-Za-z][A-Za-z0-9_]*/g) ?? [])
}
