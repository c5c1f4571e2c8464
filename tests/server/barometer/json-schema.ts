type Schema = {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly pattern?: string
}
const known = [
  '$schema',
  '$id',
  'title',
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'anyOf',
  'enum',
  'pattern',
]

/** Where a value does not fit a JSON Schema, as JSON Pointers; a word of the schema that is not read here is a fault too. */
export function faultsAgainst(schema: object, value: unknown, at = ''): string[] {
  const read = schema as Schema // its words are checked on the next line
  const unread = Object.keys(schema).filter((word) => !known.includes(word))
  if (unread.length > 0) return [`${at}: ${unread.join()}`]
  if (read.anyOf !== undefined) return read.anyOf.some((one) => faultsAgainst(one, value, at).length === 0) ? [] : [at]
  if (read.enum !== undefined && !read.enum.includes(value)) return [at]
  if (read.type !== undefined && read.type !== typeOf(value)) return [at]
  if (read.pattern !== undefined && !new RegExp(read.pattern, 'u').test(String(value))) return [at]
  if (Array.isArray(value)) return value.flatMap((one, i) => faultsAgainst(read.items ?? {}, one, `${at}/${i}`))
  if (typeof value !== 'object' || value === null) return []
  const members = Object.entries(value)
  const names = read.properties ?? {}
  return [
    ...(read.required ?? []).filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}/${name}`),
    ...members.flatMap(([name, member]) =>
      names[name] === undefined
        ? read.additionalProperties === false
          ? [`${at}/${name}`]
          : []
        : faultsAgainst(names[name], member, `${at}/${name}`),
    ),
  ]
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** A text as it stands in the source of a page. */
export const inTextOf = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
