import { power } from './arithmetic.ts'
import { blockRows, columnCode, type Places } from './column-code.ts'
import { columnProgram, type ColumnProgram, stepValue } from './column-program.ts'
import type { LoadedFormulaSet } from './formula-set.ts'

/** One number for all rows, or one a row; NaN is an unknown. */
export type Column = number | Float64Array
/** `into` gives columns to write outputs into instead of new ones, by the name of the formula. */
export type ColumnarEvaluator = (
  inputs: Readonly<Record<string, Column>>,
  rows: number,
  into?: Readonly<Record<string, Float64Array>>,
) => Readonly<Record<string, Column>>

// What is used here of the engine's WebAssembly, which the language's own library does not describe.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { readonly exports: object }
}
type Loop = { readonly run: (bytes: number) => void; readonly memory: { readonly buffer: ArrayBuffer } }

/**
 * Evaluates a set over columns, a block of rows at a time, in one loop compiled from the set's steps. What hangs on single numbers only is
 * computed once and comes out a single number: with the rows of a portfolio as columns it runs over workloads, with drawn assumptions as
 * columns it runs over draws. Gives each formula of `wanted` (all of them when absent). An unknown (NaN) stays one; so does what is not
 * finite. An input that is needed and absent, or shorter than `rows`, throws a RangeError.
 */
export function columnarEvaluator(
  set: LoadedFormulaSet,
  options: { readonly wanted?: readonly string[] } = {},
): ColumnarEvaluator {
  const program = columnProgram(set, options.wanted)
  const plans = new Map<string, Plan>()
  return (inputs, rows, into = {}) => {
    const given = program.steps.map((step) => (step.kind === 'input' ? inputOf(inputs, step.name, rows) : undefined))
    const key = given.map((column) => (typeof column === 'object' ? 1 : 0)).join('')
    const plan = plans.get(key) ?? planFor(program, given)
    plans.set(key, plan)
    const singles = singleValues(program, plan, given)
    const outputs = program.outputs.map(({ name, step }): Output => {
      if (plan.isColumn[step] !== true) return { name, step, column: singles[step] ?? Number.NaN }
      return { name, step, column: columnFor(name, rows, into) }
    })
    if (plan.compiled !== undefined) run(plan.compiled, { given, singles, outputs, rows })
    return Object.fromEntries(outputs.map(({ name, column }) => [name, column]))
  }
}

function inputOf(inputs: Readonly<Record<string, Column>>, name: string, rows: number): Column {
  const column = Object.hasOwn(inputs, name) ? inputs[name] : undefined
  if (column === undefined) throw new RangeError(`no column for ${name}`)
  if (typeof column === 'object' && column.length < rows)
    throw new RangeError(`column ${name} has ${column.length} rows of ${rows}`)
  return column
}

function columnFor(name: string, rows: number, into: Readonly<Record<string, Float64Array>>): Float64Array {
  const own = Object.hasOwn(into, name) ? into[name] : undefined
  if (own === undefined) return new Float64Array(rows)
  if (own.length < rows) throw new RangeError(`column ${name} has ${own.length} rows of ${rows}`)
  return own
}

type Output = { readonly name: string; readonly step: number; readonly column: Column }

/** Which steps run over rows, and the loop that runs them; none when every input is a single number. */
type Plan = { readonly isColumn: readonly boolean[]; readonly compiled: Compiled | undefined }
type Compiled = { readonly places: Places; readonly loop: Loop }

function planFor({ steps, outputs }: ColumnProgram, given: readonly (Column | undefined)[]): Plan {
  const isColumn: boolean[] = []
  for (const [at, step] of steps.entries())
    isColumn.push(typeof given[at] === 'object' || step.of.some((under) => isColumn[under] === true))
  const stored = [...new Set(outputs.map(({ step }) => step))].filter((step) => isColumn[step] === true)
  if (stored.length === 0) return { isColumn, compiled: undefined }
  const { module, places } = columnCode(steps, isColumn, stored)
  return { isColumn, compiled: { places, loop: loopOf(module) } }
}

function loopOf(bytes: Uint8Array): Loop {
  const module = new WebAssembly.Module(bytes)
  return new WebAssembly.Instance(module, { m: { power } }).exports as Loop // what wasmModule exports
}

function singleValues({ steps }: ColumnProgram, { isColumn }: Plan, given: readonly (Column | undefined)[]): number[] {
  const values: number[] = []
  const at = (position: number) => values[position] ?? Number.NaN
  for (const [position, step] of steps.entries()) {
    const input = given[position]
    values.push(isColumn[position] === true ? Number.NaN : stepValue(step, typeof input === 'number' ? input : 0, at))
  }
  return values
}

type Run = {
  readonly given: readonly (Column | undefined)[]
  readonly singles: readonly number[]
  readonly outputs: readonly Output[]
  readonly rows: number
}

/** Takes blocks of the inputs into the memory of the loop, runs it, and takes its outputs out. */
function run({ places, loop }: Compiled, { given, singles, outputs, rows }: Run): void {
  const memory = new Float64Array(loop.memory.buffer)
  for (const [at, place] of places.singles) memory[place] = singles[at] ?? Number.NaN
  for (let from = 0; from < rows; from += blockRows) {
    const to = Math.min(from + blockRows, rows)
    for (const [at, place] of places.inputs) {
      const column = given[at]
      if (typeof column === 'object') memory.set(column.subarray(from, to), place)
    }
    loop.run((to - from) * Float64Array.BYTES_PER_ELEMENT)
    for (const { step, column } of outputs) {
      const place = places.outputs.get(step)
      if (typeof column === 'object' && place !== undefined) column.set(memory.subarray(place, place + to - from), from)
    }
  }
}
