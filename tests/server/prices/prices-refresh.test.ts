import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createBody } from '#server/access/accounts.usecases.ts'
import { systemReach } from '#server/access/reach.ts'
import { commandLine, UsageError } from '#server/app/cli-arguments.ts'
import { createOutput, tellRefusal } from '#server/app/cli-output.ts'
import { runCommand } from '#server/app/commands.ts'
import { openDatabase } from '#server/database/database.ts'
import { systemClock } from '#server/shared/clock.ts'
import { type FakePriceServices, fakePriceServices } from '#tests/support/fake-price-services.ts'

const folder = mkdtempSync(join(tmpdir(), 'arpent-refresh-'))
const database = `file:${join(folder, 'arpent.db')}`
let services: FakePriceServices

beforeAll(async () => {
  services = await fakePriceServices()
  const open = await openDatabase(database)
  const deps = { db: open.db, clock: systemClock }
  const reach = systemReach({ bodies: [], requestId: 'test' })
  await createBody(deps, reach, { code: 'QC', nameFr: 'Ensemble', nameEn: 'All', kind: 'centre', parent: null })
  await open.close()
})
afterAll(async () => {
  await services.close()
  rmSync(folder, { recursive: true, force: true })
})

const nobody = { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' }

/** What the command line would do: exit code, and what it writes on each stream. */
async function run(args: readonly string[], variables: NodeJS.ProcessEnv = nobody) {
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text)
      return true
    })
  }
  const before = { ...process.env }
  Object.assign(process.env, variables)
  const language = args.includes('en') ? 'en' : 'fr'
  try {
    const line = commandLine(['prices', 'refresh', ...args, '--database', database])
    return { code: await runCommand(line, createOutput(line.isJson, line.language), {}), ...written }
  } catch (error) {
    if (error instanceof UsageError) return { code: 2, ...written, stderr: error.words[language] }
    return { code: tellRefusal(error, { isJson: args.includes('--json'), language, isDebug: false }), ...written }
  } finally {
    vi.restoreAllMocks()
    process.env = before
  }
}
const aws = () => ['aws', '--region', 'ca-central-1', '--endpoint', services.url]

describe('arpent prices refresh', () => {
  test('proposes what AWS lists, in one JSON document', async () => {
    services.behave()
    const { code, stdout, stderr } = await run([...aws(), '--json'])
    expect([code, stderr]).toEqual([0, ''])
    const answer = JSON.parse(stdout) as Record<string, unknown>
    expect(answer).toMatchObject({
      book: 'GT-0001',
      items: 30,
      rejected: 0,
      accepted: false,
      difference: { currency: 0, unit: 0 },
    })
  })

  test('shows the difference, and accepts when told to', async () => {
    services.behave({ restates: true })
    const shown = await run([...aws(), '--accept'])
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain('GT-0002')
    expect(shown.stdout).toMatch(
      /changé {2}ca-central-1 {2}EC2 on-demand {2}m5\.large Linux {2}0\.107 USD\/hour → 1\.07 USD\/hour {2}\+900\.0 %/,
    )
    expect(shown.stdout).toMatch(/disparu {2}ca-central-1/)
    expect(shown.stdout).toContain('Acceptée')
    const again = await run([...aws(), '--json'])
    expect(JSON.parse(again.stdout), 'once in force, the same list changes nothing').toMatchObject({
      difference: { new: 0, gone: 0, changed: 0 },
    })
  })

  test('the price sheet of a subscription belongs to a body', async () => {
    services.behave()
    const azure = ['azure', '--region', 'canadacentral', '--endpoint', services.url]
    const retail = await run([...azure, '--json'])
    expect(JSON.parse(retail.stdout)).toMatchObject({ items: 14, rejected: 0 })
    const sheet = [...azure, '--subscription', '00000000-0000-0000-0000-000000000000']
    expect((await run(sheet)).code).toBe(2)
    const own = await run([...sheet, '--body', 'QC', '--json'])
    expect(JSON.parse(own.stdout)).toMatchObject({ items: 8, rejected: 0 })
  })

  test.each([
    { name: 'another provider', args: ['gcp', '--region', 'x-1'], fr: 'aws ou azure' },
    { name: 'no region', args: ['aws'], fr: '--region' },
    { name: 'a region that is none', args: ['aws', '--region', "x' or 1"], fr: '--region' },
    {
      name: 'an address in clear over the network',
      args: ['aws', '--region', 'ca-central-1', '--endpoint', 'http://prices.example'],
      fr: '--endpoint',
    },
  ])('$name is wrong usage', async ({ args, fr }) => {
    const { code, stderr } = await run(args)
    expect(code).toBe(2)
    expect(stderr).toContain(fr)
  })

  test('refusals are told as problem details, exit code 1', async () => {
    services.behave({ isEmpty: true })
    const empty = await run([...aws(), '--json'])
    expect(empty.code).toBe(1)
    expect(JSON.parse(empty.stderr)).toMatchObject({ code: 'prices-nothing-listed' })
    const nowhere = await run(['aws', '--region', 'ca-central-1', '--json', '--endpoint', services.url], {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
      AWS_CONFIG_FILE: join(folder, 'none'),
    })
    expect(nowhere.code).toBe(1)
    expect(JSON.parse(nowhere.stderr)).toMatchObject({ code: 'prices-no-credentials', status: 422 })
  })
})
