import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionView, TokenView } from '#models/access/access.schemas.ts'
import { createToken, demonstrationLink, firstAdministratorLink } from '#server/access/accounts.usecases.ts'
import { createAttempts } from '#server/access/sessions.usecases.ts'
import { engines, testDatabase } from '#tests/support/test-database.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'

const tokenOf = (link: string) => link.split('#')[1] ?? ''
const password = 'une phrase assez longue'

describe.each(engines)('accounts on %s', (engine) => {
  let setup: TestApp
  beforeAll(async () => {
    setup = await testApp(engine)
  })
  afterAll(() => setup.close())

  test('a link makes a session once', async () => {
    const person = await setup.signedIn('auditor')
    const link = await demonstrationLink(setup.accounts, person.id)
    const first = await setup.visitor('POST', '/api/links/use', { token: tokenOf(link) })
    expect(first.status).toBe(200)
    expect(first.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Lax/i)
    expect((first.json as unknown as SessionView).grants).toEqual([{ role: 'auditor', body: 'MSC' }])
    const again = await setup.visitor('POST', '/api/links/use', { token: tokenOf(link) })
    expect([again.status, again.text.includes('link-refused')]).toEqual([410, true])
  })

  test('an invitation sets a password, then the login works and a wrong one does not', async () => {
    const administrator = await setup.signedIn('administrator', 'QC')
    const grants = [{ role: 'finance-officer', body: 'MRP' }]
    const invited = await administrator.call('POST', '/api/users', { login: 'Finances.MRP', language: 'fr', grants })
    expect(invited.status).toBe(201)
    const { link } = invited.json as unknown as { link: string }
    const short = await setup.visitor('POST', '/api/links/use', { token: tokenOf(link), password: 'court' })
    expect(short.status).toBe(422)
    expect((await setup.visitor('POST', '/api/links/use', { token: tokenOf(link), password })).status).toBe(200)
    expect((await setup.visitor('POST', '/api/session', { login: 'finances.mrp', password })).status).toBe(200)
    const wrong = await setup.visitor('POST', '/api/session', { login: 'finances.mrp', password: `${password}!` })
    const nobody = await setup.visitor('POST', '/api/session', { login: 'personne', password })
    expect([wrong.status, nobody.status]).toEqual([401, 401])
    expect(JSON.parse(wrong.text).detail).toBe(JSON.parse(nobody.text).detail)
  })

  test('a disabled account ends at once, and the last administrator stays', async () => {
    const administrator = await setup.signedIn('administrator', 'QC')
    const other = await setup.signedIn('auditor', 'MRP')
    expect((await other.call('GET', '/api/session')).status).toBe(200)
    expect((await administrator.call('POST', `/api/users/${other.user}/disable`)).status).toBe(204)
    expect((await other.call('GET', '/api/session')).status).toBe(401)
  })

  test('an account of another body is not found', async () => {
    const local = await setup.signedIn('administrator', 'MRP')
    const foreign = await setup.signedIn('auditor', 'MSC')
    expect((await local.call('POST', `/api/users/${foreign.user}/disable`)).status).toBe(404)
    const list = (await local.call('GET', '/api/users')).json as unknown as { user: string }[]
    expect(list.map((user) => user.user)).not.toContain(foreign.user)
  })

  test('an account with a role elsewhere is not for a local administrator to end or to recover', async () => {
    const local = await setup.signedIn('administrator', 'MSC')
    const created = await setup.signedIn('auditor', 'MSC')
    const grant = { role: 'administrator', body_id: setup.bodyId('QC'), granted_by: 'test' }
    const from = { valid_from: '2020-01-01', valid_to: null }
    await setup.db
      .insertInto('role_grant')
      .values({ id: `wider-${created.id}`, user_id: created.id, ...grant, ...from })
      .execute()
    for (const act of ['disable', 'link']) {
      const answer = await local.call('POST', `/api/users/${created.user}/${act}`)
      expect([act, answer.status, answer.text.includes('account-wider')]).toEqual([act, 403, true])
    }
    expect((await created.call('GET', '/api/session')).status).toBe(200)
  })

  test('a login is the same however it was composed, and shows all of itself', async () => {
    const administrator = await setup.signedIn('administrator', 'QC')
    const invite = (login: string) =>
      administrator.call('POST', '/api/users', { login, language: 'fr', grants: [{ role: 'auditor', body: 'MSC' }] })
    const invited = (await invite('Éloïse'.normalize('NFD'))).json as unknown as { link: string }
    expect((await invite('éloïse'.normalize('NFC'))).status).toBe(409)
    const chosen = 'mot de passe composé'
    await setup.visitor('POST', '/api/links/use', { token: tokenOf(invited.link), password: chosen.normalize('NFC') })
    const credentials = { login: 'ÉLOÏSE', password: chosen.normalize('NFD') }
    expect((await setup.visitor('POST', '/api/session', credentials)).status).toBe(200)
    for (const hidden of ['elo\u200bise', 'elo\u202eise', 'elo\nise']) expect((await invite(hidden)).status).toBe(422)
  })

  test('a session idles out after 30 minutes and ends after 10 hours', async () => {
    const person = await setup.signedIn('auditor')
    setup.clock.advance(29 * 60_000)
    expect((await person.call('GET', '/api/session')).status).toBe(200)
    setup.clock.advance(31 * 60_000)
    expect((await person.call('GET', '/api/session')).status).toBe(401)
    const busy = await setup.signedIn('auditor')
    for (let i = 0; i < 21; i += 1) {
      setup.clock.advance(28 * 60_000)
      await busy.call('GET', '/api/session')
    }
    setup.clock.advance(28 * 60_000)
    expect((await busy.call('GET', '/api/session')).status).toBe(401)
  })

  test('a token reaches what its role and body allow, until the year is over', async () => {
    const token = await createToken(setup.accounts, setup.system(), { role: 'auditor', bodyId: setup.bodyId('MRP') })
    const read = () => setup.visitor('GET', '/api/bodies', undefined, { authorization: `Bearer ${token}` })
    expect((await read()).json).toEqual([
      { code: 'MRP', nameFr: 'Revenus', nameEn: 'Revenues', kind: 'body', parent: 'QC' },
    ])
    setup.clock.advance(366 * 24 * 3_600_000)
    expect((await read()).status).toBe(401)
  })

  test('a token is ended at once by the administrator of its body, by nobody else, and is never shown', async () => {
    const bodyId = setup.bodyId('MRP')
    const token = await createToken(setup.accounts, setup.system(), { role: 'auditor', bodyId })
    const read = () => setup.visitor('GET', '/api/bodies', undefined, { authorization: `Bearer ${token}` })
    expect((await read()).status).toBe(200)
    const [here, elsewhere] = [
      await setup.signedIn('administrator', 'MRP'),
      await setup.signedIn('administrator', 'MSC'),
    ]
    const list = await here.call('GET', '/api/tokens')
    expect(list.text).not.toContain(token)
    const { id } = (list.json as unknown as TokenView[]).find(
      (one) => one.revokedAt === null && one.body === 'MRP',
    ) ?? {
      id: '',
    }
    expect((await elsewhere.call('GET', '/api/tokens')).text).not.toContain(id)
    expect((await elsewhere.call('DELETE', `/api/tokens/${id}`)).status).toBe(404)
    const live = (await here.call('GET', '/api/tokens')).json as unknown as TokenView[]
    for (const one of live) expect((await here.call('DELETE', `/api/tokens/${one.id}`)).status).toBe(204)
    expect((await here.call('DELETE', `/api/tokens/${id}`)).status).toBe(204)
    expect((await read()).status).toBe(401)
    const events = await setup.db
      .selectFrom('audit_event')
      .select('object_id')
      .where('action', '=', 'token.revoked')
      .execute()
    expect(events.map((event) => event.object_id).toSorted()).toEqual(live.map((one) => one.id).toSorted())
  })

  test('after ten failures the login waits, whoever asks', async () => {
    for (let i = 0; i < 10; i += 1)
      await setup.visitor('POST', '/api/session', { login: 'personne-du-tout', password: `essai ${i}` })
    const refused = await setup.visitor('POST', '/api/session', { login: 'personne-du-tout', password })
    expect([refused.status, refused.text.includes('too-many-attempts')]).toEqual([429, true])
    setup.clock.advance(16 * 60_000)
    expect((await setup.visitor('POST', '/api/session', { login: 'personne-du-tout', password })).status).toBe(401)
  })

  test('many attempts at once are not all let in', async () => {
    const attempt = () => setup.visitor('POST', '/api/session', { login: 'tous-ensemble', password })
    const answers = await Promise.all(Array.from({ length: 14 }, attempt))
    expect(answers.filter((one) => one.status === 429).length).toBe(4)
  })
})

test('the first start gives one link; it makes the administrator, and no second one comes', async () => {
  const database = await testDatabase('sqlite')
  const { testClock } = await import('#tests/support/test-clock.ts')
  const deps = { db: database.db, clock: testClock(), baseUrl: 'http://arpent.test' }
  const voided = await firstAdministratorLink(deps)
  const link = await firstAdministratorLink(deps)
  const { followLink } = await import('#server/access/accounts.usecases.ts')
  await expect(followLink(deps, { token: tokenOf(voided ?? ''), login: 'admin', password }, 'r')).rejects.toMatchObject(
    { code: 'link-refused' },
  )
  await followLink(deps, { token: tokenOf(link ?? ''), login: 'admin', password }, 'r')
  expect(await firstAdministratorLink(deps)).toBeUndefined()
  await database.close()
})

test('failures of many logins push out the oldest, never all of them', () => {
  const attempts = createAttempts(1, 60_000, 3)
  for (const login of ['a', 'b', 'c', 'd']) expect(attempts.begin(login, 0)).toBe(true)
  expect(['d', 'c', 'b', 'a'].map((login) => attempts.begin(login, 1))).toEqual([false, false, false, true])
})
