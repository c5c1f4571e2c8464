import type { AssetSize } from '#models/inventory/asset.schemas.ts'
import type { UsageSummary, UseStatistics } from '#models/sizing/usage.schemas.ts'

const from = { kind: 'file', file: 'rvtools.xlsx', line: 14, batch: 'b', column: 'CPUs' } as const

/** A server of 8 processors and 32 GiB, on Linux, with nothing measured. */
export function aServer(more: Partial<AssetSize> = {}): AssetSize {
  return {
    id: 'a',
    name: 'srv-01',
    kind: 'server',
    isPoweredOn: true,
    vcpu: { value: 8, source: from },
    memoryMib: { value: 32 * 1024, source: from },
    storageGib: { value: 100, source: from },
    operatingSystem: { value: 'linux', source: from },
    operatingSystemText: 'Ubuntu',
    cpuPercent: { value: null, source: null },
    memoryPercent: { value: null, source: null },
    usage: null,
    sizing: null,
    ...more,
  }
}

export function someUse(more: Partial<UseStatistics> = {}): UseStatistics {
  return { points: 8_640, mean: 8, p50: 7, p90: 10, p95: 11, p99: 20, max: 60, ...more }
}

/** Thirty days of five-minute points, all there: 11 % of processor and 40 % of memory at p95. */
export function aUsage(more: Partial<UsageSummary> = {}): UsageSummary {
  return {
    file: 'perf.csv',
    machine: 'srv-01',
    batch: 'b',
    from: '2026-09-01T00:00:00.000Z',
    to: '2026-09-30T23:55:00.000Z',
    stepSeconds: 300,
    coverage: 1,
    days: 30,
    cpu: someUse(),
    memory: someUse({ mean: 35, p50: 35, p90: 39, p95: 40, p99: 50, max: 70 }),
    timeInUse: 1,
    spike: null,
    ...more,
  }
}
