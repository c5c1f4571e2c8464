import type { Derivation } from '../shared/derivation.ts'
import type { PortfolioColumns } from './workload.views.ts'

/** How many workloads a total names one by one before it sums the rest. */
const namedAtMost = 25

type Part = { readonly row: number; readonly amount: number }

/**
 * How the total of the rows shown was obtained: the largest amounts one by one, then the sum of the others, and how many rows have none.
 *
 * `current` sums today's costs, `p50` the medians of the best options, both in CAD a year. A sum of medians is not the median of the sum:
 * the note says so. Rows without an amount are counted, never added as zero; with no amount at all the total is unknown.
 */
export function portfolioTotal(
  columns: Pick<PortfolioColumns, 'code' | 'name' | 'currentCostCents' | 'p50' | 'figure'>,
  rows: Iterable<number>,
  of: 'current' | 'p50',
): Derivation {
  const parts: Part[] = []
  let without = 0
  for (const row of rows) {
    const amount = of === 'p50' ? columns.p50[row] : columns.currentCostCents[row]
    if (amount === null || amount === undefined) without += 1
    else parts.push({ row, amount: of === 'p50' ? amount : amount / 100 })
  }
  parts.sort((a, b) => b.amount - a.amount || a.row - b.row)
  const named = parts.slice(0, namedAtMost).map((part, place) => workloadPart(columns, part, `x${place + 1}`, of))
  const others = parts.slice(namedAtMost)
  const inputs = others.length === 0 ? named : [...named, othersPart(others)]
  const value = inputs.reduce((sum, input) => sum + Number(input.value), 0)
  return {
    name: of,
    label:
      of === 'p50'
        ? { fr: 'Somme des coûts médians des meilleures options', en: 'Sum of the median costs of the best options' }
        : { fr: 'Somme des coûts actuels', en: 'Sum of current costs' },
    value: parts.length === 0 ? undefined : value,
    unit: 'CAD/year',
    ...(parts.length === 0 ? { reasons: ['no-amount'] } : { formula: inputs.map((input) => input.name).join(' + ') }),
    inputs,
    note: noteOn(parts.length, without, of),
  }
}

function workloadPart(
  columns: Pick<PortfolioColumns, 'code' | 'name' | 'figure'>,
  { row, amount }: Part,
  name: string,
  of: 'current' | 'p50',
): Derivation {
  const text = `${columns.code[row] ?? ''} ${columns.name[row] ?? ''}`
  const figure = of === 'p50' ? columns.figure[row] : null
  return {
    name,
    label: { fr: text, en: text },
    value: amount,
    unit: 'CAD/year',
    inputs: [],
    ...(figure === null || figure === undefined ? {} : { figure }),
  }
}

function othersPart(others: readonly Part[]): Derivation {
  return {
    name: 'others',
    label: { fr: `${others.length} autres charges`, en: `${others.length} other workloads` },
    value: others.reduce((sum, { amount }) => sum + amount, 0),
    unit: 'CAD/year',
    inputs: [],
  }
}

function noteOn(counted: number, without: number, of: 'current' | 'p50') {
  const median = of === 'p50'
  return {
    fr: `${counted} charges comptées, ${without} sans montant connu et non comptées.${median ? ' Une somme de médianes n’est pas la médiane de la somme.' : ''}`,
    en: `${counted} workloads counted, ${without} with no known amount and not counted.${median ? ' A sum of medians is not the median of the sum.' : ''}`,
  }
}
