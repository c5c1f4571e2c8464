import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ledgerMonths } from '#server/ledgers/ledger-months.usecases.ts'
import { aWorkload } from '#tests/server/decisions/some-workloads.ts'
import { runLine } from '#tests/support/run-line.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Told = {
  outcome: string
  rows: { accepted: number; refused: number }
  refused: { row: number; column: string; code: string; detail: string }[]
}

describe.each(engines)('arpent ledger import on %s', (engine) => {
  let setup: TestApp
  let workload: { id: string; code: string }
  const folder = mkdtempSync(join(tmpdir(), 'arpent-ledger-'))
  beforeAll(async () => {
    setup = await testApp(engine)
    workload = await aWorkload(setup, { name: 'Guichet' })
  })
  afterAll(() => setup.close())

  const header = 'Période;Poste;Montant;Charge;Heures;Devise'
  const written = (name: string, lines: readonly string[], first = header) => {
    const path = join(folder, name)
    writeFileSync(path, [first, ...lines].join('\n'))
    return path
  }
  const run = (path: string, ...more: readonly string[]) =>
    runLine('ledger', 'import', path, '--body', 'MSC', '--json', '--database', setup.database.url, ...more)
  const read = async (path: string, ...more: readonly string[]) => {
    const told = await run(path, ...more)
    expect([told.code, told.stderr]).toEqual([0, ''])
    return JSON.parse(told.stdout) as Told
  }
  const refusal = async (path: string, ...more: readonly string[]) => {
    const told = await run(path, ...more)
    expect([told.code, told.stdout]).toEqual([1, ''])
    return JSON.parse(told.stderr) as { code: string; detail: string; errors: { row: number; code: string }[] }
  }
  const centsOf = async (period: string) =>
    (await ledgerMonths(setup, setup.system(), { workloadIds: [workload.id], from: period, to: period })).map(
      ({ amountCents, costElement, hours }) => [costElement, amountCents, hours],
    )

  test('each bad line is refused by its place and why, in both languages; the others count', async () => {
    const path = written('septembre.csv', [
      `2026-09;Licences;1200,50;${workload.code};;CAD`,
      `2026-09;Licences;-200,50;${workload.code};;`, // a credit
      `2026-09-30T23:30:00;Soutien;10,00;${workload.code};;$`, // a month is a month, whatever the zone
      `2026-09;Licences;99,00;CR-4410;;CAD`, // no such workload, no such cost centre
      `2026-09;Licences;99,00;${workload.code};;USD`,
      `2026-09;Main-d’œuvre;99,00;${workload.code};-3;CAD`,
      `septembre;Licences;99,00;${workload.code};;CAD`,
      `2026-09;Licences;;${workload.code};;CAD`,
      `2026-09;Licences;NULL;${workload.code};;CAD`,
      `2026-09;Licences;1,2345;${workload.code};;CAD`,
    ])
    const told = {
      fr: await read(path, '--dry-run', '--lang', 'fr'),
      en: await read(path, '--dry-run', '--lang', 'en'),
    }
    expect(told.fr.refused.map(({ row, column, code }) => [row, column, code])).toEqual([
      [5, 'Charge', 'workload-unknown'],
      [6, 'Devise', 'currency-other'],
      [7, 'Heures', 'hours-unreadable'],
      [8, 'Période', 'period-unreadable'],
      [9, 'Montant', 'amount-missing'],
      [10, 'Montant', 'amount-missing'],
      [11, 'Montant', 'amount-too-precise'],
    ])
    for (const [at, { detail }] of told.fr.refused.entries()) {
      expect(detail.length).toBeGreaterThan(15)
      expect(detail).not.toBe(told.en.refused[at]?.detail)
    }
    expect(await centsOf('2026-09')).toEqual([])
    expect(await read(path)).toMatchObject({ outcome: 'applied', rows: { accepted: 3, refused: 7 } })
    expect(await centsOf('2026-09')).toEqual([
      ['licences', 100_000, null],
      ['support', 1_000, null],
    ])
    expect(await read(path)).toMatchObject({ outcome: 'identical' })
    expect((await centsOf('2026-09')).length).toBe(2)
  })

  test('a newer file takes the place of the month only when asked, and the older one does not come back by itself', async () => {
    const older = written('octobre.csv', [`2026-10;Licences;10,00;${workload.code};;`])
    await read(older)
    const newer = written('octobre.csv', [`2026-10;Licences;11,00;${workload.code};;`])
    expect((await refusal(newer)).code).toBe('ledger-extract-stands')
    expect(await read(newer, '--replace')).toMatchObject({ outcome: 'replaced' })
    written('octobre.csv', [`2026-10;Licences;10,00;${workload.code};;`])
    const [fr, en] = [await refusal(older), await refusal(older, '--lang', 'en')]
    expect([fr.code, en.code]).toEqual(['ledger-extract-older', 'ledger-extract-older'])
    expect([fr.detail, en.detail]).toEqual([expect.stringContaining('plus récent'), expect.stringContaining('newer')])
    expect(await centsOf('2026-10')).toEqual([['licences', 1_100, null]])
  })

  test.each([
    { name: 'absent', code: 'ledger-file-missing', lines: null },
    { name: 'vide.csv', code: 'file-header-only', lines: [] },
    { name: 'autre.csv', code: 'ledger-columns-missing', lines: ['a;b'], first: 'Un;Deux' },
    { name: 'refus.csv', code: 'ledger-nothing-read', lines: ['2026-08;Chaises;1,00;;;'] },
  ])('$name is refused as $code, in both languages, and nothing is written', async ({ name, code, lines, first }) => {
    const path = lines === null ? join(folder, name) : written(name, lines, first)
    const [fr, en] = [await refusal(path), await refusal(path, '--lang', 'en')]
    expect([fr.code, en.code]).toEqual([code, code])
    expect(fr.detail).not.toBe(en.detail)
    const kept = await setup.db.selectFrom('ledger_extract').select('id').where('file_name', '=', name).execute()
    expect(kept).toEqual([])
  })

  test('a body that is not there, and a body left unsaid, are told', async () => {
    const path = written('ailleurs.csv', ['2026-08;Licences;1,00;;;'])
    const database = ['--database', setup.database.url]
    const elsewhere = await runLine('ledger', 'import', path, '--body', 'ZZ', '--json', ...database)
    expect([elsewhere.code, JSON.parse(elsewhere.stderr).code]).toEqual([1, 'body-not-found'])
    expect((await runLine('ledger', 'import', path, ...database)).usage).toContain('--body')
  })
})
