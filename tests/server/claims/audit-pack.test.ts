import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '#server/app/commands.ts'
import { commandLine } from '#server/app/cli-arguments.ts'
import { packVerified } from '#server/claims/audit-pack-verify.ts'
import type { Manifest } from '#server/claims/audit-pack.schemas.ts'
import { commandedPack } from '#server/claims/audit-packs.usecases.ts'
import { asJson, digestOf, sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import {
  aBenefit,
  aBillMonth,
  aPool,
  decide,
  type Person,
  problemOf,
  someRows,
  someContent,
  submitted,
  viewOf,
} from './some-claims.ts'

describe.each(engines)('audit packs on %s', (engine) => {
  let setup: TestApp
  let owner: Person
  let finance: Person
  let auditor: Person
  let benefit: Awaited<ReturnType<typeof aBenefit>>
  let pack: Uint8Array<ArrayBuffer>

  beforeAll(async () => {
    setup = await testApp(engine)
    owner = await setup.signedIn('portfolio-manager')
    finance = await setup.signedIn('finance-officer')
    auditor = await setup.signedIn('auditor')
    benefit = await aBenefit(setup)
    const pool = await aPool(setup, { ceiling: 9000, shares: { [benefit.code]: 1 } })
    await promised()
    const backing = []
    for (const period of ['2026-07', '2026-08', '2026-09']) {
      const whole = period === '2026-09' ? { wholeMicros: 10_246_912 } : {}
      const month = { workload: benefit.workload, period, effectiveMicros: 5_123_456, ...whole }
      const reference = await aBillMonth(setup, month)
      await someRows(setup, period, period === '2026-09' ? ['10.2469120001', '-0.0000000001'] : ['5.1', '0.023456'])
      backing.push({ kind: 'bill' as const, reference, period, amount: '1000.00' })
    }
    await attached('bordereau', {})
    await attached('secret', { sensitivity: '4' })
    const claim = await submitted(owner, benefit.code, { ...someContent, pool, backing })
    const returned = viewOf(await decide(finance, claim, { decision: 'return', comment: 'Préciser' }))
    const again = viewOf(
      await owner.call('POST', `/api/claims/${claim.code}/submit`, {}, { 'if-match': returned.etag }),
    )
    const part = await decide(finance, again, { decision: 'accept-part', accepted: '2500.00', comment: 'Plafond' })
    expect(part.status).toBe(200)
    pack = (await commandedPack(deps(), setup.system(), { benefit: benefit.code })).bytes
  })
  afterAll(() => setup.close())

  const deps = () => ({ db: setup.db, clock: setup.clock, filesFolder: setup.filesFolder })
  const attached = (text: string, more: Readonly<Record<string, string>>) =>
    owner.call(
      'POST',
      `/api/evidence/files?${new URLSearchParams({ subject: benefit.code, kind: 'other', title: `Pièce ${text}`, fileName: `${text}.txt`, ...more }).toString()}`,
      strToU8(text),
      { 'content-type': 'application/octet-stream' },
    )

  /** Two promises, the second on the first. */
  async function promised(): Promise<void> {
    let previousDigest = '0'.repeat(64)
    for (const version of [1, 2]) {
      const recordedAt = setup.clock.now().toISOString()
      const content = {
        benefit: benefit.code,
        workload: benefit.workload,
        decision: 'd',
        currentCostCents: 500_000,
        plannedCostCents: 400_000,
        promisedCents: 100_000 * version,
        p10Cents: 90_000,
        p90Cents: 110_000,
        validFrom: '2026-04-01',
        recordedAt,
        frozenBy: 'U-0001',
        reason: 'Atelier',
        currentCostFigure: 'f_1',
        plannedCostFigure: 'f_2',
        version,
        previousDigest,
      }
      const digest = digestOf(asJson(content))
      await setup.db
        .insertInto('promise')
        .values({
          id: newId(),
          body_id: setup.bodyId('MSC'),
          benefit_id: benefit.id,
          version,
          current_cost_cents: content.currentCostCents,
          planned_cost_cents: content.plannedCostCents,
          promised_cents: content.promisedCents,
          p10_cents: content.p10Cents,
          p90_cents: content.p90Cents,
          valid_from: '2026-04-01',
          valid_to: null,
          recorded_at: recordedAt,
          frozen_by: 'U-0001',
          reason: 'Atelier',
          figure: 'f_3',
          content_json: JSON.stringify(content),
          prev_digest: previousDigest,
          digest,
        })
        .execute()
      previousDigest = digest
    }
  }

  test('holds everything behind the claims, and verifies from its bytes alone', () => {
    expect(packVerified(pack)).toEqual({
      events: expect.any(Number) as number,
      valid: true,
      firstBreak: null,
      sha256: sha256(pack),
      checked: { entries: 12, records: 3, promises: 2, claims: 1, validations: 2, evidence: 2, billRows: 6 },
    })
    expect(packVerified(pack).events).toBeGreaterThan(5)
    const entries = unzipSync(pack)
    const csv = strFromU8(entries['bills/RC-0001.csv'] ?? new Uint8Array())
    const [header = '', ...rows] = csv.replace('\ufeff', '').split('\r\n')
    expect(header).toBe(
      'BilledCost,ChargeCategory,ChargePeriodStart,EffectiveCost,PricingCategory,PricingQuantity,RegionId,ResourceId,ServiceCategory,ServiceName,x_Autre,x_ArpentReference,x_ArpentPeriod,x_ArpentImport,x_ArpentLine,x_ArpentRule,x_ArpentAllocatedBilledCost,x_ArpentAllocatedEffectiveCost',
    )
    // As billed, on its line of the file, with the part that went to the workload.
    expect(rows[0]).toMatch(/^5\.1,Usage,2026-07-01T00:00:00Z,5\.1,Standard,3\.5,.*,gardé,.*,2,r1,5\.10,5\.10$/)
    expect(rows[1]).toMatch(/,4,r1,0\.023456,0\.023456$/)
    // Half of the charge went elsewhere: the rows are whole, their parts sum to the half.
    expect(rows[4]).toMatch(/^10\.2469120001,.*,2,r1,5\.123456,5\.123456$/)
    expect(rows[5]).toMatch(/^-0\.0000000001,.*,4,r1,0\.00,0\.00$/)
  })

  test('each entry altered, lost or added is found, by name', () => {
    const entries = unzipSync(pack)
    for (const name of Object.keys(entries)) {
      const altered = { ...entries }
      const bytes = Uint8Array.from(entries[name] ?? new Uint8Array())
      const at = Math.floor(bytes.length / 2)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      altered[name] = bytes
      expect(packVerified(zipSync(altered)), name).toMatchObject({ valid: false })
      expect(packVerified(zipSync(altered)).firstBreak, name).toContain(name)
      const { [name]: _, ...lost } = entries
      expect(packVerified(zipSync(lost)).firstBreak, name).toContain(name)
    }
    expect(packVerified(zipSync({ ...entries, 'autre.txt': strToU8('x') })).firstBreak).toContain('autre.txt')
    expect(packVerified(pack.slice(0, 100)).firstBreak).toBe('zip')
  })

  test('a byte changed anywhere is refused, or is of the wrapping alone: what the pack says is then the same, and its digest is another', () => {
    const said = unzipSync(pack)
    for (let step = 0; step < 300; step += 1) {
      const bytes = Uint8Array.from(pack)
      const at = Math.floor((step * bytes.length) / 300)
      bytes[at] = (bytes[at] ?? 0) ^ 0xff
      const verdict = packVerified(bytes)
      expect(verdict.sha256).not.toBe(sha256(pack))
      if (verdict.valid) expect(unzipSync(bytes)).toEqual(said)
      else expect(verdict.firstBreak).not.toBeNull()
    }
  })

  /** The pack with one entry rewritten and a manifest that says so: only what the entry says can betray it. */
  function rewritten(name: string, change: (text: string) => string): Uint8Array {
    const entries = unzipSync(pack)
    const text = strFromU8(entries[name] ?? new Uint8Array())
    const next = change(text)
    expect(next, name).not.toBe(text)
    entries[name] = strToU8(next)
    const manifest = JSON.parse(strFromU8(entries['manifest.json'] ?? new Uint8Array())) as Manifest
    const listed = manifest.entries.map((one) => {
      const bytes = entries[one.name] ?? new Uint8Array()
      return { name: one.name, bytes: bytes.length, sha256: sha256(bytes) }
    })
    const { digest: _, ...said } = { ...manifest, entries: listed }
    entries['manifest.json'] = strToU8(JSON.stringify({ ...said, digest: digestOf(asJson(said)) }))
    return zipSync(entries)
  }

  test.each([
    ['register.json', (text: string) => text.replace('9000', '9001')],
    ['promises.json', (text: string) => text.replace('"promisedCents": 100', '"promisedCents": 101')],
    ['claims.json', (text: string) => text.replace('"accepted": "2500.00"', '"accepted": "2600.00"')],
    ['claims.json', (text: string) => text.replace('"net": "3000.00"', '"net": "3000.01"')],
    ['claims.json', (text: string) => text.replace('"grade": "', '"grade": "X')],
    ['validations.json', (text: string) => text.replace('Plafond', 'Plafonds')],
    ['validations.json', () => '[]'],
    ['bills/RC-0001.csv', (text: string) => text.replace('0.023456,0.023456\r', '0.023456,0.023457\r')],
    ['bills/RC-0001.csv', (text: string) => text.replace('00:00:00Z,5.1,', '00:00:00Z,5.0,')],
    ['bills.json', (text: string) => text.replace('5123456', '5123457')],
    ['bills.json', () => '[]'],
    ['audit-events.jsonl', (text: string) => text.replace('claim.submitted', 'claim.withdrawn')],
    ['evidence.json', () => '[]'],
  ])('%s rewritten together with the manifest is found all the same', (name, change) => {
    const verdict = packVerified(rewritten(name, change))
    expect(verdict.valid).toBe(false)
    expect(verdict.firstBreak).not.toBeNull()
  })

  test('asked over HTTP it leaves out what its reader may not see; as known before, it holds nothing decided after', async () => {
    const path = `/api/audit-packs?benefit=${benefit.code}`
    const reader = await setup.signedIn('portfolio-manager')
    const response = await setup.app.request(`http://arpent.test${path}`, {
      headers: { cookie: `arpent_session=${reader.token}` },
    })
    expect(response.headers.get('content-type')).toBe('application/zip')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(packVerified(bytes)).toMatchObject({ valid: true })
    const evidence = strFromU8(unzipSync(bytes)['evidence.json'] ?? new Uint8Array())
    expect(evidence).toContain('"left": "hidden"')
    expect(evidence).not.toContain('Pièce secret')
    expect(Object.keys(unzipSync(bytes))).not.toContain(`evidence/${sha256('secret')}`)
    const before = await commandedPack(deps(), setup.system(), { body: 'MSC', asKnown: '2026-11-23' })
    expect(packVerified(before.bytes)).toMatchObject({
      valid: true,
      checked: { claims: 0, validations: 0, promises: 0 },
    })
    expect(problemOf(await auditor.call('GET', '/api/audit-packs')).code).toBe('audit-pack-scope')
    expect((await auditor.call('GET', '/api/audit-packs?benefit=B-9999')).status).toBe(404)
    const elsewhere = await setup.signedIn('auditor', 'MRP')
    expect((await elsewhere.call('GET', path)).status).toBe(404)
  })

  test('the command verifies a file without any database, and says 1 when it is broken', async () => {
    const said: unknown[] = []
    const output = { isJson: true, language: 'fr' as const, document: (json: unknown) => void said.push(json) }
    const verify = async (bytes: Uint8Array) => {
      const file = join(setup.filesFolder, `${newId()}.zip`)
      writeFileSync(file, bytes)
      const line = commandLine(['audit', 'verify', file, '--json'])
      return runCommand(line, output, {
        ARPENT_DATABASE_URL: 'file:/nowhere/at.db',
      })
    }
    expect(await verify(pack)).toBe(0)
    expect(await verify(rewritten('bills.json', () => '[]'))).toBe(1)
    expect(said).toMatchObject([
      { valid: true, firstBreak: null },
      { valid: false, firstBreak: 'bills.json: RC-0001' },
    ])
  })
})
