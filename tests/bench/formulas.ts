import { compile as compileAny } from 'mathjs'
import { compile as compileNumbers } from 'mathjs/number'
import { type Column, columnarEvaluator } from '#models/formulas/columns.ts'
import type { FormulaInput, LoadedFormulaSet } from '#models/formulas/formula-set.ts'
import { loadedFormulaSet, usedInputs } from '#models/formulas/loading.ts'
import { randomStream } from '#models/shared/random.ts'
import { shippedFormulas } from '#server/shared/datasets.ts'
import { best, peakMib, rounded } from './measure.ts'

const workloadCount = 50_000
const optionCount = 20
const sampleRows = 5_000

type Compiled = { evaluate(scope: Map<string, number>): unknown }

/** What a row of the model reads: quantities differ by workload and option, prices by option, the rest is the same for all. */
function optionInputs(set: LoadedFormulaSet, option: number): Record<string, Column> {
  return Object.fromEntries(
    set.inputs.map((input) => {
      const random = randomStream(`${input.name} ${input.kind === 'quantity' || input.kind === 'price' ? option : ''}`)
      const value = () => valueOf(input, random())
      return [input.name, input.kind === 'quantity' ? Float64Array.from({ length: workloadCount }, value) : value()]
    }),
  )
}

/** Flags are 0 or 1, one quantity in twenty is unknown, the rest spreads over the sizes of a real portfolio. */
function valueOf({ name, kind }: FormulaInput, random: number): number {
  if (/^(is|needs)[A-Z]/.test(name)) return random < 0.5 ? 0 : 1
  if (kind === 'quantity') return random < 0.05 ? Number.NaN : random * 10_000
  return 0.2 + random
}

/** The cost model over every workload on every option: each head, and the total. */
function formulas() {
  const set = loaded()
  const options = Array.from({ length: optionCount }, (_, option) => optionInputs(set, option))
  const evaluate = columnarEvaluator(set)
  const into = Object.fromEntries(set.formulas.map(({ name }) => [name, new Float64Array(workloadCount)]))
  const oursS = best(9, () => {
    for (const inputs of options) evaluate(inputs, workloadCount, into)
  })
  const wide = options.map((inputs) =>
    Object.fromEntries(Object.entries(inputs).map(([name, column]) => [name, spread(column)])),
  )
  const allColumnsS = best(3, () => {
    for (const inputs of wide) evaluate(inputs, workloadCount, into)
  })
  const peers = { 'mathjs/number': peer(set, options, compileNumbers), mathjs: peer(set, options, compileAny) }
  const [quickest, other] = Object.entries(peers).toSorted(([, a], [, b]) => a - b)
  if (quickest === undefined || other === undefined) throw new Error('no peer ran')
  const [name, peerS] = quickest
  return {
    ours_s: rounded(oursS, 4),
    peer: `${name} compile().evaluate`,
    peer_s: rounded(peerS, 1),
    ratio: rounded(oursS / peerS, 5),
    times_faster: Math.round(peerS / oursS),
    other_peer_s: rounded(other[1], 1),
    all_columns_s: rounded(allColumnsS, 4),
    all_columns_times_faster: Math.round(peerS / allColumnsS),
    peak_mib: peakMib(),
    size: `${workloadCount} × ${optionCount} × ${set.formulas.length} formulas over ${usedInputs(set).length} inputs`,
    note: `one core, best of 9 runs; ours gives every formula for every row, an option at a time, into columns that are used again for the next one. The peer evaluates each compiled formula row by row over a Map that it fills as it goes; measured on ${sampleRows} rows of each of ${peerOptions} options, best of 3, then scaled by ${(workloadCount * optionCount) / (sampleRows * peerOptions)}; the quicker of ${Object.keys(peers).join(' and ')} is kept. Values were compared on every row of the sample. all_columns_s: the same with every input given as a column.`,
  }
}

const peerOptions = 2

function loaded(): LoadedFormulaSet {
  const read = loadedFormulaSet(shippedFormulas().annual)
  if (read.kind === 'refused') throw new Error('the shipped formulas do not load')
  return read.set
}

function spread(column: Column): Column {
  return typeof column === 'number' ? new Float64Array(workloadCount).fill(column) : column
}

/** Seconds that mathjs would take over all rows, from a sample of them; throws when it gives another value. */
function peer(
  set: LoadedFormulaSet,
  options: readonly Record<string, Column>[],
  compile: (expression: string) => Compiled,
): number {
  const compiled = set.ordered.map(({ name, expression }) => ({ name, code: compile(expression) }))
  const totals = new Float64Array(sampleRows * peerOptions)
  const seconds = best(3, () => {
    for (const [option, inputs] of options.slice(0, peerOptions).entries()) {
      const columns = Object.entries(inputs)
      const scope = new Map<string, number>()
      for (let row = 0; row < sampleRows; row += 1) {
        for (const [name, column] of columns) scope.set(name, typeof column === 'number' ? column : (column[row] ?? 0))
        for (const { name, code } of compiled) scope.set(name, Number(code.evaluate(scope)))
        totals[option * sampleRows + row] = scope.get('total') ?? Number.NaN
      }
    }
  })
  const evaluate = columnarEvaluator(set, { wanted: ['total'] })
  for (const [option, inputs] of options.slice(0, peerOptions).entries()) {
    const { total } = evaluate(inputs, workloadCount)
    for (let row = 0; row < sampleRows; row += 1) {
      const ours = typeof total === 'object' ? total[row] : total
      const theirs = totals[option * sampleRows + row]
      if (!isSame(ours ?? 0, theirs ?? 0))
        throw new Error(`row ${row} of option ${option}: ${ours} here, ${theirs} there`)
    }
  }
  return (seconds * workloadCount * optionCount) / (sampleRows * peerOptions)
}

function isSame(a: number, b: number): boolean {
  return (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b))
}

export const benches = { formulas }
