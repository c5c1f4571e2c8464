import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EvidenceRerun, EvidenceView } from '#models/claims/evidence.schemas.ts'
import { packVerified } from '#server/claims/audit-pack-verify.ts'
import type { Manifest } from '#server/claims/audit-pack.schemas.ts'
import { commandedPack } from '#server/claims/audit-packs.usecases.ts'
import { asJson, digestOf, sha256 } from '#server/shared/digest.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBenefit, aBillMonth, aRecord, type Person, problemOf, someMeasure, submitted } from './some-claims.ts'

describe.each(engines)('questions asked as evidence on %s', (engine) => {
  let setup: TestApp
  let owner: Person
  let benefit: Awaited<ReturnType<typeof aBenefit>>
  let claim: string
  beforeAll(async () => {
    setup = await testApp(engine)
    owner = await setup.signedIn('portfolio-manager')
    benefit = await aBenefit(setup)
    await aRecord(setup, { subject: benefit.code, kind: 'measure', key: 'revenus', content: someMeasure })
    for (const period of ['2026-07', '2026-08'])
      await aBillMonth(setup, { workload: benefit.workload, period, effectiveMicros: 5_123_456 })
    claim = (await submitted(owner, benefit.code)).code
  })
  afterAll(() => setup.close())

  const months = { from: '2026-07', to: '2026-09' }
  const ask = (kind: string, more: object = {}, subject = claim) =>
    owner.call('POST', '/api/evidence', { subject, kind, title: 'Question', parameters: { ...months, ...more } })
  const viewOf = (answer: { status: number; text: string; json: unknown }) => {
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)])
    return answer.json as EvidenceView
  }
  const again = async (id: string, by: Person = owner) => {
    const answer = await by.call('GET', `/api/evidence/${id}/rerun`)
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
    return answer.json as unknown as EvidenceRerun
  }

  test('rows of bills: text, parameters, lines, count and digest are kept; asked again, the same digest until a bill moves', async () => {
    const one = viewOf(await ask('bill-rows'))
    const key = (month: string) => `FA-0001|${benefit.workload}|Compute ${month}`
    expect(one).toMatchObject({
      query: `bill-rows subject=${claim} from=2026-07 to=2026-09`,
      asked: {
        parameters: months,
        rows: 2,
        lines: [
          { key: key('2026-07'), rows: 1, amount: '5.123456', unit: 'CAD' },
          { key: key('2026-08'), rows: 1, amount: '5.123456', unit: 'CAD' },
        ],
      },
    })
    expect(one.sha256).toBe(digestOf(asJson(one.asked?.lines ?? [])))
    expect(await again(one.id)).toMatchObject({ digest: one.sha256, isSame: true, rows: 2, changes: [] })
    const { id: august } = await setup.db
      .selectFrom('bill_import')
      .select('id')
      .where('period', '=', '2026-08')
      .executeTakeFirstOrThrow()
    for (const table of ['allocated_charge', 'workload_month'] as const)
      await setup.db.updateTable(table).set({ effective_micros: 6_123_456 }).where('import_id', '=', august).execute()
    await aBillMonth(setup, { workload: benefit.workload, period: '2026-09', effectiveMicros: 2_000_000 })
    const moved = await again(one.id)
    expect(moved).toMatchObject({
      isSame: false,
      rows: 3,
      changes: [
        { key: key('2026-08'), then: { amount: '5.123456', rows: 1 }, now: { amount: '6.123456', rows: 1 } },
        { key: key('2026-09'), then: null, now: { amount: '2.00', rows: 1 } },
      ],
    })
    expect(moved.digest).not.toBe(one.sha256)
    // What was kept is not touched by asking again.
    const list = (await owner.call('GET', `/api/evidence?subject=${claim}`)).json as unknown as EvidenceView[]
    expect(list.find(({ id }) => id === one.id)?.asked).toEqual(one.asked)
    expect(viewOf(await ask('bill-rows', { workload: benefit.workload, source: 'FA-0001' })).asked?.rows).toBe(3)
  })

  test('adjustments of the baseline that two persons agreed, and the basis of prices promised', async () => {
    expect(problemOf(await ask('baseline-adjustments')).code).toBe('evidence-answers-nothing')
    const adjustment = {
      kind: 'non-routine',
      effect: 120.5,
      from: '2026-08',
      to: null,
      description: 'Un service de plus',
      evidence: ['PV'],
      measure: 'revenus',
    }
    const record = (key: string, state: string) =>
      aRecord(setup, { subject: benefit.code, kind: 'adjustment', key, content: { ...adjustment, state } })
    await record('agreed', 'approved')
    await record('asked', 'proposed')
    const one = viewOf(await ask('baseline-adjustments'))
    expect(one.asked?.lines).toMatchObject([{ key: 'agreed', rows: 1, amount: '120.5', unit: 'CAD' }])
    expect((await again(one.id)).isSame).toBe(true)
    expect(problemOf(await ask('baseline-adjustments', { to: '2026-07' })).code).toBe('evidence-answers-nothing')
  })

  test('refused in words: months turned around or too many, no benefit, nothing found, nothing to ask again', async () => {
    const turned = problemOf(await ask('bill-rows', { from: '2026-10' }))
    expect(turned.errors[0]?.pointer).toBe('/parameters/to')
    expect(problemOf(await ask('bill-rows', { from: '2020-01' })).errors[0]?.pointer).toBe('/parameters/to')
    expect(problemOf(await ask('price-basis', {}, benefit.workload)).code).toBe('evidence-asks-a-benefit')
    expect(problemOf(await ask('bill-rows', { workload: 'CH-999999' })).code).toBe('evidence-answers-nothing')
    expect(problemOf(await ask('bill-rows', {}, 'RC-9999')).code).toBe('evidence-subject-unknown')
    const link = { subject: claim, kind: 'link', title: 'Portail', address: 'https://exemple.invalid/' }
    const { id } = (await owner.call('POST', '/api/evidence', link)).json as unknown as EvidenceView
    const none = await owner.call('GET', `/api/evidence/${id}/rerun`)
    expect([none.status, problemOf(none).code]).toEqual([409, 'evidence-not-asked'])
    const question = viewOf(await ask('bill-rows'))
    const elsewhere = await setup.signedIn('portfolio-manager', 'MRP')
    expect((await elsewhere.call('GET', `/api/evidence/${question.id}/rerun`)).status).toBe(404)
    const secret = viewOf(
      await owner.call('POST', '/api/evidence', {
        subject: claim,
        kind: 'bill-rows',
        title: 'Question',
        sensitivity: '4',
        parameters: months,
      }),
    )
    const other = await setup.signedIn('portfolio-manager')
    const hidden = await other.call('GET', `/api/evidence/${secret.id}/rerun`)
    expect([hidden.status, problemOf(hidden).code]).toEqual([403, 'evidence-hidden'])
  })

  test('the audit pack holds the question and its answer; an answer rewritten with the manifest is found', async () => {
    const deps = { db: setup.db, clock: setup.clock, filesFolder: setup.filesFolder }
    const { bytes } = await commandedPack(deps, setup.system(), { benefit: benefit.code })
    expect(packVerified(bytes)).toMatchObject({ valid: true, firstBreak: null })
    const entries = unzipSync(bytes)
    const said = strFromU8(entries['evidence.json'] ?? new Uint8Array())
    expect(said).toContain(`bill-rows subject=${claim}`)
    entries['evidence.json'] = strToU8(said.replace('"amount": "5.123456"', '"amount": "5.123457"'))
    const manifest = JSON.parse(strFromU8(entries['manifest.json'] ?? new Uint8Array())) as Manifest
    const { digest: _, ...unsigned } = {
      ...manifest,
      entries: manifest.entries.map(({ name }) => {
        const entry = entries[name] ?? new Uint8Array()
        return { name, bytes: entry.length, sha256: sha256(entry) }
      }),
    }
    entries['manifest.json'] = strToU8(JSON.stringify({ ...unsigned, digest: digestOf(asJson(unsigned)) }))
    expect(packVerified(zipSync(entries)).firstBreak).toMatch(/^evidence\.json: .*: answer$/)
  })
})
