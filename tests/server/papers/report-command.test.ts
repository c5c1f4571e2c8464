import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { commandLine, UsageError } from '#server/app/cli-arguments.ts'
import { createOutput, tellRefusal } from '#server/app/cli-output.ts'
import { reportCommand } from '#server/app/report-command.ts'
import { somePortfolio } from '#tests/support/some-portfolio.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'arpent-report-'))
let setup: TestApp
beforeAll(async () => {
  setup = await testApp()
  await somePortfolio(setup)
})
afterAll(() => setup.close())

/** The command over the test's own database: exit code and what it said. */
async function run(...args: readonly string[]) {
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text)
      return true
    })
  }
  try {
    const line = commandLine(['report', ...args])
    const output = createOutput(line.isJson, line.language)
    const code = await reportCommand({ line, output, database: setup.database, reach: setup.system() })
    return { code, ...said }
  } catch (error) {
    if (error instanceof UsageError) return { code: 2, stdout: '', stderr: error.words.fr }
    return { code: tellRefusal(error, { isJson: true, language: 'fr', isDebug: false }), ...said }
  } finally {
    vi.restoreAllMocks()
  }
}

test.each([
  { name: 'portfolio.pdf', more: [], starts: '%PDF' },
  { name: 'portfolio.xlsx', more: ['--lang', 'en'], starts: 'PK' },
  { name: 'portfolio', more: ['--format', 'html', '--body', 'MSC'], starts: '<!doctype' },
])('writes $name whole and tells its digest and its figures', async ({ name, more, starts }) => {
  const file = join(folder, name)
  const { code, stdout } = await run('portfolio', '--out', file, '--json', ...more)
  expect(code).toBe(0)
  const bytes = readFileSync(file)
  expect(bytes.subarray(0, starts.length).toString('latin1')).toBe(starts)
  const told = JSON.parse(stdout) as { file: string; sha256: string; figures: number } // the document of --json
  expect(told).toMatchObject({ file, sha256: createHash('sha256').update(bytes).digest('hex') })
  expect(told.figures).toBeGreaterThan(20)
  expect(existsSync(`${file}.part`)).toBe(false)
})

test.each([
  { args: ['nope', '--out', 'x.pdf'], code: 1, said: 'report-kind-unknown' },
  { args: ['portfolio', '--out', join(folder, 'x.docx')], code: 1, said: 'report-format-unknown' },
  { args: ['portfolio', '--out', join(folder, 'x')], code: 1, said: 'report-format-unknown' },
  { args: ['portfolio', '--out', join(folder, 'absent/x.html')], code: 1, said: 'report-not-written' },
  { args: ['portfolio', '--out', join(folder, 'y.html'), '--body', 'NOPE'], code: 1, said: 'body-not-found' },
  { args: ['business-case', '--out', join(folder, 'y.html')], code: 1, said: 'report-subject-missing' },
  { args: ['business-case', '--out', join(folder, 'y.html'), '--case', 'DA-0404'], code: 1, said: 'case-not-found' },
  { args: ['portfolio'], code: 2, said: 'Il manque --out.' },
  { args: [], code: 2, said: 'Il manque le genre de rapport.' },
])('refuses $args and writes nothing', async ({ args, code, said }) => {
  const answer = await run(...args)
  expect(answer.code).toBe(code)
  expect(answer.stderr).toContain(said)
  expect(existsSync(join(folder, 'y.html'))).toBe(false)
})
