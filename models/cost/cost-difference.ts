import type { Derivation } from '../shared/derivation.ts'

/** A workload's part of a change: the figure of its best option before, and after. */
export type CostChangePart = {
  readonly workload: string
  readonly name: string
  readonly from: Derivation
  readonly to: Derivation
}

/** The change opened: the sum over workloads of after less before, CAD a year; the range of its paired draws stands beside it. */
export function costChangeDerivation(
  parts: readonly CostChangePart[],
  range: { readonly p10: number; readonly p90: number },
): Derivation {
  const changes = parts.map(({ workload, name, from, to }, i): Derivation => {
    const label = `${workload}, ${name}`
    return {
      name: `change${i + 1}`,
      label: { fr: label, en: label },
      value: Number(to.value) - Number(from.value),
      unit: 'CAD/year',
      formula: 'after - before',
      inputs: [
        { ...to, name: 'after' },
        { ...from, name: 'before' },
      ],
    }
  })
  const simulated = (name: 'p10' | 'p90'): Derivation => ({
    name,
    label: { fr: name.toUpperCase(), en: name.toUpperCase() },
    value: range[name],
    unit: 'CAD/year',
    inputs: [],
    source: { kind: 'calculation', formula: `paired draws, ${name}`, version: '1.0.0' },
  })
  return {
    name: 'change',
    label: { fr: 'Écart de coût annuel', en: 'Change of the yearly cost' },
    value: changes.reduce((sum, change) => sum + Number(change.value), 0),
    unit: 'CAD/year',
    formula: changes.map((change) => change.name).join(' + '),
    inputs: [...changes, simulated('p10'), simulated('p90')],
  }
}
