import type { Bilingual } from '../shared/bilingual.ts'

/** A product of unit symbols to whole powers, never 0; empty for a plain ratio. */
export type Unit = ReadonlyMap<string, number>
export type UnitRefusal = { readonly kind: 'refused'; readonly reason: Bilingual }

/** The unit of a plain number. */
export const ratio: Unit = new Map()

const longest = 80
const highestPower = 9
const token = /\s*(?:([\p{L}$%][\p{L}\p{N}_$%-]*)|(\d+)|([*·/^()-]))/uy

/**
 * A unit as written: symbols joined by `*`, `/`, `^` and parentheses (`CAD/year`, `CAD/(GB*month)`, `m^2`), or `1` for a ratio. Each
 * symbol stands for itself: nothing converts into anything.
 */
export function parsedUnit(text: string): { readonly kind: 'unit'; readonly unit: Unit } | UnitRefusal {
  const tokens = text.length > longest ? undefined : tokensOf(text)
  if (tokens === undefined || tokens.length === 0) return refused(text)
  const reader = { tokens, at: 0 }
  const unit = product(reader)
  return unit === undefined || reader.at < tokens.length ? refused(text) : { kind: 'unit', unit }
}

/** Whether both are the same product of symbols, in whatever order they were written. */
export function sameUnit(a: Unit, b: Unit): boolean {
  return a.size === b.size && [...a].every(([symbol, power]) => b.get(symbol) === power)
}

/** a × b. */
export function unitProduct(a: Unit, b: Unit): Unit {
  return combined(a, b, 1)
}

/** a ÷ b. */
export function unitQuotient(a: Unit, b: Unit): Unit {
  return combined(a, b, -1)
}

/** A unit to a whole power, or its root with ½; undefined when a symbol would have no whole power, or one past 9. */
export function unitPower(unit: Unit, power: number): Unit | undefined {
  const raised = [...unit].map(([symbol, own]): [string, number] => [symbol, own * power])
  const isWhole = raised.every(([, own]) => Number.isInteger(own) && Math.abs(own) <= highestPower)
  return isWhole ? new Map(raised.filter(([, own]) => own !== 0)) : undefined
}

/** A unit as people write it: `CAD/(GB*month)`, `1` for a ratio, `1/year`. Symbols in alphabetical order. */
export function writtenUnit(unit: Unit): string {
  const symbols = [...unit].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const part = (sign: 1 | -1) =>
    symbols
      .filter(([, power]) => power * sign > 0)
      .map(([symbol, power]) => (power * sign === 1 ? symbol : `${symbol}^${power * sign}`))
  const above = part(1).join('*') || '1'
  const below = part(-1)
  if (below.length === 0) return above
  return `${above}/${below.length === 1 ? below.join('') : `(${below.join('*')})`}`
}

function combined(a: Unit, b: Unit, sign: 1 | -1): Unit {
  const powers = new Map(a)
  for (const [symbol, power] of b) {
    const sum = (powers.get(symbol) ?? 0) + sign * power
    if (sum === 0) powers.delete(symbol)
    else powers.set(symbol, sum)
  }
  return powers
}

type Reader = { readonly tokens: readonly string[]; at: number }

function tokensOf(text: string): string[] | undefined {
  const trimmed = text.trim()
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < trimmed.length) {
    const found = token.exec(trimmed)
    if (found === null) return undefined
    tokens.push(found[0].trim())
  }
  return tokens
}

function product(reader: Reader): Unit | undefined {
  let unit = factor(reader)
  while (unit !== undefined) {
    const sign = reader.tokens[reader.at]
    if (sign !== '*' && sign !== '·' && sign !== '/') return unit
    reader.at += 1
    const next = factor(reader)
    unit = next === undefined ? undefined : combined(unit, next, sign === '/' ? -1 : 1)
  }
  return undefined
}

function factor(reader: Reader): Unit | undefined {
  const base = atom(reader)
  if (base === undefined || reader.tokens[reader.at] !== '^') return base
  reader.at += 1
  const isNegative = reader.tokens[reader.at] === '-'
  if (isNegative) reader.at += 1
  const power = Number(reader.tokens[reader.at] ?? Number.NaN)
  reader.at += 1
  return Number.isInteger(power) ? unitPower(base, isNegative ? -power : power) : undefined
}

function atom(reader: Reader): Unit | undefined {
  const here = reader.tokens[reader.at]
  reader.at += 1
  if (here === undefined) return undefined
  if (here === '(') {
    const inner = product(reader)
    const isClosed = reader.tokens[reader.at] === ')'
    reader.at += 1
    return isClosed ? inner : undefined
  }
  if (here === '1') return ratio
  return /^[\p{L}$%]/u.test(here) ? new Map([[here, 1]]) : undefined
}

function refused(text: string): UnitRefusal {
  const shown = text.slice(0, longest)
  return {
    kind: 'refused',
    reason: {
      fr: `« ${shown} » n’est pas une unité. Une unité est un produit de symboles, comme CAD/year ou CAD/(GB*month) ; 1 pour un rapport.`,
      en: `“${shown}” is not a unit. A unit is a product of symbols, such as CAD/year or CAD/(GB*month); 1 for a ratio.`,
    },
  }
}
