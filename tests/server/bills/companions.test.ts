import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { billMonth } from '#server/bills/bill-months.usecases.ts'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { azureRow, csv, mcaHeader } from './native-bills.ts'

const start = '2026-09-01T00:00:00Z'

describe('the three other data sets of FOCUS', () => {
  let setup: TestApp
  let folder: string
  beforeAll(async () => {
    setup = await testApp()
    folder = await mkdtemp(join(tmpdir(), 'arpent-companions-'))
  })
  afterAll(async () => {
    await setup.close()
    await rm(folder, { recursive: true, force: true })
  })
  const deps = () => ({
    db: setup.db,
    clock: setup.clock,
    folder: join(folder, 'bills'),
    limits: { memoryMib: 256, threads: 1 },
  })
  const brought = async (name: string, text: string) => {
    const file = join(folder, name)
    await writeFile(file, text)
    return importBillFile(deps(), setup.system(), { file, bodyCode: 'MSC', asked: {} })
  }

  test('invoices, the state of the period and commitments, beside the bill they speak of', async () => {
    const rows = ['G1', 'G1', ''].map((invoiceId) =>
      azureRow(mcaHeader, { billingAccountId: 'mca-7', invoiceId, costInBillingCurrency: '10' }),
    )
    await brought('mca.csv', csv(mcaHeader, rows))
    const detail = await brought(
      'detail.csv',
      csv(
        [
          'InvoiceId',
          'InvoiceDetailId',
          'InvoiceStatus',
          'InvoiceIssueDate',
          'BillingAccountId',
          'BillingPeriodStart',
          'BilledCost',
          'BillingCurrency',
          'PaymentCurrency',
          'PaymentCurrencyBilledCost',
        ],
        [
          ['G1', '1', 'Issued', start, 'mca-7', start, '12.5', 'CAD', '', ''],
          ['G1', '2', 'Issued', start, 'mca-7', start, '7.5', 'CAD', '', ''],
          ['G2', '3', 'Paid', start, 'mca-7', start, '1', 'CAD', '', ''],
        ],
      ),
    )
    expect(detail).toMatchObject({ dataset: 'InvoiceDetail', rows: { read: 3, accepted: 2, rejected: 1 } })
    await brought(
      'periods.csv',
      csv(
        ['BillingPeriodStart', 'BillingPeriodEnd', 'BillingPeriodStatus', 'InvoiceIssuerName'],
        [[start, '2026-10-01T00:00:00Z', 'Closed', 'Microsoft']],
      ),
    )
    const commitments = await brought(
      'commitments.csv',
      csv(
        ['ContractCommitmentId', 'ContractCommitmentPeriodStart', 'ContractId', 'ContractCommitmentCost'],
        [['c-1', start, 'k-1', '1000']],
      ),
    )
    expect(commitments).toMatchObject({ dataset: 'ContractCommitment', rows: { read: 1 } })
    const source = await setup.db.selectFrom('bill_source').select('code').executeTakeFirstOrThrow()
    const month = await billMonth(deps(), setup.system(), source.code, '2026-09')
    expect(month.invoices).toMatchObject([{ number: 'G1', amount: '20.00', source: 'detail.csv' }])
    expect(month.issuer).toMatchObject({ status: 'Closed', issuer: 'Microsoft' })
    // Sums by invoice are kept by the reading: the row without a number leaves the comparison, and is named.
    expect(month.reconciliation).toMatchObject({
      difference: '-10.00',
      remainder: '0.00',
      parts: [{ kind: 'rows-without-invoice', amount: '-10.00', rows: 1 }],
    })
    const failures = await setup.db.selectFrom('bill_failure').select(['line', 'rule']).execute()
    expect(failures).toContainEqual({ line: 4, rule: 'invoice-status-unknown' })
  })
})
