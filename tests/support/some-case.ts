import type { CaseInputs, CaseWorkload } from '#models/cases/case-inputs.ts'
import { noCostFacts, nothingStated } from '#models/cost/cost-facts.ts'
import type { AssetSize, OperatingSystemFamily } from '#models/inventory/asset.schemas.ts'
import { theBook, theFormulas, theRate, theSet } from './datasets.ts'

const from = { kind: 'file', file: 'rvtools.xlsx', line: 14, batch: 'b', column: 'CPUs' } as const

export function someServer(vcpu: number, gib: number, disk: number, os: OperatingSystemFamily = 'linux'): AssetSize {
  return {
    id: `${vcpu}-${gib}-${disk}`,
    name: `srv-${vcpu}-${gib}`,
    kind: 'server',
    isPoweredOn: true,
    vcpu: { value: vcpu, source: from },
    memoryMib: { value: gib * 1024, source: from },
    storageGib: { value: disk, source: from },
    operatingSystem: { value: os, source: from },
    operatingSystemText: os,
    cpuPercent: { value: null, source: null },
    memoryPercent: { value: null, source: null },
  }
}

export const someDates = { startsOn: '2027-07-01', cutsOverOn: '2027-10-01', decommissionsOn: '2028-01-01' }
export const aStatement = {
  kind: 'statement',
  by: 'U-0004',
  at: '2026-11-01T12:00:00Z',
  reference: 'Grand livre',
} as const

export function someWorkload(code: string, more: Partial<CaseWorkload> = {}): CaseWorkload {
  return {
    code,
    name: `Charge ${code}`,
    assets: [someServer(4, 16, 200)],
    stated: nothingStated,
    current: { amountCad: 40_000, source: aStatement },
    strategy: 'rehost',
    wave: 'V-01',
    dates: someDates,
    places: [{ option: 'gcp.northamerica-northeast1', mitigations: [], isForbidden: false }],
    ...more,
  }
}

export const statedFacts = (facts: Partial<typeof noCostFacts>) => ({
  facts: { ...noCostFacts, ...facts },
  source: aStatement,
})

const [book, formulas] = [theBook(), theFormulas()]

export function someCase(workloads: readonly CaseWorkload[], more: Partial<CaseInputs> = {}): CaseInputs {
  return {
    book,
    formulas,
    rate: theRate,
    set: { ...theSet(), draws: 200 },
    baseYear: 2027,
    years: 5,
    basis: 'nominal',
    variants: [{ label: 'Montréal', term: 'on-demand' }],
    workloads,
    ...more,
  }
}
