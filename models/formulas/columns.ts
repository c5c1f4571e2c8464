import { compared, finiteOrUnknown, gatheredValue, operatorValue, unaryValue } from './arithmetic.ts'
import {
  binaryKernels,
  type BinaryKernel,
  type Block,
  chosen,
  unaryKernels,
  type UnaryKernel,
} from './column-kernels.ts'
import { columnProgram, type ColumnProgram, type Step } from './column-program.ts'
import type { LoadedFormulaSet } from './formula-set.ts'

/** One number for all rows, or one a row; NaN is an unknown. */
export type Column = number | Float64Array
export type ColumnarEvaluator = (
  inputs: Readonly<Record<string, Column>>,
  rows: number,
) => Readonly<Record<string, Column>>

/** Rows taken at a time: few enough that all blocks of a set stay in the second cache. */
const blockRows = 1_024

/**
 * Evaluates a set over columns, a block of rows at a time, one loop an operation. What hangs on single numbers only is computed once and
 * comes out a single number: with the rows of a portfolio as columns it runs over workloads, with drawn assumptions as columns it runs over
 * draws. Gives each formula of `wanted` (all of them when absent). An unknown (NaN) stays one; so does what is not finite. An input that is
 * needed and absent, or shorter than `rows`, throws a RangeError. An evaluator keeps its scratch blocks: use one at a time.
 */
export function columnarEvaluator(
  set: LoadedFormulaSet,
  options: { readonly wanted?: readonly string[] } = {},
): ColumnarEvaluator {
  const program = columnProgram(set, options.wanted)
  const plans = new Map<string, Plan>()
  const scratch: Block[] = []
  return (inputs, rows) => {
    const given = program.steps.map((step) => (step.kind === 'input' ? inputOf(inputs, step.name, rows) : undefined))
    const key = given.map((column) => (typeof column === 'object' ? 1 : 0)).join('')
    const plan = plans.get(key) ?? planFor(program, given)
    plans.set(key, plan)
    const singles = singleValues(program.steps, plan, given)
    while (scratch.length < plan.registers) scratch.push(new Float64Array(blockRows))
    const columns = run({ program, plan, given, singles, scratch }, rows)
    return Object.fromEntries(outputsOf(program, plan, singles, columns))
  }
}

function inputOf(inputs: Readonly<Record<string, Column>>, name: string, rows: number): Column {
  const column = Object.hasOwn(inputs, name) ? inputs[name] : undefined
  if (column === undefined) throw new RangeError(`no column for ${name}`)
  if (typeof column === 'object' && column.length < rows)
    throw new RangeError(`column ${name} has ${column.length} rows of ${rows}`)
  return column
}

/** Which steps run over rows, and where each puts its block. */
type Plan = {
  readonly isColumn: readonly boolean[]
  /** Steps to run, in order. */
  readonly steps: readonly number[]
  /** Scratch block of each step; undefined for inputs, single numbers and outputs. */
  readonly register: readonly (number | undefined)[]
  /** Steps of single numbers that loops read, each spread over the block of its register once. */
  readonly spread: readonly number[]
  readonly outputs: ReadonlySet<number>
  readonly registers: number
}

function planFor({ steps, outputs }: ColumnProgram, given: readonly (Column | undefined)[]): Plan {
  const isColumn: boolean[] = []
  for (const [at, step] of steps.entries())
    isColumn.push(typeof given[at] === 'object' || step.of.some((under) => isColumn[under] === true))
  const run = steps.flatMap((step, at) => (isColumn[at] === true && step.kind !== 'input' ? [at] : []))
  const columnOutputs = new Set(outputs.map(({ step }) => step).filter((step) => isColumn[step] === true))
  const lastUse = new Map<number, number>()
  for (const at of run) for (const under of steps[at]?.of ?? []) lastUse.set(under, at)
  const spread = [...lastUse.keys()].filter((at) => isColumn[at] === false)
  const register: (number | undefined)[] = steps.map(() => undefined)
  for (const [i, at] of spread.entries()) register[at] = i
  const free: number[] = []
  let registers = spread.length
  for (const at of run) {
    for (const under of new Set(steps[at]?.of)) {
      const own = register[under]
      if (own !== undefined && isColumn[under] === true && lastUse.get(under) === at) free.push(own)
    }
    if (columnOutputs.has(at)) continue
    register[at] = free.pop() ?? registers++
  }
  return { isColumn, steps: run, register, spread, outputs: columnOutputs, registers }
}

function singleValues(steps: readonly Step[], { isColumn }: Plan, given: readonly (Column | undefined)[]): number[] {
  const values: number[] = []
  const at = (position: number) => values[position] ?? Number.NaN
  for (const [position, step] of steps.entries())
    values.push(isColumn[position] === true ? Number.NaN : singleValue(step, given[position], at))
  return values
}

function singleValue(step: Step, given: Column | undefined, at: (position: number) => number): number {
  switch (step.kind) {
    case 'constant':
      return step.value
    case 'input':
      return typeof given === 'number' ? given : Number.NaN
    case 'unary':
      return unarySingle[step.kernel](at(step.of[0]))
    case 'binary':
      return binarySingle[step.kernel](at(step.of[0]), at(step.of[1]))
    case 'choice': {
      const [order, below, equal, above] = step.of
      const found = at(order)
      return found < 0 ? at(below) : found > 0 ? at(above) : found === 0 ? at(equal) : Number.NaN
    }
  }
}

const unarySingle: Readonly<Record<UnaryKernel, (a: number) => number>> = {
  ...unaryValue,
  negate: (a) => -a,
  finite: finiteOrUnknown,
}
const binarySingle: Readonly<Record<BinaryKernel, (a: number, b: number) => number>> = {
  ...operatorValue,
  ...gatheredValue,
  compare: compared,
}

type Run = {
  readonly program: ColumnProgram
  readonly plan: Plan
  readonly given: readonly (Column | undefined)[]
  readonly singles: readonly number[]
  readonly scratch: readonly Block[]
}

const nothing: Block = new Float64Array(0)

/** Runs the loops block by block; the whole column of each output, by its step. */
function run({ program, plan, given, singles, scratch }: Run, rows: number): ReadonlyMap<number, Float64Array> {
  const whole = new Map([...plan.outputs].map((step) => [step, new Float64Array(rows)]))
  const blocks: Block[] = program.steps.map((_, at) => {
    const own = plan.register[at]
    return own === undefined ? nothing : (scratch[own] ?? nothing)
  })
  for (const at of plan.spread) blocks[at]?.fill(singles[at] ?? Number.NaN)
  const sliced = program.steps.flatMap((_, at): { at: number; column: Float64Array }[] => {
    const column = given[at] ?? whole.get(at)
    return typeof column === 'object' ? [{ at, column }] : []
  })
  const block = (at: number) => blocks[at] ?? nothing
  for (let from = 0; from < rows; from += blockRows) {
    const count = Math.min(blockRows, rows - from)
    for (const { at, column } of sliced) blocks[at] = column.subarray(from, from + count)
    for (const at of plan.steps) {
      const step = program.steps[at]
      if (step?.kind === 'binary') binaryKernels[step.kernel](block(at), block(step.of[0]), block(step.of[1]), count)
      else if (step?.kind === 'unary') unaryKernels[step.kernel](block(at), block(step.of[0]), count)
      else if (step?.kind === 'choice') {
        const [order, below, equal, above] = step.of
        const from = { order: block(order), below: block(below), equal: block(equal), above: block(above) }
        chosen(block(at), from, count)
      }
    }
  }
  return whole
}

function outputsOf(
  { outputs }: ColumnProgram,
  { isColumn }: Plan,
  singles: readonly number[],
  columns: ReadonlyMap<number, Float64Array>,
): [string, Column][] {
  const taken = new Set<number>()
  return outputs.map(({ name, step }) => {
    const column = columns.get(step)
    if (isColumn[step] !== true || column === undefined) return [name, singles[step] ?? Number.NaN]
    // Two formulas that say the same share their step, not their column: who changes one must not change the other.
    const own = taken.has(step) ? column.slice() : column
    taken.add(step)
    return [name, own]
  })
}
