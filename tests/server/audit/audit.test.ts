import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actions } from '#models/access/access.schemas.ts'
import type { HistoryEvent } from '#models/inventory/workload.views.ts'
import { auditSentence, knownActions } from '#server/audit/audit-sentences.ts'
import { auditFileVerified, auditVerified } from '#server/audit/audit.usecases.ts'
import type { AuditEventRow } from '#server/database/schema.ts'
import { aWorkload, classified } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp, testBaseUrl } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'arpent-audit-'))

describe.each(engines)('the audit on %s', (engine) => {
  let setup: TestApp
  let workload: { id: string; code: string }
  let text: string
  beforeAll(async () => {
    setup = await testApp(engine)
    workload = await aWorkload(setup)
    const proposer = await setup.signedIn('portfolio-manager')
    const officer = await setup.signedIn('security-officer')
    await classified({ proposer, officer }, workload.code)
    await proposer.call('POST', `/api/workloads/${workload.code}/current-cost`, {
      amountCad: '1234.50',
      period: '2026-2027',
      reference: 'Grand livre',
    })
    const auditor = await setup.signedIn('auditor', 'QC')
    const cookie = `arpent_session=${auditor.token}`
    text = await (await setup.app.request(`${testBaseUrl}/api/audit-events/export`, { headers: { cookie } })).text()
  })
  afterAll(() => setup.close())

  const journal = async (role: 'auditor' | 'administrator', body: string, query = '') =>
    (await (await setup.signedIn(role, body)).call('GET', `/api/audit-events${query}`))
      .json as unknown as HistoryEvent[]
  const fileOf = (name: string, content: string) => {
    const file = join(folder, `${engine}-${name}.jsonl`)
    writeFileSync(file, content)
    return file
  }
  const exported = () =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEventRow)
  const written = (events: readonly object[]) => `${events.map((event) => JSON.stringify(event)).join('\n')}\n`

  test('tells what happened in words of both languages, newest first, a page at a time', async () => {
    const all = await journal('auditor', 'QC')
    expect(all.map((event) => event.seq)).toEqual(all.map((event) => event.seq).toSorted((a, b) => b - a))
    const cost = all.find((event) => event.action === 'current-cost.stated')
    expect(cost?.object).toBe(`workload ${workload.code}`)
    expect(cost?.summary.fr.replaceAll(/\s/g, ' ')).toBe('Coût actuel déclaré : 1 234,50 $')
    expect(cost?.summary.en).toBe('Current cost stated: $1,234.50')
    const two = await journal('auditor', 'QC', `?limit=2&before=${cost?.seq}`)
    expect(two.map((event) => event.seq)).toEqual([(cost?.seq ?? 0) - 1, (cost?.seq ?? 0) - 2])
  })

  test('of one workload, by its code, or by its own page', async () => {
    const events = await journal('auditor', 'MSC', `?object=${workload.code}`)
    const expected = ['current-cost.stated', 'classification.approved', 'classification.proposed']
    expect(events.map((event) => event.action)).toEqual(expected)
    const reader = await setup.signedIn('finance-officer')
    const history = await reader.call('GET', `/api/workloads/${workload.code}/history`)
    expect((history.json as unknown as HistoryEvent[]).map((event) => event.action)).toEqual(expected)
    const foreign = await setup.signedIn('finance-officer', 'MRP')
    expect((await foreign.call('GET', `/api/workloads/${workload.code}/history`)).status).toBe(404)
  })

  test('shows nothing of another body, nor of its people', async () => {
    const events = await journal('auditor', 'MRP')
    expect(JSON.stringify(events)).not.toContain(workload.id)
    expect(await journal('auditor', 'MRP', `?object=${workload.code}`)).toEqual([])
    const administrator = await setup.signedIn('administrator', 'QC')
    const person = await setup.signedIn('auditor', 'MSC')
    await administrator.call('POST', `/api/users/${person.user}/disable`)
    const told = async (body: string) =>
      (await journal('administrator', body, `?object=${person.user}`)).map((event) => event.action)
    expect(await told('QC')).toContain('account.disabled')
    expect(await told('MSC')).toContain('account.disabled')
    expect(await told('MRP')).not.toContain('account.disabled')
  })

  test('goes out whole, only to who reaches every body, and verifies without the server', async () => {
    const local = await setup.signedIn('auditor')
    const refused = await local.call('GET', '/api/audit-events/export')
    expect([refused.status, refused.text.includes('audit-needs-all-bodies')]).toEqual([403, true])
    const verdict = await auditFileVerified(fileOf('whole', text))
    expect(verdict).toEqual({ events: exported().length, valid: true, firstBreak: null })
    const answer = (await local.call('GET', '/api/audit-events/verify')).json as unknown
    expect(answer).toMatchObject({ valid: true, firstBreak: null })
    expect(answer).toEqual(await auditVerified(setup.db))
  })

  test('a change of any member of any event, a line moved or removed, breaks at that event', async () => {
    const events = exported()
    const at = Math.floor(events.length / 2)
    const seq = events[at]?.seq
    for (const [member, value] of Object.entries(events[at] ?? {})) {
      const other = typeof value === 'number' ? value + 1 : `${value ?? ''}x`
      const altered = events.map((event, i) => (i === at ? { ...event, [member]: other } : event))
      const { valid, firstBreak } = await auditFileVerified(fileOf('altered', written(altered)))
      expect([member, valid, firstBreak]).toEqual([member, false, member === 'seq' ? (seq ?? 0) + 1 : seq])
    }
    const removed = await auditFileVerified(fileOf('removed', written(events.toSpliced(at, 1))))
    expect(removed).toMatchObject({ valid: false, firstBreak: (seq ?? 0) + 1 })
    const beheaded = await auditFileVerified(fileOf('beheaded', written(events.slice(1))))
    expect(beheaded).toMatchObject({ valid: false, firstBreak: 2 })
  })

  test.each([
    { name: 'nothing', content: '' },
    { name: 'not JSON', content: 'bonjour\n' },
    { name: 'JSON of something else', content: 'null\n' },
    { name: 'an event without its hash', content: '{"seq":1}\n' },
  ])('a file with $name is refused in words', async ({ content }) => {
    const file = fileOf('refused', content)
    await expect(auditFileVerified(file)).rejects.toMatchObject({ code: 'audit-file-unreadable' })
    await expect(auditFileVerified(join(folder, 'absent'))).rejects.toMatchObject({ code: 'audit-file-unreadable' })
  })

  test('events refuse change and deletion', async () => {
    await expect(setup.db.updateTable('audit_event').set({ actor: 'x' }).execute()).rejects.toThrow('append-only')
    await expect(sql`delete from audit_event`.execute(setup.db)).rejects.toThrow('append-only')
  })
})

test('every action that is recorded has its words', () => {
  const files = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const source = files.map((file) => readFileSync(join('server', file), 'utf8')).join('\n')
  const named = [
    ...source.matchAll(/action: (?:[a-z]+ === undefined \? )?'([a-z-]+\.[a-z-]+)'(?: : '([a-z-]+\.[a-z-]+)')?/g),
  ]
  const recorded = [...new Set(named.flatMap(([, one = '', other = '']) => [one, other]))].filter((name) => name !== '')
  const permissions: readonly string[] = actions
  const missing = recorded.filter((name) => !permissions.includes(name) && !knownActions.includes(name))
  expect(recorded.length).toBeGreaterThan(25)
  expect(missing).toEqual([])
})

test('words say what was recorded with them', () => {
  expect(auditSentence('decision.signed', '{"strategy":"rehost","option":"ngq"}').fr).toBe(
    'Décision signée : rehost, ngq',
  )
  expect(auditSentence('decision.returned', '{"reason":"Comparer"}').fr).toBe('Décision retournée : « Comparer »')
  expect(auditSentence('classification.approved', '{"version":2}').en).toBe('Classification approved: version 2')
  expect(auditSentence('promise.frozen', '{"promisedCents":-250}').en).toBe('Promise frozen: -$2.50')
  expect(auditSentence('decision.signed', null).en).toBe('Decision signed')
})
