import { readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBill } from '#tests/support/some-bills.ts'
import { type Call, type TestApp, testApp } from '#tests/support/test-app.ts'

let setup: TestApp
let finance: Call
beforeAll(async () => {
  setup = await testApp('sqlite', { billLimits: { memoryMib: 256, threads: 1, largestMib: 1 } })
  finance = (await setup.signedIn('finance-officer')).call
})
afterAll(() => setup.close())

/** A bill of at least so many bytes. */
const billOf = (bytes: number) => {
  const row = { ChargeDescription: 'x'.repeat(10_000) }
  const rows = Array.from({ length: Math.ceil(bytes / 10_000) }, () => row)
  return Buffer.from(aBill(rows, { BillingAccountId: '777777777777' }))
}
const sent = (body: Uint8Array, name: string, headers: Record<string, string> = {}) =>
  finance('POST', `/api/bills?body=MSC&name=${name}`, body, { 'content-type': 'application/octet-stream', ...headers })

test.each([
  ['a little larger than the limit', 1.2],
  ['much larger than the limit', 4],
])('a delivery %s is refused with the limit and what to do; nothing of it is kept', async (_, mebibytes) => {
  const answer = await sent(billOf(mebibytes * 1024 * 1024), 'grand.csv', { 'accept-language': 'fr' })
  expect(answer.status).toBe(413)
  expect(answer.json).toMatchObject({ code: 'file-too-large' })
  expect(answer.text).toContain('1 Mo')
  expect(await setup.db.selectFrom('bill_delivery').selectAll().execute()).toEqual([])
  expect(readdirSync(setup.filesFolder).filter((name) => name.startsWith('bill-'))).toEqual([])
})

test('the same compressed is taken, as the refusal says', async () => {
  const answer = await sent(gzipSync(billOf(4 * 1024 * 1024)), 'grand.csv.gz')
  expect(answer.status).toBe(202)
  const { job } = answer.json as unknown as { job: string } // the answer of the route
  await expect
    .poll(async () => (await finance('GET', `/api/jobs/${job}`)).json, { timeout: 60_000 })
    .toMatchObject({ state: 'done' })
  expect(await setup.db.selectFrom('bill_delivery').select('state').execute()).toEqual([{ state: 'imported' }])
})
