import type { DataRow } from '../hosting/hosting-options.ts'
import type { ProblemItem } from '../shared/problem.ts'
import { priceKey } from './overlay.ts'
import { type KnownPlaces, rowFaults } from './price-row.ts'

/** What a list came to once read: rows that can be taken, rows that cannot and why. */
export type ReceivedList = {
  readonly rows: readonly DataRow[]
  readonly refused: readonly ProblemItem[]
  /** Keys of refused rows: the list has them, so that what stands for them today is not gone. */
  readonly unread: readonly string[]
}

/**
 * Rows as a list gave them, checked one by one. The same price twice is one row; two amounts for the same price keep the newer date, and
 * are both refused at equal dates: which one holds is not ours to guess.
 */
export function receivedList(rows: readonly DataRow[], known: KnownPlaces): ReceivedList {
  const refused: ProblemItem[] = []
  const unread = new Set<string>()
  const standing = new Map<string, DataRow>()
  const contradicted = new Set<string>()
  for (const row of rows) {
    const key = priceKey(row.values)
    const faults = rowFaults(row, known)
    if (faults.length > 0) {
      refused.push(...faults)
      unread.add(key)
      continue
    }
    const before = standing.get(key)
    const dates = [before?.values['as_of'] ?? '', row.values['as_of'] ?? ''] as const
    if (before !== undefined && !isSameAmount(before, row) && dates[0] === dates[1]) {
      refused.push(contradiction(before, row))
      contradicted.add(key)
    }
    if (before === undefined || dates[1] > dates[0]) standing.set(key, row)
  }
  for (const key of contradicted) unread.add(key)
  const kept = [...standing].flatMap(([key, row]) => (contradicted.has(key) ? [] : [row]))
  return { rows: kept, refused, unread: [...unread] }
}

function isSameAmount(a: DataRow, b: DataRow): boolean {
  const same = (name: string) => a.values[name] === b.values[name]
  return Number(a.values['price']) === Number(b.values['price']) && same('currency') && same('unit')
}

function contradiction(before: DataRow, row: DataRow): ProblemItem {
  const [sku = '', first = '', second = ''] = [row.values['sku'], before.values['price'], row.values['price']]
  return {
    code: 'price-contradicted',
    row: row.line,
    column: 'price',
    detail: {
      fr: `${sku} a deux prix à la même date, ${first} (ligne ${before.line}) et ${second} : aucun n’est pris.`,
      en: `${sku} has two prices on the same date, ${first} (line ${before.line}) and ${second}: neither is taken.`,
    },
  }
}
