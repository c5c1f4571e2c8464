import { allocateImport } from '#server/allocation/allocating.usecases.ts'
import { newId } from '#server/shared/ids.ts'
import { importedBill } from '#tests/server/allocation/some-bills.ts'
import { aBenefit, aMeasure, aRole } from '#tests/server/benefits/some-benefits.ts'
import type { TestApp } from '#tests/support/test-app.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
export type People = { readonly manager: Person; readonly finance: Person }
type Workload = { readonly id: string; readonly code: string }

/** Writes on a benefit what was just read of it. */
async function act(by: Person, code: string, path: string, body: object, method: 'POST' | 'PUT' = 'POST') {
  const { headers } = await by.call('GET', `/api/register/${code}`)
  const answer = await by.call(method, `/api/register/${code}${path}`, body, { 'if-match': headers.get('etag') ?? '' })
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
}

const accept = { decision: 'accept', reason: 'Prouvé' }

/**
 * A benefit of 2,000.00 a month from April 2026, on a baseline of 50.00 a user and 1,000.00 of labour, with its owner and its finance
 * counterpart; users seen: 110 in August, 120 in September, none in October.
 */
export async function aHostingBenefit({ finance, manager }: People, workload: Workload): Promise<string> {
  const made = await manager.call('POST', '/api/register', {
    ...aBenefit,
    type: 'cashable',
    fund: 'FRI',
    workloads: [workload.code],
    owner: aRole('Directrice'),
    financeCounterpart: aRole('Finances'),
  })
  const { code } = made.json as unknown as { code: string }
  const cost = { ...aMeasure, unit: 'CAD', name: { fr: 'Coût du guichet', en: 'Cost of the counter' }, lagMonths: 0 }
  await act(manager, code, '/measures/cout', cost, 'PUT')
  const users = { ...aMeasure, role: 'driver', unit: 'count', direction: 'up', precision: null }
  await act(manager, code, '/measures/usagers', users, 'PUT')
  const elements = [
    { element: 'hosting', rateCents: 5000, driver: 'usagers', quantity: 100, index: null },
    { element: 'labour', rateCents: 100_000, driver: null, quantity: 1, index: null },
  ]
  const baseline = {
    reason: 'Grand livre de 2025-2026',
    model: { kind: 'unit-rates', elements },
    window: { from: '2025-04', to: '2026-03' },
    method: 'Coût par usager',
    evidence: ['extrait 2026-04'],
  }
  await act(manager, code, '/measures/cout/baseline', baseline)
  await act(finance, code, '/measures/cout/baseline/decision', accept)
  const trajectory = {
    reason: 'Plan approuvé',
    points: [],
    plateau: { low: 1500, mode: 2000, high: 2500 },
    curve: { kind: 'step', lagMonths: 0 },
    from: '2026-04',
    to: '2027-03',
    priceBasis: { kind: 'nominal' },
  }
  await act(manager, code, '/measures/cout/trajectory', trajectory)
  await act(finance, code, '/measures/cout/trajectory/decision', accept)
  for (const [period, value] of [
    ['2026-08', 110],
    ['2026-09', 120],
  ] as const)
    await act(manager, code, '/measures/usagers/observations', {
      reason: '',
      period,
      value: { kind: 'known', value },
      source: 'Annuaire',
      quality: 'measured',
    })
  return code
}

/** A bill of a month for a workload, 2,000.00 USD of effective cost at 1.25: 2,500.00 CAD; allocated. */
export async function aBillOf(setup: TestApp, workload: Workload, period: string, state: 'open' | 'closed') {
  const id = await importedBill(setup.db, {
    bodyId: setup.bodyId('MSC'),
    period,
    periodState: state,
    charges: [
      {
        tags_json: `{"workload":"${workload.code}"}`,
        billed_micros: 1_900_000_000,
        effective_micros: 2_000_000_000,
      },
    ],
  })
  await setup.db
    .insertInto('exchange_rate')
    .values({
      id: newId(),
      body_id: setup.bodyId('MSC'),
      currency: 'USD',
      kind: 'month',
      valid_on: period,
      cad_per_unit: '1.25',
      source_json: JSON.stringify({ source: 'Contrat fictif', status: 'stated' }),
      stated_by: 'U-0001',
      recorded_at: '2026-11-02T10:00:00.000Z',
      recorded_to: null,
    })
    .execute()
  await allocateImport(setup.db, setup.system(), id)
}

/** A line of the ledger: 900.00 of labour a month. */
export async function aLedgerOf(setup: TestApp, workload: Workload, periods: readonly string[]) {
  const [id, bodyId] = [newId(), setup.bodyId('MSC')]
  await setup.db
    .insertInto('ledger_extract')
    .values({
      id,
      body_id: bodyId,
      file_name: 'grand-livre.csv',
      sha256: id,
      bytes: 1,
      state: 'applied',
      asked_json: '{}',
      result_json: '{}',
      stated_by: 'U-0001',
      received_at: '2026-11-03T10:00:00.000Z',
      undone_at: null,
      row_version: 1,
    })
    .execute()
  const plain = {
    extract_id: id,
    body_id: bodyId,
    kind: 'actual',
    cost_element: 'labour',
    account: '5-412',
    fund: 'FRI',
    workload_id: workload.id,
    amount_cents: 90_000,
    hours: null,
    role: null,
    description: 'Exploitation',
    reference: '',
  }
  await setup.db
    .insertInto('ledger_entry')
    .values(periods.map((period, at) => ({ ...plain, line: at + 2, period })))
    .execute()
}

/** A certificate bound to a workload, kept at an instant. */
export async function aCertificate(setup: TestApp, workload: Workload, recordedAt: string) {
  await setup.db
    .insertInto('evidence')
    .values({
      id: newId(),
      body_id: setup.bodyId('MSC'),
      subject: workload.code,
      kind: 'decommissioning-certificate',
      title: 'Bordereau de retrait',
      file_name: null,
      sha256: 'a'.repeat(64),
      bytes: null,
      sensitivity: '2',
      retention: '7-years',
      content_json: '{}',
      stated_by: 'U-0001',
      recorded_at: recordedAt,
      recorded_to: null,
    })
    .execute()
}
