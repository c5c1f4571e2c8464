import type { AllocationRule, Target } from '#models/allocation/allocation.schemas.ts'
import type { AllocatableCharge } from '#models/allocation/charge.ts'
import type { AllocatableWorkload } from '#models/allocation/workload-index.ts'

let ordinal = 0

export function aCharge(given: Partial<AllocatableCharge> = {}): AllocatableCharge {
  ordinal += 1
  return {
    ordinal,
    provider: 'AWS',
    subAccount: '111122223333',
    service: 'Amazon EC2',
    serviceCategory: 'Compute',
    resource: 'i-0a1b2c',
    region: 'ca-central-1',
    chargeCategory: 'Usage',
    commitment: '',
    commitmentStatus: '',
    tagsJson: '{}',
    billedMicros: 10_000_000,
    effectiveMicros: 8_000_000,
    listMicros: 12_000_000,
    contractedMicros: 10_000_000,
    ...given,
  }
}

export function aWorkload(number: number, given: Partial<AllocatableWorkload> = {}): AllocatableWorkload {
  const code = `CH-${String(number).padStart(6, '0')}`
  return {
    id: `id-${number}`,
    code,
    name: `Charge ${number}`,
    bodyId: 'msc',
    bodyPath: ['MSC', 'QC'],
    applicationCode: `AP-${String(number).padStart(6, '0')}`,
    applicationName: `Application ${number}`,
    assets: [`srv-${number}`],
    measures: { vcpu: number, memory: 1024 * number, storage: null },
    ...given,
  }
}

export function aRule(id: string, target: Target, given: Partial<AllocationRule> = {}): AllocationRule {
  return { id, nameFr: id, nameEn: id, match: 'all', conditions: [], ...given, target }
}

export const byTag = (keys: string[] = ['workload']): Target => ({ kind: 'tag', keys, names: 'workload' })
