import {
  type CaseResult,
  type FlowName,
  movedFlows,
  statusQuoFlows,
  type YearFlows,
} from '#models/cases/case.schemas.ts'
import type { TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/charts/chart-legend.tsx'

export const flowText: Readonly<Record<FlowName, TextKey>> = {
  statusQuo: 'cases.flowStatusQuo',
  statusQuoRefresh: 'cases.flowStatusQuoRefresh',
  kept: 'cases.flowKept',
  hosted: 'cases.flowHosted',
  doubleRunning: 'cases.flowDoubleRunning',
  migration: 'cases.flowMigration',
  refresh: 'cases.flowRefresh',
  stranded: 'cases.flowStranded',
  residual: 'cases.flowResidual',
  exit: 'cases.flowExit',
  net: 'cases.flowNet',
}

/** Flows that return every year, then those that come once, with the colours of their parts. */
export const yearlyFlows: readonly { readonly flow: FlowName; readonly tone: Tone }[] = [
  { flow: 'statusQuo', tone: 3 },
  { flow: 'kept', tone: 4 },
  { flow: 'hosted', tone: 1 },
]
export const onceFlows: readonly { readonly flow: FlowName; readonly tone: Tone }[] = [
  { flow: 'migration', tone: 4 },
  { flow: 'doubleRunning', tone: 2 },
  { flow: 'refresh', tone: 3 },
  { flow: 'stranded', tone: 5 },
  { flow: 'exit', tone: 6 },
  { flow: 'residual', tone: 1 },
]

export type FlowRow = {
  readonly key: string
  readonly text: TextKey
  readonly kind: 'flow' | 'total' | 'gain'
  readonly values: readonly number[]
  /** Absent for a sum of the rows above it, which opens each. */
  readonly flow?: FlowName
}

const sums = (flows: YearFlows, names: readonly FlowName[]) =>
  flows.net.map((_, at) => names.reduce((sum, name) => sum + (flows[name][at] ?? 0), 0))

/** Lines of the table of flows: one side, its total, the other side, its total, the gain. A flow that is nil in every year is not a line. */
export function flowRows(flows: YearFlows): readonly FlowRow[] {
  const line = (flow: FlowName): readonly FlowRow[] =>
    flows[flow].every((value) => value === 0)
      ? []
      : [{ key: flow, text: flowText[flow], kind: 'flow', values: flows[flow], flow }]
  return [
    ...statusQuoFlows.flatMap(line),
    { key: 'stay', text: 'cases.stayTotal', kind: 'total', values: sums(flows, statusQuoFlows) },
    ...movedFlows.flatMap(line),
    { key: 'move', text: 'cases.moveTotal', kind: 'total', values: sums(flows, movedFlows) },
    { key: 'net', text: flowText.net, kind: 'gain', values: flows.net, flow: 'net' },
  ]
}

export const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Where the median total comes back above zero, in fiscal years; undefined when it never was below, or never does. */
export function medianCrossing(medians: readonly number[]): number | undefined {
  for (const [at, value] of medians.entries()) {
    const before = at === 0 ? 0 : (medians[at - 1] ?? 0)
    if (at > 0 && before < 0 && value >= 0) return at + before / (before - value)
  }
  return undefined
}

export function yearLabels(result: Pick<CaseResult, 'years'>): readonly string[] {
  return result.years.map(({ label }) => label)
}
