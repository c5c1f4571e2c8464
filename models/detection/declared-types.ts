import type { SensitiveKind } from './kinds.ts'

export type TypeFamily = 'text' | 'integer' | 'decimal' | 'date' | 'boolean' | 'binary' | 'uuid' | 'other'

const families: readonly (readonly [TypeFamily, readonly string[]])[] = [
  ['boolean', ['bit', 'bool', 'boolean']],
  ['uuid', ['uuid', 'uniqueidentifier']],
  [
    'date',
    ['date', 'datetime', 'datetime2', 'smalldatetime', 'timestamp', 'timestamptz', 'datetimeoffset', 'time', 'year'],
  ],
  ['binary', ['blob', 'bytea', 'binary', 'varbinary', 'image', 'raw', 'longblob', 'mediumblob', 'tinyblob', 'bfile']],
  [
    'integer',
    ['int', 'integer', 'bigint', 'smallint', 'tinyint', 'mediumint', 'serial', 'bigserial', 'int4', 'int8', 'int2'],
  ],
  [
    'decimal',
    ['decimal', 'numeric', 'number', 'money', 'smallmoney', 'float', 'real', 'double', 'dec', 'float8', 'float4'],
  ],
]

/** The family of a declared SQL type of any of the four dialects; `CHAR(1)`, `NUMBER(1)` and `TINYINT(1)` are the booleans of those who have none. */
export function typeFamily(type: string | null): TypeFamily | null {
  if (type === null) return null
  const lower = type.slice(0, 64).toLowerCase()
  const word = /^[a-z0-9_]+/.exec(lower)?.[0] ?? ''
  const size = /\(\s*(\d{1,6})\s*(,?)/.exec(lower)
  if (size?.[1] === '1' && size[2] === '' && /^(var)?char2?$|^n(var)?char2?$|^number$|^tinyint$/.test(word))
    return 'boolean'
  if (word === 'number' && (size === null || size[2] === '')) return 'integer'
  for (const [family, words] of families) if (words.includes(word)) return family
  return /char|text|clob|string|enum|varying|xml|json/.test(word) ? 'text' : 'other'
}

const texts: readonly TypeFamily[] = ['text', 'other']
const numbers: readonly TypeFamily[] = [...texts, 'integer', 'decimal']
const facts: readonly TypeFamily[] = [...numbers, 'boolean', 'date', 'binary', 'uuid']

const holders: Readonly<Record<SensitiveKind, readonly TypeFamily[]>> = {
  nas: numbers,
  nam: texts,
  'drivers-permit': texts,
  'tax-id': numbers,
  'payment-card': numbers,
  'bank-account': numbers,
  email: texts,
  phone: numbers,
  'postal-code': texts,
  address: texts,
  'person-name': texts,
  'birth-date': [...texts, 'date', 'integer'],
  health: facts,
  justice: facts,
  biometric: [...texts, 'binary'],
  minor: facts,
  income: numbers,
  secret: [...numbers, 'binary'],
}

/** Whether a column declared so can hold the kind: no e-mail stands in an integer. An undeclared type denies nothing. */
export function canHold(kind: SensitiveKind, family: TypeFamily | null): boolean {
  return family === null || holders[kind].includes(family)
}
