import { type ClassificationRecord, unknownClassification } from '#models/classification/classification.schemas.ts'
import { consequences, type TouchedWorkload } from '#models/classification/consequences.ts'
import { nothingStated } from '#models/cost/cost-facts.ts'
import type { AssetSize } from '#models/inventory/asset.schemas.ts'
import { canadianQualifiedExists } from '#models/rules/alternatives.ts'
import { enforceAll } from '#models/rules/placement-verdict.ts'
import { theBook, theFormulas, theRate, theSet } from '#tests/support/datasets.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { theDemoOptions } from '#tests/support/some-portfolio-records.ts'
import { best, rounded } from './measure.ts'

const today = '2026-11-15'
const dependants = 10

/** What approving one record would change, before anyone signs: every option judged and priced on both sides, ranges drawn. */
async function preview() {
  const options = theDemoOptions()
  const around = {
    pack: thePack(),
    options,
    canadianQualifiedExists: canadianQualifiedExists(options, today),
    today,
    book: theBook(),
    set: theSet(),
    rate: theRate,
    formulas: theFormulas(),
  }
  const one = touched(0)
  const many = Array.from({ length: 1 + dependants }, (_, i) => touched(i))
  const aloneS = best(20, () => consequences([one], around))
  const manyS = best(5, () => consequences(many, around))
  const { workloads, costChangeCad } = consequences([one], around)
  return {
    ours_ms: rounded(aloneS * 1000, 2),
    limit_ms: 50,
    with_dependants_ms: rounded(manyS * 1000, 2),
    size: `1 workload of 5 servers × ${options.length} options × 2 records; with_dependants_ms: ${dependants} more that its data flow to`,
    found: { lost: workloads[0]?.lost.length, gained: workloads[0]?.gained.length, cost: costChangeCad.kind },
    note: 'one core, best of 20 (5 with dependants); the model only: verdicts, costs and draws, without the reading of rows. No peer offers it.',
  }
}

function touched(n: number): TouchedWorkload {
  return {
    workload: `CH-${String(n).padStart(6, '0')}`,
    name: 'Guichet',
    path: n === 0 ? [] : ['CH-000000'],
    environment: 'production',
    currentOption: null,
    assets: Array.from({ length: 5 }, (_, i) => server(n * 5 + i)),
    stated: nothingStated,
    settings: enforceAll,
    before: record(1),
    after: record(3),
    decided: null,
  }
}

const from = { kind: 'file', file: 'rvtools.xlsx', line: 14, batch: 'b', column: 'CPUs' } as const

function server(n: number): AssetSize {
  return {
    id: `a${n}`,
    name: `srv-${n}`,
    kind: 'server',
    isPoweredOn: true,
    vcpu: { value: 2 + 2 * (n % 4), source: from },
    memoryMib: { value: 8_192 * (1 + (n % 3)), source: from },
    storageGib: { value: 100, source: from },
    operatingSystem: { value: 'linux', source: from },
    operatingSystemText: 'Linux',
    cpuPercent: { value: null, source: null },
    memoryPercent: { value: null, source: null },
  }
}

function record(c: 1 | 3): ClassificationRecord {
  return {
    ...unknownClassification,
    dic: { d: 1, i: 1, c, justification: '', date: '2026-05-01' },
    owner: 'Direction',
    pi: { ...unknownClassification.pi, present: c === 3, sensitive: c === 3, communicatedWithoutConsent: false },
    legalRegimes: [],
    adjudicative: false,
    caEquivalent: 'none',
    change: 'none',
    missionCritical: false,
    realData: true,
  }
}

export const benches = { consequences: preview }
