/** Where each column stands, by its name in lower case: a byte-order mark and the spaces around a name are no part of it. */
export function headerNames(header: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    header.map((name, at) => [
      name
        .replace(/^\uFEFF/, '')
        .trim()
        .toLowerCase(),
      at,
    ]),
  )
}
