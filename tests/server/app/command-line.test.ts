import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { systemReach } from '#server/access/reach.ts'
import { createBody } from '#server/access/accounts.usecases.ts'
import { tellRefusal } from '#server/app/cli-output.ts'
import { environmentOf } from '#server/app/environment.ts'
import { openDatabase } from '#server/database/database.ts'
import { systemClock } from '#server/shared/clock.ts'
import { runLine as run } from '#tests/support/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'arpent-cli-'))
const database = `file:${join(folder, 'arpent.db')}`

beforeAll(async () => {
  const open = await openDatabase(database)
  const deps = { db: open.db, clock: systemClock }
  const reach = systemReach({ bodies: [], requestId: 'test' })
  await createBody(deps, reach, { code: 'QC', nameFr: 'Ensemble', nameEn: 'All', kind: 'centre', parent: null })
  await open.close()
})
afterEach(() => vi.restoreAllMocks())

describe('wrong usage', () => {
  test.each([
    { args: [], fr: 'Il manque une commande.', en: 'A command is missing.' },
    { args: ['audit'], fr: 'La commande « audit » n’existe pas.', en: 'There is no command “audit”.' },
    { args: ['--nope'], fr: 'L’option --nope n’existe pas.', en: 'There is no option --nope.' },
    { args: ['barometer', 'x'], fr: '« x » est de trop pour barometer.', en: '“x” is too much for barometer.' },
    { args: ['assess', '--role', 'x'], fr: 'assess ne prend pas --role.', en: 'assess does not take --role.' },
    { args: ['backup'], fr: 'Il manque le fichier.', en: 'The file is missing.' },
    {
      args: ['import', 'usage', 'x.csv', '--body', 'QC', '--cpu-unit', 'mhz'],
      fr: '--cpu-unit attend percent, fraction, per-core.',
      en: '--cpu-unit takes percent, fraction, per-core.',
    },
    { args: ['token', 'create'], fr: 'Il manque --role.', en: '--role is missing.' },
    {
      args: ['serve', '--port', '99999'],
      fr: '--port attend un nombre de 0 à 65535.',
      en: '--port takes a number from 0 to 65535.',
    },
    {
      args: ['benefits', 'status', '--as-known', '2026-02-30'],
      fr: '--as-known attend une date AAAA-MM-JJ.',
      en: '--as-known takes a date YYYY-MM-DD.',
    },
  ])('$args is told in both languages', async ({ args, fr, en }) => {
    expect(await run(...args, '--database', database)).toEqual({ code: 2, usage: fr, stdout: '', stderr: '' })
    expect((await run(...args, '--database', database, '--lang', 'en')).usage).toBe(en)
  })
})

describe('a refusal', () => {
  test.each([
    { args: ['token', 'create', '--role', 'auditor', '--body', 'ZZ'], code: 'body-not-found' },
    { args: ['explain', 'x'], code: 'figure-not-found' },
    { args: ['assess', '--workload', 'CH-999999'], code: 'workload-not-found' },
    { args: ['import', 'undo', 'x'], code: 'import-not-found' },
    { args: ['import', 'usage', 'nulle-part.csv', '--body', 'QC', '--zone', 'UTC'], code: 'usage-file-not-found' },
    { args: ['import', 'usage', 'x.csv', '--body', 'QC', '--zone', 'Lune/Mer'], code: 'usage-zone-unknown' },
  ])('of $args is problem details on standard error, and nothing else anywhere', async ({ args, code }) => {
    for (const language of ['fr', 'en']) {
      const told = await run(...args, '--json', '--lang', language, '--database', database)
      expect([told.code, told.stdout]).toEqual([1, ''])
      expect(JSON.parse(told.stderr)).toMatchObject({ code, type: `/problems/${code}`, errors: [] })
    }
    const readable = await run(...args, '--database', database)
    expect(readable.stderr).toMatch(new RegExp(`^[^\\n]+ \\(${code}\\)\\n$`))
  })

  test('of what was not foreseen has the same form, and no stack', () => {
    const wrote = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    tellRefusal(new TypeError('x is not y\n    at z'), { isJson: true, language: 'en', isDebug: false })
    const problem: unknown = JSON.parse(String(wrote.mock.calls[0]?.[0]))
    expect(problem).toMatchObject({ type: '/problems/unexpected', code: 'unexpected', status: 500, errors: [] })
    expect(JSON.stringify(problem)).not.toContain('at z')
  })
})

test('a command that only reads begins no database where there is none', async () => {
  const absent = join(folder, 'typo.db')
  const commands = [['barometer'], ['backup', join(folder, 'typo.backup')], ['audit', 'verify'], ['assess']]
  for (const args of commands) {
    const told = await run(...args, '--json', '--database', `file:${absent}`)
    expect([told.code, JSON.parse(told.stderr).code, existsSync(absent)]).toEqual([1, 'database-absent', false])
  }
})

test('an exported audit is followed without any database', async () => {
  const open = await openDatabase(database)
  const events = await open.db.selectFrom('audit_event').selectAll().execute()
  await open.close()
  const whole = join(folder, 'audit.jsonl')
  writeFileSync(whole, events.map((event) => `${JSON.stringify(event)}\n`).join(''))
  const nowhere = `file:${join(folder, 'nowhere.db')}`
  const told = await run('audit', 'verify', whole, '--json', '--database', nowhere)
  expect([told.code, JSON.parse(told.stdout)]).toEqual([0, { events: 1, valid: true, firstBreak: null }])
  writeFileSync(whole, readFileSync(whole, 'utf8').replace('Ensemble', 'Ensembles'))
  const broken = await run('audit', 'verify', whole, '--json', '--database', nowhere)
  expect([broken.code, JSON.parse(broken.stdout)]).toEqual([1, { events: 1, valid: false, firstBreak: 1 }])
  expect(existsSync(join(folder, 'nowhere.db'))).toBe(false)
})

describe('the environment', () => {
  test.each([
    ['ARPENT_PORT', 'abc'],
    ['ARPENT_PORT', '70000'],
    ['ARPENT_DATABASE_URL', 'mysql://x'],
    ['ARPENT_LOG_LEVEL', 'loud'],
    ['ARPENT_BASE_URL', 'ftp://x'],
    ['ARPENT_BASE_URL', 'https://x.example/path'],
    ['ARPENT_BASE_URL', 'https://someone@x.example'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(() => environmentOf({ [name]: value })).toThrow(
      expect.objectContaining({
        code: 'environment-refused',
        detail: { fr: expect.stringContaining(name), en: expect.stringContaining(name) },
      }),
    )
  })

  test.each([
    ['::1', 'http://[::1]:8787'],
    ['0.0.0.0', 'http://localhost:8787'],
    ['::', 'http://localhost:8787'],
    ['10.0.0.1', 'http://10.0.0.1:8787'],
  ])('listening on %s is shown as %s', (host, url) => {
    expect(environmentOf({ ARPENT_HOST: host }).baseUrl).toBe(url)
  })
})
