import { writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EvidenceView } from '#models/claims/evidence.schemas.ts'
import { decommissioningProofs } from '#server/claims/evidence.usecases.ts'
import { sha256 } from '#server/shared/digest.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBenefit, decide, type Person, problemOf, submitted } from './some-claims.ts'

const page = new TextEncoder().encode('<script>alert(1)</script>')

describe.each(engines)('evidence on %s', (engine) => {
  let setup: TestApp
  let owner: Person
  let benefit: Awaited<ReturnType<typeof aBenefit>>
  beforeAll(async () => {
    setup = await testApp(engine)
    owner = await setup.signedIn('portfolio-manager')
    benefit = await aBenefit(setup)
  })
  afterAll(() => setup.close())

  const attach = (asked: Readonly<Record<string, string>>, bytes: Uint8Array = page, by: Person = owner) =>
    by.call(
      'POST',
      `/api/evidence/files?${new URLSearchParams({ subject: benefit.code, kind: 'invoice', title: 'Facture', fileName: 'page.html', ...asked }).toString()}`,
      bytes,
      { 'content-type': 'application/octet-stream' },
    )
  const viewOf = (answer: { json: unknown }) => answer.json as EvidenceView

  test('a file is kept by its digest and handed out as bytes to save, never shown', async () => {
    const answer = await attach({})
    expect(answer.status).toBe(201)
    const one = viewOf(answer)
    expect(one).toMatchObject({ sha256: sha256(page), bytes: page.length, fileName: 'page.html', isHidden: false })
    const file = await owner.call('GET', `/api/evidence/${one.id}/file`)
    expect(file.text).toBe('<script>alert(1)</script>')
    expect(file.headers.get('content-type')).toBe('application/octet-stream')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; .*page\.html$/)
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await setup.visitor('GET', `/api/evidence/${one.id}/file`)).status).toBe(401)
    const elsewhere = await setup.signedIn('portfolio-manager', 'MRP')
    expect((await elsewhere.call('GET', `/api/evidence/${one.id}/file`)).status).toBe(404)
  })

  test('a file that changed or went away since is told, not handed out', async () => {
    const bytes = new TextEncoder().encode('bordereau')
    const one = viewOf(await attach({ title: 'Bordereau' }, bytes))
    const path = join(setup.filesFolder, 'evidence', one.sha256)
    writeFileSync(path, 'autre chose')
    expect(problemOf(await owner.call('GET', `/api/evidence/${one.id}/file`)).code).toBe('evidence-changed')
    await rm(path)
    expect(problemOf(await owner.call('GET', `/api/evidence/${one.id}/file`)).code).toBe('evidence-lost')
  })

  test('what is confidential is listed without saying what it is, and read by who validates or audits', async () => {
    const bytes = new TextEncoder().encode('confidentiel')
    const one = viewOf(await attach({ title: 'Contrat', sensitivity: '3' }, bytes))
    const other = await setup.signedIn('portfolio-manager')
    const list = (await other.call('GET', `/api/evidence?subject=${benefit.code}`)).json as unknown as EvidenceView[]
    expect(list.find((each) => each.id === one.id)).toMatchObject({ isHidden: true, title: null, fileName: null })
    expect(problemOf(await other.call('GET', `/api/evidence/${one.id}/file`)).code).toBe('evidence-hidden')
    for (const role of ['auditor', 'finance-officer', 'security-officer'] as const) {
      const cleared = await setup.signedIn(role)
      expect((await cleared.call('GET', `/api/evidence/${one.id}/file`)).status).toBe(200)
    }
    const elsewhere = await setup.signedIn(['portfolio-manager'], 'MSC')
    expect((await elsewhere.call('GET', `/api/evidence/${one.id}/file`)).status).toBe(403)
  })

  test('too large, without a subject, or a proof of decommissioning of no workload: refused, nothing kept', async () => {
    const large = new Uint8Array(25 * 1024 * 1024 + 1)
    expect(problemOf(await attach({}, large)).code).toBe('evidence-too-large')
    expect(problemOf(await attach({ subject: 'B-9999' })).code).toBe('evidence-subject-unknown')
    expect(problemOf(await attach({ kind: 'disposal' })).code).toBe('evidence-decommissions-a-workload')
    expect(problemOf(await attach({ kind: 'disposal', subject: benefit.workload })).code).toBe('evidence-needs-its-day')
    const before = setup.clock.now().toISOString()
    setup.clock.advance(60_000)
    const disposal = { kind: 'disposal', subject: benefit.workload, effectiveOn: '2026-05-31' }
    const proof = viewOf(await attach(disposal))
    const proofsAt = (asKnown: string) =>
      decommissioningProofs(setup.db, setup.system(), { workloads: [benefit.workload], asKnown })
    const known = setup.clock.now().toISOString()
    expect(await proofsAt(known)).toMatchObject([
      { id: proof.id, kind: 'disposal', workload: benefit.workload, effectiveOn: '2026-05-31' },
    ])
    expect(await proofsAt(before)).toEqual([])
    setup.clock.advance(60_000)
    const withdrawn = await owner.call('POST', `/api/evidence/${proof.id}/withdraw`, {})
    expect(withdrawn.status).toBe(200)
    expect(await proofsAt(setup.clock.now().toISOString())).toEqual([])
    expect(await proofsAt(known)).toHaveLength(1)
  })

  test('a query keeps the digest of its result; an address is one of the web; a decision signs what was there', async () => {
    const claim = await submitted(owner, benefit.code)
    const made = await owner.call('POST', '/api/evidence', {
      subject: claim.code,
      kind: 'query',
      title: 'Somme du poste 5-412',
      query: 'select 1',
      result: '1',
    })
    expect(made.json).toMatchObject({ sha256: sha256('1'), query: 'select 1' })
    const link = { subject: claim.code, kind: 'link', title: 'Portail', address: 'javascript:alert(1)' }
    expect(problemOf(await owner.call('POST', '/api/evidence', link)).errors[0]?.pointer).toBe('/address')
    const finance = await setup.signedIn('finance-officer')
    const answer = await decide(finance, claim, { decision: 'accept' })
    expect(answer.status).toBe(200)
    const row = await setup.db.selectFrom('claim_validation').select('content_json').executeTakeFirstOrThrow()
    expect(row.content_json).toContain(sha256('1'))
  })
})
